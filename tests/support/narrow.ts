import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';

export const WIDTH = 320;
// A finger's width (WCAG 2.2, "Target Size").
const SMALLEST = 24;

/** Nothing reaches beyond the edge, and a finger can press everything that is to be pressed. */
export async function expectToFit(page: Page): Promise<void> {
	await expectAccessible(page);
	const faults = await page.evaluate(
		({ width, smallest }) => {
			const found: string[] = [];
			const over = document.documentElement.scrollWidth - width;
			if (over > 0) found.push(`the page is ${String(over)} pixels too wide`);
			for (const element of document.querySelectorAll<HTMLElement>('a, button, input, h1, p')) {
				const target = element.closest('label') ?? element;
				const { left, right, height } = target.getBoundingClientRect();
				if (height <= 1) continue;
				const name = `${element.tagName} ${element.textContent.trim().slice(0, 40)}`;
				if (left < 0 || right > width) found.push(`${name} reaches beyond the edge`);
				if (element.matches('a, button, input') && height < smallest)
					found.push(`${name} is ${String(height)} pixels high`);
			}
			return found;
		},
		{ width: WIDTH, smallest: SMALLEST }
	);
	expect(faults).toEqual([]);
}
