import { OtherClient } from '../support/other-client.ts';
import { becomeUser, goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expectReady, expectStep, openForm } from '../support/register.ts';
import {
	agreeToReset,
	button,
	confirmWith,
	proveKept,
	resetPath,
	setUpAll,
	setUpPath,
	shownKey
} from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { serverConfig } from '../support/test.ts';
import { expect, test } from '../support/trouble.ts';

test('closed while the new key is shown: everything is as it was', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	await app.setUp(person.password);
	await openSignedIn(page, { portal, server, person }, resetPath);
	await agreeToReset(page);
	await confirmWith(page, person.password);
	await shownKey(page);
	await page.reload();
	await expectStep(page, 'Reset encryption');
	expect(await app.isInOrder()).toBe(true);
});

test('closed in the midst of it: the next visit finishes it with a new key', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const old = await app.setUp(person.password);
	await openSignedIn(page, { portal, server, person }, resetPath);
	await agreeToReset(page);
	await confirmWith(page, person.password);
	const lost = await shownKey(page);
	const asked = page.waitForRequest(
		(request) => request.method() === 'PUT' && request.url().includes('/account_data/')
	);
	await page.route('**/account_data/**', (route) =>
		route.request().method() === 'PUT' ? undefined : route.continue()
	);
	await proveKept(page, lost);
	await asked;
	// The page goes first: what hangs would be let through.
	await page.reload();
	await page.unroute('**/account_data/**');
	await agreeToReset(page);
	await confirmWith(page, person.password);
	const key = await shownKey(page);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await expect(later.unlock(old)).rejects.toThrow();
	await later.unlock(key);
	expect(await later.isInOrder()).toBe(true);
});

test('the answer to the one request gets lost: the password is not sent again', async ({
	badLine,
	page,
	person,
	stack
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(reached));
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	await app.setUp(person.password);
	await openSignedIn(page, { portal, server: reached, person }, resetPath);
	await agreeToReset(page);
	await confirmWith(page, person.password);
	const key = await shownKey(page);
	let sent = 0;
	page.on('request', (request) => {
		const isIt = request.url().endsWith('/keys/device_signing/upload');
		if (isIt && request.postData()?.includes(person.password)) sent += 1;
	});
	line.lose((asked) => asked.endsWith('/keys/device_signing/upload'));
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	expect(sent).toBe(1);
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await later.unlock(key);
	expect(await later.isInOrder()).toBe(true);
});

test('somebody without a password sets up, and resets through single sign-on', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await page.goto((await wayBack(page)).href);
	await expectReady(page, person, server);
	await page.goto(portal + setUpPath);
	const old = await setUpAll(page);

	await page.goto(portal + resetPath);
	await agreeToReset(page);
	await expectStep(page, 'Confirm that it is you');
	await expect(page.getByRole('textbox')).toHaveCount(0);
	const window = page.waitForEvent('popup');
	await button(page, 'Continue with single sign-on').click();
	const popup = await window;
	await popup.getByRole('link', { name: /Example ID/ }).click();
	await signInAtProvider(popup, person.username);
	const key = await shownKey(page);
	expect(key).not.toBe(old);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');

	await page.goto(`${portal}/account/encryption?task=test`);
	const field = page.getByRole('textbox', { name: 'Recovery key or phrase' });
	await field.fill(old);
	await button(page, 'Test').click();
	await expect(page.getByText('This is not your recovery key')).toBeVisible();
	await field.fill(key);
	await button(page, 'Test').click();
	await expect(page.getByRole('status').filter({ hasText: /Secure Backup/ })).toBeVisible();
});
