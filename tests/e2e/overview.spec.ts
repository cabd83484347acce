import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { tabTo } from '../support/keyboard.ts';
import { addUnverified, secureAll } from '../support/security.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

const ready = (page: Page) => expect(page.locator('html[data-ready]')).toBeAttached();
const checkUp = (page: Page) => page.getByRole('list', { name: 'Security check-up' });
const topic = (page: Page, name: string) =>
	checkUp(page)
		.getByRole('listitem')
		.filter({ has: page.getByRole('heading', { name, exact: true }) });

test('a new account hears what to do, and is led there', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person });
	await ready(page);
	await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
	await expect(page.getByText(`@${person.username}:${server.serverName}`)).toBeVisible();
	await expect(page.getByText('3 things need your attention.')).toBeVisible();
	for (const name of ['Email', 'Secure Backup', 'Cross-signing'])
		await expect(topic(page, name).getByText('To do', { exact: true })).toBeVisible();
	// The portal's own session has no keys, and was used just now.
	for (const name of ['Unverified sessions', 'Unused sessions'])
		await expect(topic(page, name).getByText('Good', { exact: true })).toBeVisible();
	await expectAccessible(page);
	expect(watch.requests.filter(({ url }) => /rust|wasm|crypto/i.test(url))).toEqual([]);

	const add = topic(page, 'Email').getByRole('link', { name: 'Add an email' });
	await tabTo(page, add);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/account\/emails$/);
	await page.goBack();
	await topic(page, 'Secure Backup').getByRole('link', { name: 'Set up Secure Backup' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Set up Secure Backup' })).toBeFocused();
	await page.getByRole('link', { name: 'Back to your account' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeFocused();
});

test('where all is well, the page is calm; a session that is not verified is counted', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await secureAll(server, person);
	await openSignedIn(page, { portal, server, person });
	await ready(page);
	await expect(page.getByText('All is well. There is nothing to do.')).toBeVisible();
	await expect(checkUp(page).getByText('Good', { exact: true })).toHaveCount(5);
	await expect(checkUp(page).getByRole('link')).toHaveCount(0);
	await expectAccessible(page);

	await addUnverified(server, person, 'Somebody’s phone');
	await page.reload();
	await expect(page.getByText('One thing needs your attention.')).toBeVisible();
	await expect(topic(page, 'Unverified sessions').getByText(/^One session is not/)).toBeVisible();
	await topic(page, 'Unverified sessions').getByRole('link').click();
	await expect(page).toHaveURL(/\/account\/sessions$/);
});

test('each thing is asked once, in two rounds at most', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await secureAll(server, person);
	const user = encodeURIComponent(`@${person.username}:${server.serverName}`);
	const first = [
		'GET /account/3pid',
		'GET /auth_metadata',
		'GET /capabilities',
		'GET /devices',
		'GET /room_keys/version',
		`GET /user/${user}/account_data/m.secret_storage.default_key`,
		'POST /keys/query'
	];
	// The first round is held up: whatever waits for one of its answers is not asked meanwhile.
	const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
	await page.route(/_matrix\/client\//, async (route) => {
		await released;
		await route.continue();
	});
	await openSignedIn(page, { portal, server, person });
	await expect.poll(() => watch.matrixRequests().length).toBe(first.length);
	expect(watch.matrixRequests().toSorted()).toEqual(first);
	release(undefined);
	await ready(page);
	await expect(page.getByText('All is well.')).toBeVisible();
	expect(watch.matrixRequests().slice(first.length)).toEqual([
		`GET /user/${user}/account_data/m.secret_storage.key.abc`
	]);
});

test('one part that fails leaves the rest, and is asked for again', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await secureAll(server, person);
	let times = 0;
	await page.route('**/account/3pid', async (route) => {
		times += 1;
		if (times > 1) return route.continue();
		const headers = { 'access-control-allow-origin': '*' };
		return route.fulfill({ status: 500, headers, json: { errcode: 'M_UNKNOWN' } });
	});
	await openSignedIn(page, { portal, server, person });
	await ready(page);
	await expect(topic(page, 'Email').getByText('Could not be checked')).toBeVisible();
	await expect(topic(page, 'Email').getByText(/error 500/)).toBeVisible();
	await expect(checkUp(page).getByText('Good', { exact: true })).toHaveCount(4);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(page.getByText('All is well.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Security check-up' })).toBeFocused();
	expect(times).toBe(2);
});

test('a session that has ended elsewhere leads to sign-in', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await page.route(/_matrix\/client\/v3\/(?!refresh)/, (route) =>
		route.fulfill({
			status: 401,
			headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
			json: { errcode: 'M_UNKNOWN_TOKEN', soft_logout: false }
		})
	);
	await openSignedIn(page, { portal, server, person });
	await expect(page).toHaveURL(/\/login$/);
});

test('German, at 320 pixels, and no text from elsewhere', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await page.setViewportSize({ width: 320, height: 640 });
	await openSignedIn(page, { portal, server, person }, '/de/account');
	await ready(page);
	await expect(page.getByRole('heading', { level: 1, name: 'Ihr Konto' })).toBeVisible();
	await expect(page.getByText('3 Punkte brauchen Ihre Aufmerksamkeit.')).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	await expectAccessible(page);
	await page.goto(`${portal}/en-XA/account`);
	await ready(page);
	const known = ['English', 'Deutsch', 'Pseudo', person.username, server.serverName];
	expect(await untranslated(page, known)).toEqual([]);
});
