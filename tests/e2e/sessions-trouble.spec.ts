import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import {
	accountWith,
	agree,
	confirm,
	deleteSessions,
	HERE,
	isSignedIn,
	list,
	namesOf,
	openSessions,
	row
} from '../support/sessions.ts';
import { serverConfig } from '../support/test.ts';
import {
	expect,
	expectAtRest,
	held,
	stopClock,
	test,
	UNREACHABLE,
	waitOut
} from '../support/trouble.ts';

const link = (action: string, id = '') => `?action=org.matrix.${action}&device_id=${id}`;

test('a link shows its session', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const [phone] = await accountWith(server, person, ['Phone', 'Laptop']);
	const place = { portal, server, person };
	await openSessions(page, place, link('device_view', phone?.deviceId));
	await expect(page.getByRole('button', { name: 'Phone', exact: true })).toBeFocused();
	await expect(page.getByRole('textbox', { name: 'Session name' })).toHaveValue('Phone');
	await expect(row(page, 'Phone')).toContainText(phone?.deviceId ?? '?');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(page).toHaveURL(/\/account\/sessions$/);
});

test('a link asks whether to sign its session out', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const [phone] = await accountWith(server, person, ['Phone', 'Laptop']);
	if (!phone) throw new Error('No session');
	const place = { portal, server, person };
	await openSessions(page, place, link('device_delete', phone.deviceId));
	await expect(page.getByRole('dialog', { name: 'Sign out “Phone”?' })).toBeVisible();
	expect(await isSignedIn(phone)).toBe(true);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Phone', exact: true })).toBeFocused();
	await page.getByRole('button', { name: 'Sign out Phone' }).click();
	await agree(page);
	await confirm(page, person.password);
	await expect(page.getByRole('status')).toHaveText('1 session is signed out.');
	expect(await isSignedIn(phone)).toBe(false);
});

test('a link to a session that is gone says so', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await accountWith(server, person, []);
	const place = { portal, server, person };
	await openSessions(page, place, link('device_delete', 'GONE'));
	await expect(page.getByRole('status')).toContainText('is not there any more');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expectAccessible(page);
});

test('sessions that were signed out elsewhere meanwhile are no error', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const [a, b, c] = await accountWith(server, person, ['A', 'B', 'C']);
	if (!a || !b || !c) throw new Error('No sessions');
	await openSessions(page, { portal, server, person });
	await page.getByRole('button', { name: 'A', exact: true }).click();
	await deleteSessions(c, person, [a.deviceId]);
	await page.getByRole('textbox', { name: 'Session name' }).fill('Laptop');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(page.getByRole('status')).toContainText('signed out elsewhere meanwhile');
	await expect(list(page).getByRole('listitem')).toHaveCount(3);

	await page.getByRole('button', { name: 'Sign out B' }).click();
	await deleteSessions(c, person, [b.deviceId]);
	await agree(page);
	await confirm(page, person.password);
	await expect(page.getByRole('status')).toHaveText('1 session is signed out.');
	await expect(page.getByRole('alert')).toHaveCount(0);
	expect(await namesOf(server, page)).toEqual(['C', HERE]);
});

test('this session is signed out elsewhere: sign-in comes next', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const [phone] = await accountWith(server, person, ['Phone']);
	if (!phone) throw new Error('No session');
	await openSessions(page, { portal, server, person });
	const here = await keptSession(page);
	await deleteSessions(phone, person, [here?.deviceId ?? '']);
	await page.getByRole('button', { name: 'Sign out all other sessions' }).click();
	await agree(page);
	await expect(page).toHaveURL(/\/login$/);
	expect(await isSignedIn(phone)).toBe(true);
});

test('every answer gets lost once: what was asked is done once', async ({
	page,
	badLine,
	person,
	stack,
	watch
}) => {
	test.slow();
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(reached));
	watch.expectOnly(portal, line.baseUrl);
	const others = await accountWith(server, person, ['A', 'B']);
	await openSessions(page, { portal, server: reached, person });
	await stopClock(page);

	await page.getByRole('button', { name: 'A', exact: true }).click();
	line.lose((asked) => asked.startsWith('PUT '));
	await page.getByRole('textbox', { name: 'Session name' }).fill('Laptop');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Session name' })).toHaveValue('Laptop');
	await waitOut(page, page.getByText('The session is now called “Laptop”.'));
	await expectAtRest(page);

	await page.getByRole('button', { name: 'Sign out all other sessions' }).click();
	await agree(page);
	// The password goes once; then it is asked without it what came of that.
	line.lose((asked, body) => asked.endsWith('/delete_devices') && body.includes('"auth"'), 2);
	await confirm(page, person.password);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	line.lose((asked) => asked.endsWith('/devices'));
	await waitOut(page, page.getByRole('heading', { level: 1, name: 'Sessions' }));
	await waitOut(page, page.getByText('2 sessions are signed out.'));
	await expect(list(page).getByRole('listitem')).toHaveCount(1);
	await expectAtRest(page);
	expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false]);
	expect(await namesOf(server, page)).toEqual([HERE]);
});

test('the homeserver goes and comes back between any two steps', async ({
	page,
	person,
	stack,
	watch
}) => {
	test.slow();
	const server = await stack.extraHomeserver({
		name: `sessions-${person.username}`,
		variant: 'open'
	});
	const { name } = server;
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	await accountWith(server, person, ['A']);
	await openSessions(page, { portal, server, person });
	await page.clock.install();
	await stack.stopHomeserver(name);

	await page.getByRole('button', { name: 'Sign out A', exact: true }).click();
	await agree(page);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expectAccessible(page);
	await stack.startHomeserver(name);
	await waitOut(page, page.getByRole('heading', { name: 'Confirm that it is you' }));
	await expectAtRest(page);

	await stack.stopHomeserver(name);
	await confirm(page, person.password);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await stack.startHomeserver(name);
	await waitOut(page, page.getByRole('alert').filter({ hasText: UNREACHABLE }));
	await expectAtRest(page);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	// The clock stays: it would end the request that is under way.
	await expect(page.getByText('1 session is signed out.')).toBeVisible();
	await waitOut(page, page.getByText('1 session', { exact: true }));
	expect(await namesOf(server, page)).toEqual([HERE]);

	await stack.stopHomeserver(name);
	await page.reload();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expectAccessible(page);
	await stack.startHomeserver(name);
	await waitOut(page, list(page));
	await expect(row(page, HERE)).toBeVisible();
	await stack.stopHomeserver(name);
});
