import { setEmails, registerAdmin } from '../../dev/synapse/admin.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHomeserver } from '../support/homeserver-dialog.ts';
import { keptSession, sessionsOf } from '../support/homeserver.ts';
import { expectAccount, fillLogin, openLogin, pressSignIn } from '../support/login.ts';
import { newPerson } from '../support/person.ts';
import { newAccount } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces, traces } from '../support/watch.ts';

const SESSION = 'sessionStorage vestibule.account';
const alert = 'The name or the password is not right.';

test('a username and a password, wrong and then right', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await newAccount(server, person);
	const addresses: string[] = [];
	page.on('request', (request) => addresses.push(request.url()));
	await openLogin(page, portal);
	await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
	await expectHomeserver(page, server.serverName);
	await expectAccessible(page);
	expect(watch.matrixRequests()).toEqual(['GET /login']);

	await fillLogin(page, { username: person.username, password: `${person.password}x` });
	await page.getByRole('button', { name: 'Show password' }).click();
	await pressSignIn(page);
	await expect(page.getByRole('alert')).toContainText(alert);
	await expect(page.getByRole('textbox', { name: 'Username or email' })).toHaveValue(
		person.username
	);
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue(
		`${person.password}x`
	);
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);

	await fillLogin(page, { password: person.password });
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
	const session = await keptSession(page);
	expect(await sessionsOf(server, session?.accessToken ?? '')).toContain(
		'Vestibule account page on Chrome'
	);
	const secrets = [person.password, encodeURIComponent(person.password)];
	await expectNoTraces(page, watch, secrets);
	await expectNoTraces(page, watch, [session?.accessToken ?? ''], [SESSION]);
	expect(Object.keys(await traces(page)).filter((at) => at.includes('draft'))).toEqual([]);
	for (const secret of [...secrets, session?.accessToken ?? ''])
		expect(addresses.join('\n')).not.toContain(secret);
	// The form is gone from the way back.
	await page.goBack();
	expect(page.url()).not.toContain('/login');
});

test('an email address', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const operator = newPerson();
	await registerAdmin(server, operator.username, operator.password);
	const { userId } = await newAccount(server, person);
	await setEmails(server, operator, userId, [person.email]);
	await openLogin(page, portal);
	await fillLogin(page, { username: `unknown-${person.email}`, password: person.password });
	await pressSignIn(page);
	await expect(page.getByRole('alert')).toContainText(alert);
	await fillLogin(page, { username: person.email });
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
});

test('an email address that is none', async ({ page, person, portalOf }) => {
	await openLogin(page, await portalOf('open'));
	await fillLogin(page, { username: 'a b@@c', password: person.password });
	await pressSignIn(page);
	const name = page.getByRole('textbox', { name: 'Username or email' });
	await expect(name).toHaveAttribute('aria-invalid', 'true');
	await expect(name).toBeFocused();
	await expect(page.getByText('does not sign anybody in with this email address')).toBeVisible();
	await expectAccessible(page);
});

test('a whole Matrix ID of another homeserver leads there, and its name is shown', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const other = await stack.homeserver('policy');
	const portal = await portalOf('open');
	const here = await stack.homeserver('open');
	watch.expectOnly(portal, here.baseUrl, other.baseUrl);
	const { userId } = await newAccount(other, person);
	await openLogin(page, portal);
	await fillLogin(page, { username: userId, password: 'wrong' });
	await pressSignIn(page);
	await expectHomeserver(page, other.serverName);
	await expect(page.getByRole('alert')).toContainText(alert);
	await expect(page.getByRole('link', { name: 'Forgot your password?' })).toHaveAttribute(
		'href',
		new RegExp(`/recover\\?homeserver=${encodeURIComponent(other.serverName)}$`)
	);
	await fillLogin(page, { password: person.password });
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
	const logins = watch.requests.filter(
		({ method, url }) => method === 'POST' && url.endsWith('/login')
	);
	expect(logins.map(({ url }) => new URL(url).origin)).toEqual([other.baseUrl, other.baseUrl]);
});

test('but not where the operator fixes the homeserver', async ({
	page,
	person,
	portalOf,
	stack,
	watch
}) => {
	const here = await stack.homeserver('open');
	const portal = await portalOf('open', { disable_custom_urls: true });
	watch.expectOnly(portal, here.baseUrl);
	await openLogin(page, portal, '?homeserver=other.example.org');
	await expect(page.getByRole('button', { name: 'Edit homeserver' })).toHaveCount(0);
	await fillLogin(page, { username: '@ada:other.example.org', password: person.password });
	await pressSignIn(page);
	await expect(page.getByText('This account belongs to other.example.org.')).toBeVisible();
	await expectAccessible(page);
	const { userId } = await newAccount(here, person);
	await fillLogin(page, { username: userId });
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
});

test('nothing is sent before everything is there', async ({ page, portalOf, watch }) => {
	await openLogin(page, await portalOf('open'));
	await pressSignIn(page);
	const name = page.getByRole('textbox', { name: 'Username or email' });
	await expect(name).toBeFocused();
	await expect(page.getByText('Type your username, your Matrix ID or your email')).toBeVisible();
	await expect(page.getByText('Enter a password.')).toBeVisible();
	await expectAccessible(page);
	expect(watch.matrixRequests()).not.toContain('POST /login');
});
