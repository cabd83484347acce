import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import { becomeUser, goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expectReady, fillForm, openForm } from '../support/register.ts';
import {
	expect,
	expectAtRest,
	expectTyped,
	held,
	OFFLINE,
	test,
	UNREACHABLE
} from '../support/trouble.ts';
import { expectNoTraces } from '../support/watch.ts';

const clients = [
	{ id: 'web', name: 'Web app', url: 'https://web.example.org/' },
	{ id: 'desk', name: 'Desk app', url: 'https://desk.example.org/' }
];

test('a new user: provider, name and terms at the homeserver, and back signed in', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('sso', { clients });
	await openForm(page, portal, '?client=desk');
	// It is said before anybody leaves, in reach of the button.
	await expect(page.getByText(/can be used for one Matrix account only, even after/)).toBeVisible();
	await expectAccessible(page);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	const back = await wayBack(page);
	const loginToken = back.searchParams.get('loginToken') ?? '';
	expect(loginToken).not.toBe('');
	expect(back.searchParams.get('client')).toBe('desk');

	const urls: string[] = [];
	await page.route(`${server.baseUrl}/**/login`, (route) => {
		urls.push(page.url());
		return route.continue();
	});
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectReady(page, person, server);
	// The token was out of the address before it was sent anywhere.
	expect(urls.join('\n')).toContain(portal);
	expect(urls.join('\n')).not.toContain(loginToken);
	await expect(page.getByRole('link', { name: 'Open Desk app' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Open Web app' })).toHaveCount(0);
	await expectAccessible(page);
	await expectAtRest(page);

	const session = await keptSession(page);
	expect(session?.userId).toBe(`@${person.username}:${server.serverName}`);
	await expectNoTraces(page, watch, [loginToken]);
	await expectNoTraces(
		page,
		watch,
		[session?.accessToken ?? ''],
		['sessionStorage vestibule.account']
	);
});

test('Cancel at the provider: a sentence, and the form works', async ({
	page,
	person,
	portalOf
}) => {
	const portal = await portalOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByRole('heading', { name: 'There was an error' })).toBeVisible();

	// The homeserver ends it on a page of its own: the person comes back by hand.
	await openForm(page, portal);
	await expect(page.getByRole('alert')).toContainText('was not finished');
	await expectAccessible(page);
	await expectAtRest(page);
	await fillForm(page, { username: person.username });
	await page.reload();
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await expect(page.getByRole('alert')).toHaveCount(0);
	await goToProvider(page);
});

test('a login token that is spent: a sentence and a way on', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	const token = (await wayBack(page)).searchParams.get('loginToken') ?? '';
	const spent = await fetch(`${server.baseUrl}/_matrix/client/v3/login`, {
		method: 'POST',
		body: JSON.stringify({ type: 'm.login.token', token })
	});
	expect(spent.status).toBe(200);

	await page.getByRole('link', { name: 'Continue' }).click();
	await expect(page.getByRole('alert')).toContainText('took too long');
	await expect(page.getByRole('textbox', { name: 'Username' })).toBeVisible();
	await expectAccessible(page);
	await expectAtRest(page);
	await expectNoTraces(page, watch, [token]);
	expect(await keptSession(page)).toBeUndefined();

	// The second time the account is there already.
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await wayBack(page);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectReady(page, person, server);
});

test('the answer to a login token gets lost: a sentence that says so, and the provider once more', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('sso');
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await wayBack(page);
	await page.route(
		`${server.baseUrl}/**/login`,
		async (route) => {
			await route.fetch();
			await route.abort('connectionreset');
		},
		{ times: 1 }
	);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expect(page.getByRole('alert')).toContainText('it may have signed you in already');
	await expectAccessible(page);
	await expectAtRest(page);
	expect(await keptSession(page)).toBeUndefined();

	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await wayBack(page);
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectReady(page, person, server);
});

test('a login token that nobody here asked for is not used', async ({ page, watch, homeOf }) => {
	const { portal } = await homeOf('sso');
	await openForm(page, portal, '?client=web&loginToken=somebody-elses-token');
	await expect(page.getByRole('alert')).toContainText('was not started in this browser');
	await expect(page).toHaveURL(`${portal}/register?client=web`);
	expect(watch.matrixRequests()).not.toContain('POST /login');
	expect(await keptSession(page)).toBeUndefined();
	await expectNoTraces(page, watch, ['somebody-elses-token']);
	await expectAccessible(page);
	await expectAtRest(page);
});

test('no network at the moments of leaving and of coming back', async ({
	page,
	context,
	person,
	portalOf,
	stack
}) => {
	const server = await stack.homeserver('sso');
	const { username, email } = person;
	await openForm(page, await portalOf('sso'));
	await fillForm(page, { username, email });
	await context.setOffline(true);
	await page.getByRole('button', { name: 'Continue with Example ID' }).click();
	await expect(held(page, OFFLINE)).toBeVisible();
	await expectTyped(page, { username, email });
	await expectAccessible(page);
	await context.setOffline(false);
	await expect(page.getByRole('heading', { name: 'Sign in to Example ID' })).toBeVisible();
	await signInAtProvider(page, username);
	await becomeUser(page, username);
	await wayBack(page);

	const redeeming = `${server.baseUrl}/**/login`;
	await page.route(redeeming, (route) => route.abort('connectionrefused'));
	await page.getByRole('link', { name: 'Continue' }).click();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await page.unroute(redeeming);
	await expectReady(page, person, server);
	await expectAtRest(page);
});

test('Back to a page that is loaded anew keeps what was typed', async ({
	page,
	person,
	portalOf
}) => {
	const { username, email } = person;
	await openForm(page, await portalOf('sso'));
	await fillForm(page, { username, email });
	await goToProvider(page);
	await page.goBack();
	await expect(page.getByRole('alert')).toContainText('was not finished');
	await expectTyped(page, { username, email });
	await expectAtRest(page);
});
