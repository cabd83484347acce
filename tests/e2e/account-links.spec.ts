import { expectPage, expectSignIn, tokensOf } from '../support/account.ts';
import { accountWith, isSignedIn } from '../support/sessions.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

const NOT_KNOWN = 'asks for something that this page does not know';

for (const [action, heading, path] of [
	['org.matrix.profile', 'Profile', '/account/profile'],
	['org.matrix.devices_list', 'Sessions', '/account/sessions'],
	['org.matrix.sessions_list', 'Sessions', '/account/sessions'],
	['org.matrix.cross_signing_reset', 'Encryption', '/account/encryption']
] as const)
	test(`${action} leads to its page, and offers to sign out afterwards`, async ({
		page,
		person,
		homeOf
	}) => {
		const { portal, server } = await homeOf('open');
		await newAccount(server, person);
		await openSignedIn(page, { portal, server, person }, `/account?action=${action}`);
		await expectPage(page, heading);
		await expect(page).toHaveURL(portal + path);
		await page.getByRole('button', { name: 'Finish and sign out' }).click();
		await expectSignIn(page, { path: '/account', reason: 'signedOut' });
	});

for (const action of ['org.matrix.device_delete', 'session_end'])
	test(`${action} shows the session, and signs nobody out by itself`, async ({
		page,
		person,
		homeOf,
		watch
	}) => {
		const { portal, server } = await homeOf('open');
		const [phone] = await accountWith(server, person, ['Phone']);
		if (!phone) throw new Error('No session');
		const query = `action=${action}&device_id=${phone.deviceId}`;
		await openSignedIn(page, { portal, server, person }, `/account?${query}`);
		await expect(page.getByRole('dialog')).toContainText('Phone');
		await expect(page.locator('html[data-ready]')).toBeAttached();
		await expect
			.poll(() => watch.matrixRequests().filter((line) => !line.startsWith('GET')))
			.toEqual(['POST /keys/query']);
		expect(await isSignedIn(phone)).toBe(true);
	});

test('what nobody knows stays on the overview, unread', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const query = new URLSearchParams({ action: '<img src=x>', device_id: '<b>bold</b>' });
	await openSignedIn(page, { portal, server, person }, `/account?${query.toString()}`);
	await expectPage(page, 'Your account');
	await expect(page.getByText(NOT_KNOWN)).toBeVisible();
	await expect(page.locator('main')).not.toContainText(/img src|bold/);
	expect(await tokensOf(page)).toBeTruthy();
	await page.getByRole('link', { name: 'Profile', exact: true }).click();
	await expectPage(page, 'Profile');
	await expect(page.getByText(NOT_KNOWN)).toHaveCount(0);
});

test('somebody who has to sign in first comes back to what the link asks for', async ({
	page,
	portalOf
}) => {
	const portal = await portalOf('open');
	await page.goto(`${portal}/account?action=session_view&device_id=A%26B%3Dc`);
	await expectSignIn(page, {
		path: '/account/sessions?action=org.matrix.device_view&device_id=A%26B%3Dc'
	});
});
