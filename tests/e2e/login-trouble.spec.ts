import { expectAccessible } from '../support/accessibility.ts';
import { keptSession, sessionsOf, signIn } from '../support/homeserver.ts';
import { expectAccount, fillLogin, openLogin, pressSignIn } from '../support/login.ts';
import { newAccount } from '../support/signed-in.ts';
import { serverConfig } from '../support/test.ts';
import {
	expect,
	expectAtRest,
	held,
	OFFLINE,
	stopClock,
	test,
	UNREACHABLE
} from '../support/trouble.ts';

const button = { name: 'Sign in', exact: true };

test('a real limit: counted down, never sent by itself, and then the button works', async ({
	page,
	person,
	stack,
	watch
}) => {
	const name = `login-limits-${person.username}`;
	const server = await stack.extraHomeserver({ name, variant: 'limits' });
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const { userId } = await newAccount(server, person);
	await openLogin(page, portal);
	await fillLogin(page, person);
	await stopClock(page);
	// Three wrong passwords are the limit; five sign-ins of any kind are another, a long one.
	for (let tries = 0; tries < 3; tries += 1)
		await expect(signIn(server, { ...person, password: 'wrong' })).rejects.toThrow('403');
	await pressSignIn(page);
	const wait = held(page, /asks you to wait \d+ seconds? before the next attempt/);
	await expect(wait).toContainText(/Possible in \d+ seconds?\./);
	await expect(page.getByRole('button', button)).toHaveAttribute('aria-busy', 'true');
	const sent = () => watch.matrixRequests().filter((line) => line === 'POST /login').length;
	const before = sent();
	await page.getByRole('textbox', { name: 'Username or email' }).press('Enter');
	await page.clock.resume();
	await expectAccessible(page);
	await expect(held(page, 'Possible now.')).toBeVisible({ timeout: 15_000 });
	await expectAtRest(page);
	expect(sent()).toBe(before);
	await expectAccessible(page);

	await pressSignIn(page);
	await expectAccount(page, portal, userId);
	await stack.stopHomeserver(name);
});

test('no network: said at once, and nothing is sent when it is back', async ({
	page,
	context,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await newAccount(server, person);
	await openLogin(page, portal);
	await fillLogin(page, person);
	// What comes later is there before the network goes.
	await page.waitForLoadState('networkidle');
	await context.setOffline(true);
	await pressSignIn(page);
	await expect(held(page, OFFLINE)).toContainText('Try again when the connection is back.');
	await expectAccessible(page);
	await context.setOffline(false);
	await expect(held(page, 'Possible now.')).toBeVisible();
	await expectAtRest(page);
	const tries = watch.matrixRequests().filter((line) => line === 'POST /login').length;
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
	expect(watch.matrixRequests().filter((line) => line === 'POST /login')).toHaveLength(tries + 1);
});

test('the homeserver is away, and back', async ({ page, person, stack, watch }) => {
	const name = `login-restart-${person.username}`;
	const server = await stack.extraHomeserver({ name, variant: 'open' });
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const { userId } = await newAccount(server, person);
	await openLogin(page, portal);
	await fillLogin(page, person);
	await stack.stopHomeserver(name);
	await pressSignIn(page);
	await expect(page.getByRole('alert')).toContainText(UNREACHABLE);
	await expectAtRest(page);
	await expectAccessible(page);

	// A reload keeps the name, and the form waits for the homeserver by itself.
	await page.reload();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Username or email' })).toHaveValue(
		person.username
	);
	await fillLogin(page, { password: person.password });
	await stack.startHomeserver(name);
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
	await stack.stopHomeserver(name);
});

test('an answer is lost, and after a reload another one: one session is left', async ({
	page,
	badLine,
	person,
	stack,
	watch
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const portal = await stack.portal(serverConfig({ ...server, baseUrl: line.baseUrl }));
	watch.expectOnly(portal, line.baseUrl);
	const { userId } = await newAccount(server, person);
	await openLogin(page, portal);
	for (const _ of ['before a reload', 'and after']) {
		await fillLogin(page, person);
		line.lose((asked) => asked.startsWith('POST ') && asked.endsWith('/login'));
		await pressSignIn(page);
		await expect(page.getByRole('alert')).toContainText(UNREACHABLE);
		await page.reload();
		await expect(page.locator('html[data-ready]')).toBeAttached();
	}
	await fillLogin(page, { password: person.password });
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
	expect(
		line.answered.filter((asked) => asked.startsWith('POST ') && asked.endsWith('/login'))
	).toHaveLength(3);
	const session = await keptSession(page);
	const sessions = await sessionsOf(server, session?.accessToken ?? '');
	expect(sessions.filter((one) => one === 'Vestibule account page on Chrome')).toHaveLength(1);
});
