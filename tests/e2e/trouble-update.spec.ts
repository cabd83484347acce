import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { png } from '../support/pictures.ts';
import { chooseFile, expectOpen, on, openProfile } from '../support/profile.ts';
import { expectStep } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

/**
 * The operator updates the portal, and the files of the old build are gone: what this page has not
 * loaded yet is nowhere. A page that is loaded from now on has the new build's.
 */
async function update(page: Page): Promise<void> {
	let old = true;
	await page.route('**/_app/version.json', (route) => route.fulfill({ json: { version: 'next' } }));
	await page.route(
		(url) => !url.pathname.endsWith('/version.json'),
		async (route) => {
			if (route.request().isNavigationRequest()) old = false;
			const gone = old && route.request().url().includes('/_app/immutable/');
			await (gone ? route.fulfill({ status: 404 }) : route.fallback());
		}
	);
}

test.beforeEach(async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await openProfile(page, { portal, server, person });
});

const UPDATED = /The portal was updated while this page was open/;

test('the portal is updated: a link leads to the new one by itself', async ({ page }) => {
	const there = new URL('/account/data', page.url()).href;
	await update(page);
	await page.getByRole('link', { name: 'Your data' }).click();
	await expectStep(page, 'Your data');
	await expect(page.getByRole('button', { name: 'Download my data' })).toBeVisible();
	await expect(page).toHaveURL(there);
	await expect(page.getByText(UPDATED)).toHaveCount(0);
});

test('the portal is updated, and a page lacks a piece: that is said, and loading helps', async ({
	page
}) => {
	await update(page);
	await chooseFile(page, png({ width: 400, height: 400 }));
	await expect(page.getByRole('alert').filter({ hasText: UPDATED })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Load the page again' }).click();
	await expect(page.getByText(UPDATED)).toHaveCount(0);
	await expectOpen(page);
	await chooseFile(page, png({ width: 400, height: 400 }));
	await on(page).use.click();
	await expect(on(page).said('Your picture is saved.')).toBeVisible();
});

test('a piece that does not come from a portal that is the same comes later', async ({ page }) => {
	await page.route('**/_app/immutable/**', (route) => route.abort());
	const looked = page.waitForResponse('**/_app/version.json');
	await chooseFile(page, png({ width: 400, height: 400 }));
	expect((await looked).ok()).toBe(true);
	await expect(page.getByText(UPDATED)).toHaveCount(0);
	await page.unroute('**/_app/immutable/**');
	await on(page).use.click();
	await expect(on(page).said('Your picture is saved.')).toBeVisible();
});
