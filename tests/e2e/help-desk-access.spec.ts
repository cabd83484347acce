import { expectSignIn } from '../support/account.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { startWall, type Wall } from '../support/admin-wall.ts';
import { startFakeHomeserver } from '../support/fake-homeserver.ts';
import { newAdministrator, openHelpDesk, usersTable, withHelpDesk } from '../support/help-desk.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, serverConfig, test } from '../support/test.ts';

test('without a word of the configuration there is no help desk', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAdministrator(server, person);
	await openSignedIn(page, { portal, server, person }, '/help-desk');
	await expect(
		page.getByRole('heading', { level: 1, name: 'The help desk is switched off' })
	).toBeVisible();
	await expect(page.getByText('“help_desk” under “features”')).toBeVisible();
	await expectAccessible(page);
	expect(watch.requests.filter(({ url }) => url.includes('/_synapse/'))).toEqual([]);
});

test('a link inside leads through sign-in and back', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	await page.goto(`${portal}/help-desk?search=${person.username}`);
	await expectSignIn(page, { path: `/help-desk?search=${person.username}` });
	await page.getByRole('textbox', { name: 'Username or email' }).fill(person.username);
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(person.password);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page).toHaveURL(`${portal}/help-desk?search=${person.username}`);
	await expect(usersTable(page).getByRole('rowheader')).toHaveCount(1);
	await expect(page.getByRole('searchbox')).toBeFocused();
	await page.getByRole('button', { name: 'Sign out', exact: true }).click();
	await expectSignIn(page, { path: '/help-desk', reason: 'signedOut' });
});

test('an ordinary user is told, and is shown nobody', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAccount(server, person);
	const place = { portal, server, person };
	await openHelpDesk(page, place);
	await expect(page.getByRole('alert')).toContainText('This account is not an administrator');
	await expect(page.getByRole('table')).toHaveCount(0);
	await expectAccessible(page);
	for (const path of ['/help-desk/record', '/de/help-desk/invitations']) {
		await page.goto(place.portal + path);
		await expect(page.getByRole('alert')).toContainText(/not an administrator|kein Administrator/);
		await expect(
			page.getByRole('button', { name: /^(Try again|Noch einmal versuchen)$/ })
		).toBeVisible();
	}
});

test('an administrator who no longer is one hears of it in the middle of a visit', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	const { userId, accessToken } = await newAdministrator(server, person);
	await openHelpDesk(page, { portal, server, person });
	await expect(usersTable(page)).toBeVisible();
	// Nobody can take it from themselves: another administrator does.
	const other = await newAdministrator(server, {
		...person,
		username: `${person.username}-other`
	});
	const answer = await fetch(
		`${server.baseUrl}/_synapse/admin/v1/users/${encodeURIComponent(userId)}/admin`,
		{
			method: 'PUT',
			headers: { authorization: `Bearer ${other.accessToken}` },
			body: JSON.stringify({ admin: false })
		}
	);
	expect(answer.ok).toBe(true);
	expect(accessToken).not.toBe(other.accessToken);
	await page.getByRole('searchbox').fill('anybody');
	await expect(page.getByRole('alert')).toContainText('not an administrator');
	await expect(page.getByRole('searchbox')).toHaveValue('anybody');
});

const walls: readonly [Wall, RegExp][] = [
	['not forwarded', /reverse proxy does not forward \/_synapse\/admin to Synapse/],
	['forbidden', /or not from your network/],
	['website', /Something else answers in place of Synapse/],
	['no CORS', /the same CORS headers as for \/_matrix/],
	['closed', /let your network through/]
];

for (const [wall, words] of walls)
	test(`the Admin API is ${wall}: said, and tried again once that is mended`, async ({
		page,
		person,
		stack,
		watch
	}) => {
		const server = await stack.homeserver('open');
		await newAdministrator(server, person);
		const proxy = await startWall(server, wall);
		try {
			const walled = { ...server, baseUrl: proxy.baseUrl };
			const portal = await stack.portal({ ...serverConfig(walled), ...withHelpDesk });
			watch.expectConsole(/blocked by CORS policy/);
			await openHelpDesk(page, { portal, server: walled, person });
			await expect(page.getByRole('alert')).toContainText(words);
			await expect(page.getByRole('table')).toHaveCount(0);
			await expectAccessible(page);
			proxy.set('open');
			await page.getByRole('button', { name: 'Try again' }).click();
			await expect(usersTable(page)).toBeVisible();
			await expect(page.getByRole('alert')).toHaveCount(0);
		} finally {
			await proxy.stop();
		}
	});

test('another homeserver software: said, with what can be changed', async ({
	page,
	stack,
	watch
}) => {
	const other = await startFakeHomeserver();
	try {
		const portal = await stack.portal({ ...serverConfig(other), ...withHelpDesk });
		watch.expectOnly(portal, other.baseUrl);
		await page.goto(`${portal}/config.json`);
		await page.evaluate(
			({ baseUrl, serverName }) =>
				sessionStorage.setItem(
					'vestibule.account',
					JSON.stringify({
						server: { baseUrl, serverName },
						userId: `@ada:${serverName}`,
						deviceId: 'ABC',
						accessToken: 'token'
					})
				),
			{ baseUrl: other.baseUrl, serverName: other.serverName }
		);
		await page.goto(`${portal}/help-desk`);
		await expect(page.getByRole('alert')).toContainText('The help desk works with Synapse only.');
		await expectAccessible(page);
	} finally {
		await other.stop();
	}
});

test('nothing of it is loaded for anybody else', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAccount(server, person);
	const place = { portal, server, person };
	const scripts = () => watch.requests.map(({ url }) => url).filter((url) => url.endsWith('.js'));
	await openSignedIn(page, place, '/account');
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await page.goto(`${portal}/register`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await page.waitForLoadState('networkidle');
	const others = new Set(scripts());
	const isOfHelpDesk = async (url: string) =>
		/_synapse\/admin|helpDesk\.(title|search)/.test(await (await page.request.get(url)).text());
	const found = await Promise.all([...others].map(isOfHelpDesk));
	expect(found.length).toBeGreaterThan(5);
	expect(found).not.toContain(true);
	await openSignedIn(page, place, '/help-desk');
	await expect(page.getByRole('alert')).toBeVisible();
	const own = [...new Set(scripts())].filter((url) => !others.has(url));
	expect(await Promise.all(own.map(isOfHelpDesk))).toContain(true);
});
