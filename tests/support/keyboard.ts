import { expect, type Locator, type Page } from '@playwright/test';

const MOST = 20;

/** Presses Tab until the element has the focus, and can be seen to have it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	const has = (): Promise<boolean> =>
		target.evaluate((element) => element === document.activeElement);
	for (let presses = 0; presses < MOST && !(await has()); presses++)
		await page.keyboard.press('Tab');
	await expect(target).toBeFocused();
	const outline = await target.evaluate((element) => {
		const box = element.closest('.box:has(input:focus-visible)') ?? element;
		return getComputedStyle(box).outlineStyle;
	});
	expect(outline, 'the outline of what has the focus').toBe('solid');
}

/** Goes to a control by Tab and presses it. */
export async function pressBy(page: Page, target: Locator, key = 'Enter'): Promise<void> {
	await tabTo(page, target);
	await page.keyboard.press(key);
}

/** Goes to a field by Tab and types into it. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
	await tabTo(page, target);
	await page.keyboard.type(text);
}
