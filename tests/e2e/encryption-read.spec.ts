import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { secureAll } from '../support/security.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

const PATH = '/account/encryption';
const ready = (page: Page) => expect(page.locator('html[data-ready]')).toBeAttached();
const states = (page: Page) => page.getByRole('list', { name: 'State of your encryption' });
const state = (page: Page, name: string) =>
	states(page)
		.getByRole('listitem')
		.filter({ has: page.getByRole('heading', { name, exact: true }) });

test('nothing is set up: each state in words, and one thing to do', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, PATH);
	await ready(page);
	await expect(page.getByRole('heading', { level: 1, name: 'Encryption' })).toBeVisible();
	for (const name of ['Secure Backup', 'Cross-signing', 'Recovery key'])
		await expect(state(page, name).getByText('To do', { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Set up Secure Backup' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Reset encryption' })).toHaveCount(0);
	await expect(page.getByRole('heading', { name: 'This session' })).toBeVisible();
	await expectAccessible(page);
	expect(watch.requests.filter(({ url }) => /rust|wasm|crypto/i.test(url))).toEqual([]);
});

test('all is set up', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await secureAll(server, person);
	await openSignedIn(page, { portal, server, person }, PATH);
	await ready(page);
	await expect(states(page).getByText('Good', { exact: true })).toHaveCount(3);
	await expect(page.getByRole('button', { name: 'Set up Secure Backup' })).toHaveCount(0);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Verify this session' }).click();
	const heading = page.getByRole('heading', { level: 1, name: 'Verify this session' });
	await expect(heading).toBeFocused();
	await page.goBack();
	await expect(page.getByRole('heading', { level: 1, name: 'Encryption' })).toBeFocused();
});

test('one part that fails leaves the rest', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await secureAll(server, person);
	await page.route('**/room_keys/version', (route) =>
		route.fulfill({
			status: 500,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_UNKNOWN' }
		})
	);
	await openSignedIn(page, { portal, server, person }, PATH);
	await ready(page);
	await expect(state(page, 'Secure Backup').getByText('Could not be checked')).toBeVisible();
	await expect(states(page).getByText('Good', { exact: true })).toHaveCount(2);
	await page.unroute('**/room_keys/version');
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(states(page).getByText('Good', { exact: true })).toHaveCount(3);
});

test('German, at 320 pixels, and no text from elsewhere', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await page.setViewportSize({ width: 320, height: 640 });
	await openSignedIn(page, { portal, server, person }, `/de${PATH}`);
	await ready(page);
	await expect(page.getByRole('button', { name: 'Secure Backup einrichten' })).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	await expectAccessible(page);
	await page.goto(`${portal}/en-XA${PATH}`);
	await ready(page);
	const known = ['English', 'Deutsch', 'Pseudo', person.username, server.serverName];
	expect(await untranslated(page, known)).toEqual([]);
});
