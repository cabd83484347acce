import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The part of axe-core that is used here, as it is in a page. */
type WithAxe = { axe?: { run(options: RunOptions): Promise<AxeResults> } };

/**
 * Every rule of axe, on the page as it is; each violation is told with the elements that it concerns.
 * axe-core is used as it is, since its wrapper for Playwright opens a page more for every run.
 */
export async function expectAccessible(page: Page): Promise<void> {
	expect(page.frames(), 'frames, which axe would have to be in too').toHaveLength(1);
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
	const violations = await page.evaluate(async () => {
		const { axe } = window as WithAxe;
		// What fades in, now or in the midst of it, would be measured with half its contrast.
		const still = new CSSStyleSheet();
		still.replaceSync('*, ::before, ::after { animation: none !important; }');
		document.adoptedStyleSheets.push(still);
		const results = await axe?.run({ resultTypes: ['violations'] });
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== still);
		return results?.violations;
	});
	const told = violations?.map(
		({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html).join('\n')}`
	);
	expect(told).toEqual([]);
}
