import { expect, type Page } from '@playwright/test';
import { expectAtRest } from './trouble.ts';

/** Runs a script wherever it becomes part of a page. */
export const MARKUP = '<img src=x onerror="window.harmed = true"><script>harmed = true</script>';

/** Addresses that must never become a link. */
export const SCRIPT_URLS = [
	'javascript:window.harmed=true',
	' JavaScript:window.harmed=true',
	'java\nscript:window.harmed=true',
	'data:text/html,<script>window.harmed=true</script>',
	'vbscript:harmed',
	'file:///etc/passwd',
	'//example.org/relative',
	'https://someone:password@example.org/'
];

/** Nothing that the homeserver sent has run, leads to a script, or keeps anybody waiting. */
export async function expectHarmless(page: Page): Promise<void> {
	expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
	expect(await page.locator('main').locator('script, img, iframe, object').count()).toBe(0);
	const links = await page
		.locator('a')
		.evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
	expect(links.filter((href) => !/^(https?|mailto):/.test(href))).toEqual([]);
	await expectAtRest(page);
}
