import { keptSession } from '../support/homeserver.ts';
import {
	accepts,
	change,
	expectChanged,
	expectChecked,
	goToForm,
	newPassword,
	passwordField,
	signOutBox
} from '../support/password.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
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
import { followUiaSessions, forgetUiaSessions } from '../support/uia-sessions.ts';

const path = '/account/password';
const isChange = (line: string) => line.endsWith('/account/password');

test('the answer that the password is changed gets lost: it is asked for, and found', async ({
	page,
	badLine,
	person,
	stack,
	watch
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(reached));
	watch.expectOnly(portal, line.baseUrl);
	await newAccount(server, person);
	await openSignedIn(page, { portal, server: reached, person }, path);
	await goToForm(page);
	line.lose((asked, body) => isChange(asked) && body.includes('m.login.password'));
	const next = newPassword();
	await change(page, person.password, next);
	await expectChanged(page);
	await expectAtRest(page);
	expect(await accepts(server, person.username, next)).toBe(true);
});

test('the homeserver has forgotten too what it was asked: the new password is tried', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(reached));
	await newAccount(server, person);
	await openSignedIn(page, { portal, server: reached, person }, path);
	await goToForm(page);
	const sessions = followUiaSessions(page);
	// The change, and the first question what came of it.
	line.lose((asked, body) => isChange(asked) && body.includes('"auth"'), 2);
	const next = newPassword();
	await stopClock(page);
	await change(page, person.password, next);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	forgetUiaSessions(server, sessions);
	await waitOut(page, page.getByRole('heading', { name: 'Your password is changed' }));
	await expectChanged(page);
	expect(await accepts(server, person.username, next)).toBe(true);
});

test('the same, but the change was never made: that is said, and one press more does it', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	const sessions = followUiaSessions(page);
	let isFirst = true;
	await page.route(`${server.baseUrl}/**/account/password`, (route) => {
		if (!isFirst || !route.request().postData()?.includes('m.login.password'))
			return route.continue();
		isFirst = false;
		forgetUiaSessions(server, sessions);
		return route.abort('connectionreset');
	});
	const next = newPassword();
	await change(page, person.password, next);
	await expect(page.getByRole('alert')).toContainText('Your password has not changed');
	await expectAtRest(page);
	expect(await accepts(server, person.username, next)).toBe(false);
	await expect(passwordField(page, 'Current')).toHaveValue(person.password);
	await page.getByRole('button', { name: 'Change password' }).click();
	await expectChanged(page);
	expect(await accepts(server, person.username, next)).toBe(true);
});

test('the request that changes the password does not arrive: it is sent once more', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	let sent = 0;
	await page.route(`${server.baseUrl}/**/account/password`, (route) => {
		if (!route.request().postData()?.includes('m.login.password')) return route.continue();
		sent += 1;
		return sent === 1 ? route.abort('connectionreset') : route.continue();
	});
	const next = newPassword();
	await change(page, person.password, next);
	await expectChanged(page);
	expect(sent).toBe(2);
	expect(await accepts(server, person.username, next)).toBe(true);
});

test('the homeserver goes and comes back between the steps', async ({ page, person, stack }) => {
	test.slow();
	const server = await stack.extraHomeserver({
		name: `password-${person.username}`,
		variant: 'open'
	});
	const portal = await stack.portal(serverConfig(server));
	await newAccount(server, person);
	await page.clock.install();
	await openSignedIn(page, { portal, server, person }, path);
	await expectChecked(page);
	await stack.stopHomeserver(server.name);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await stack.startHomeserver(server.name);
	await waitOut(page, passwordField(page, 'Current'));
	await expect(signOutBox(page)).not.toBeChecked();

	await stack.stopHomeserver(server.name);
	const next = newPassword();
	await change(page, person.password, next);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(passwordField(page, 'New')).toHaveValue(next);
	await stack.startHomeserver(server.name);
	await waitOut(page, page.getByRole('link', { name: 'Back to your account' }));
	await expectAtRest(page);
	expect(await accepts(server, person.username, next)).toBe(true);
	await stack.stopHomeserver(server.name);
});

// Synapse 1.163 counts no wrong passwords here, so that its limit cannot be met for real.
test('a limit: the wait is told, and nothing is tried by itself', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await goToForm(page);
	let isLimited = true;
	await page.route(`${server.baseUrl}/**/account/password`, (route) => {
		if (!isLimited || !route.request().postData()?.includes('m.login.password'))
			return route.continue();
		isLimited = false;
		return route.fulfill({
			status: 429,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_000 }
		});
	});
	const next = newPassword();
	await stopClock(page);
	await change(page, person.password, next);
	await expect(held(page, 'asks you to wait 1 second before')).toBeVisible();
	const asked = watch.matrixRequests().length;
	await page.clock.resume();
	await expect(page.getByText('Possible now.')).toBeVisible();
	await expectAtRest(page);
	await expect(passwordField(page, 'Current')).toHaveValue(person.password);
	await expect(passwordField(page, 'New')).toHaveValue(next);
	// Longer than the wait that the homeserver named.
	await page.clock.runFor('00:02');
	expect(await accepts(server, person.username, next)).toBe(false);
	expect(watch.matrixRequests(), 'what nobody pressed for').toHaveLength(asked);
	await page.getByRole('button', { name: 'Change password' }).click();
	await expectChanged(page);
	expect(await accepts(server, person.username, next)).toBe(true);
});

test('the session has ended meanwhile: sign-in, and nothing has changed', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	// The form asks how it will have to be confirmed: an end that this finds out comes too early.
	const probed = page.waitForResponse(
		(response) =>
			response.url().endsWith('/account/password') && response.request().method() === 'POST'
	);
	await goToForm(page);
	await probed;
	const session = await keptSession(page);
	await fetch(`${server.baseUrl}/_matrix/client/v3/logout`, {
		method: 'POST',
		headers: { authorization: `Bearer ${session?.accessToken ?? ''}` }
	});
	const next = newPassword();
	await change(page, person.password, next);
	await expect(page).toHaveURL(/\/login$/);
	expect(await accepts(server, person.username, next)).toBe(false);
});
