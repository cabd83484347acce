import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Every rule of axe, on the page as it is; each violation is told with the elements that it concerns. */
export async function expectAccessible(page: Page): Promise<void> {
	// A step that has just faded in would be measured with half its contrast.
	await page.evaluate(() =>
		Promise.all(
			document
				.getAnimations()
				.filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
				.map((animation) => animation.finished)
		)
	);
	const { violations } = await new AxeBuilder({ page }).analyze();
	const told = violations.map(
		({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html).join('\n')}`
	);
	expect(told).toEqual([]);
}
