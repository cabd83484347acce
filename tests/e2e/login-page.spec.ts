import { expectAccessible } from '../support/accessibility.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { chooseHomeserver, expectHomeserver } from '../support/homeserver-dialog.ts';
import { keptSession } from '../support/homeserver.ts';
import { expectAccount, fillLogin, openLogin, pressSignIn } from '../support/login.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, stopClock, test } from '../support/trouble.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

test('by keyboard alone', async ({ page, person, portalOf, stack }) => {
	const portal = await portalOf('open');
	const { userId } = await newAccount(await stack.homeserver('open'), person);
	const button = (name: string) => page.getByRole('button', { name, exact: true });
	const textbox = (name: string) => page.getByRole('textbox', { name, exact: true });
	await openLogin(page, portal);
	await pressBy(page, button('Edit homeserver'));
	await expect(textbox('Homeserver')).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(button('Edit homeserver')).toBeFocused();
	await typeInto(page, textbox('Username or email'), person.username);
	await page.keyboard.press('Enter');
	await expect(textbox('Password')).toBeFocused();
	await expect(textbox('Password')).toHaveAttribute('aria-invalid', 'true');
	await page.keyboard.type(person.password);
	await pressBy(page, button('Show password'), 'Space');
	await expect(textbox('Password')).toHaveValue(person.password);
	await tabTo(page, button('Sign in'));
	await tabTo(page, page.getByRole('link', { name: 'Forgot your password?' }));
	await tabTo(page, page.getByRole('link', { name: 'Create account' }));
	await textbox('Password').focus();
	await page.keyboard.press('Enter');
	await expectAccount(page, portal, userId);
});

test('a reload keeps the name; the password is nowhere', async ({
	page,
	person,
	portalOf,
	watch
}) => {
	await openLogin(page, await portalOf('open'));
	await fillLogin(page, person);
	await page.reload();
	await expect(page.locator('html[data-ready]')).toBeAttached();
	const name = page.getByRole('textbox', { name: 'Username or email' });
	await expect(name).toHaveValue(person.username);
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue('');
	await expectNoTraces(page, watch, [person.password]);
});

test('what is typed and sent before the script has come is not lost', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const portal = await portalOf('open');
	const { userId } = await newAccount(await stack.homeserver('open'), person);
	const { promise, resolve } = Promise.withResolvers<undefined>();
	await page.route('**/*.js', async (route) => {
		await promise;
		await route.continue();
	});
	await page.goto(`${portal}/login`, { waitUntil: 'commit' });
	await fillLogin(page, person);
	await pressSignIn(page);
	resolve(undefined);
	await expectAccount(page, portal, userId);
});

test('another homeserver: by the address, by the dialog, and on to the next pages', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const other = await stack.homeserver('policy');
	const portal = await portalOf('open');
	const { userId } = await newAccount(other, person);
	const query = `?homeserver=${encodeURIComponent(other.serverName)}`;
	await openLogin(page, portal, query);
	await expectHomeserver(page, other.serverName);
	await page.getByRole('link', { name: 'Create account' }).click();
	await expect(page).toHaveURL(`${portal}/register${query}`);
	await expectHomeserver(page, other.serverName);

	await openLogin(page, portal);
	await fillLogin(page, person);
	await chooseHomeserver(page, other.baseUrl, other.serverName);
	await expect(page.getByRole('link', { name: 'Forgot your password?' })).toHaveAttribute(
		'href',
		`/recover${query}`
	);
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
});

test('somebody who is signed in goes on to the account', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/login');
	await expectAccount(page, portal, userId);
});

test('back to the page that asked to sign in, in its language', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const portal = await portalOf('open');
	await newAccount(await stack.homeserver('open'), person);
	await page.goto(`${portal}/de/account/sessions`);
	await expect(page).toHaveURL(`${portal}/de/login`);
	await page.getByRole('textbox', { name: 'Benutzername oder E-Mail' }).fill(person.username);
	await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(person.password);
	await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
	await expect(page).toHaveURL(`${portal}/de/account/sessions`);
});

test('a session that has ended: it is said why, and it goes on as the same session', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/sessions');
	await expect(page.getByText('This session')).toBeVisible();
	const before = await keptSession(page);
	const token = before?.accessToken ?? '';
	await fetch(`${server.baseUrl}/_matrix/client/v3/logout`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}` }
	});
	await page.reload();
	await expect(page).toHaveURL(`${portal}/login`);
	await expect(page.getByText('You are signed out, and nothing has changed.')).toBeVisible();
	await expectAccessible(page);
	await fillLogin(page, { password: person.password });
	await pressSignIn(page);
	await expect(page).toHaveURL(`${portal}/account/sessions`);
	await expect(page.getByText('This session')).toBeVisible();
	expect((await keptSession(page))?.deviceId).toBe(before?.deviceId);
});

test('every text comes from the catalogue', async ({ page, person, fakePortal }) => {
	const { fake, portal } = await fakePortal({
		'POST /login': { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_000 } }
	});
	const known = ['English', 'Deutsch', 'Pseudo', fake.serverName, person.username];
	const expectNone = async () => {
		expect(await untranslated(page, known)).toEqual([]);
	};
	const next = page.locator('form [type=submit]');
	await page.goto(`${portal}/en-XA/login`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expectNone();
	await next.click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(2);
	await expectNone();
	await page.locator('input[name=username]').fill(person.username);
	await page.locator('input[name=password]').fill(person.password);
	await stopClock(page);
	await next.click();
	await expect(page.locator('[aria-busy=true]')).toHaveCount(1);
	await expectNone();
	await page.clock.resume();
	await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
	await expectNone();
	for (const errcode of ['M_FORBIDDEN', 'M_USER_LOCKED']) {
		fake.script({ 'POST /login': { status: 403, body: { errcode } } });
		await next.click();
		await expect(page.getByRole('alert')).toBeVisible();
		await expectNone();
	}
	fake.script({ 'GET /login': { body: { flows: [] } } });
	await page.reload();
	await expect(page.locator('input')).toHaveCount(0);
	await expectNone();
});

test.describe('320 pixels wide, in German', () => {
	test.use({ viewport: { width: WIDTH, height: 568 } });

	test('everything fits', async ({ page, person, portalOf, stack }) => {
		const portal = await portalOf('sso');
		await newAccount(await stack.homeserver('sso'), person);
		await page.goto(`${portal}/de/login`);
		await expect(page.locator('html[data-ready]')).toBeAttached();
		await expectToFit(page);
		const next = page.getByRole('button', { name: 'Anmelden', exact: true });
		await next.click();
		await expect(page.getByText('Geben Sie ein Passwort ein.')).toBeVisible();
		await expectToFit(page);
		await page.getByRole('textbox', { name: 'Benutzername oder E-Mail' }).fill(person.username);
		await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill('falsch');
		await next.click();
		await expect(page.getByRole('alert')).toBeVisible();
		await expectToFit(page);
		await expectAccessible(page);
	});
});
