import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/test.ts';

test('what a page gets wrong is found, and told with the element', async ({ page }) => {
	await page.setContent(
		'<!doctype html><html lang="en"><title>t</title><main><h1>h</h1><img></main>'
	);
	await expect(expectAccessible(page)).rejects.toThrow(/image-alt: [^]*<img>/);
	await page.locator('img').evaluate((image) => {
		image.setAttribute('alt', 'a door');
	});
	await expectAccessible(page);
});
