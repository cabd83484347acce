import {
	accountWithEmails,
	button,
	deactivate,
	eraseBox,
	expectForm,
	expectGone,
	goToConfirm,
	operatorOf,
	path,
	removeBox
} from '../support/deactivate.ts';
import { becomeUser, goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expectReady, expectStep, openForm } from '../support/register.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { serverConfig } from '../support/test.ts';
import { expect, expectAtRest, held, stopClock, test, UNREACHABLE } from '../support/trouble.ts';

/** Nobody has to be asked whom to ask. */
const config = { admin_contact: 'help@example.org' };
const isLast = (line: string, body: string) =>
	line.endsWith('/account/deactivate') && body.includes('m.login.password');

test('one address cannot be removed: the person tries again, and goes on without', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', config);
	const other = `other-${person.email}`;
	const { userId, seen } = await accountWithEmails(server, person, [person.email, other]);
	await openSignedIn(page, { portal, server, person }, path);
	await page.route(`${server.baseUrl}/**/3pid/delete`, (route) =>
		route.request().postData()?.includes(other)
			? route.fulfill({
					status: 403,
					headers: { 'access-control-allow-origin': '*' },
					json: { errcode: 'M_FORBIDDEN', error: 'No' }
				})
			: route.continue()
	);
	await goToConfirm(page, userId);
	await deactivate(page, person.password);
	await expectStep(page, 'Removing your emails and phone numbers');
	const row = page.getByRole('listitem').filter({ hasText: other });
	const decide = page.getByText('Not everything was removed. Your account is still active.');
	await expect(decide).toBeVisible();
	await expect(row).toContainText('Not removed');
	expect(await seen()).toMatchObject({ deactivated: false, threepids: [{ address: other }] });
	await button(page, 'Try again').click();
	await expect(decide).toBeVisible();
	await button(page, 'Deactivate without removing them').click();
	await expectGone(page);
	expect((await seen()).deactivated).toBe(true);
});

test('the answer that it is done gets lost: it is asked for, and found', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal({ ...serverConfig(reached), ...config });
	const { userId, seen } = await accountWithEmails(server, person, []);
	await openSignedIn(page, { portal, server: reached, person }, path);
	await goToConfirm(page, userId);
	line.lose(isLast);
	await deactivate(page, person.password);
	await expectGone(page);
	expect((await seen()).deactivated).toBe(true);
});

test('a reload while the answer is missing comes back to the truth', async ({
	page,
	badLine,
	person,
	stack
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal({ ...serverConfig(reached), ...config });
	const { userId } = await accountWithEmails(server, person, []);
	await openSignedIn(page, { portal, server: reached, person }, path);
	await goToConfirm(page, userId);
	// The last request is answered to nobody, and so is the question what came of it.
	line.lose((asked, body) => isLast(asked, body) || asked.endsWith('/whoami'), 2);
	await stopClock(page);
	await deactivate(page, person.password);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await page.reload();
	await page.clock.resume();
	await expectGone(page);
});

test('the last request does not arrive: it is said, and one press more does it', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', config);
	const { userId, seen } = await accountWithEmails(server, person, []);
	await openSignedIn(page, { portal, server, person }, path);
	await goToConfirm(page, userId);
	await page.route(
		`${server.baseUrl}/**/account/deactivate`,
		(route) => route.abort('connectionreset'),
		{ times: 1 }
	);
	await deactivate(page, person.password);
	await expect(page.getByRole('alert')).toContainText('Your account is still active');
	await expectAtRest(page);
	expect((await seen()).deactivated).toBe(false);
	await deactivate(page, person.password);
	await expectGone(page);
	expect((await seen()).deactivated).toBe(true);
});

test('a reload between the addresses and the account: it says what was removed', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', config);
	const other = `other-${person.email}`;
	const { userId, seen } = await accountWithEmails(server, person, [person.email, other]);
	await openSignedIn(page, { portal, server, person }, path);
	const addresses: string[] = [];
	// The first is removed, the second hangs.
	await page.route(`${server.baseUrl}/**/3pid/delete`, (route) => {
		const { address } = route.request().postDataJSON() as { address: string };
		return addresses.push(address) === 1 ? route.continue() : undefined;
	});
	await goToConfirm(page, userId);
	await deactivate(page, person.password);
	await expect.poll(() => addresses).toHaveLength(2);
	await page.reload();
	await expectForm(page);
	await page.unroute(`${server.baseUrl}/**/3pid/delete`);
	const removed = page.getByRole('status').filter({ hasText: 'Removed from your account:' });
	await expect(removed.getByRole('listitem')).toHaveText(addresses.slice(0, 1));
	const left = addresses.slice(1).map((address) => ({ address }));
	expect(await seen()).toMatchObject({ deactivated: false, threepids: left });
	await goToConfirm(page, userId);
	await deactivate(page, person.password);
	await expectGone(page);
});

test('the homeserver goes and comes back between the steps', async ({ page, person, stack }) => {
	test.slow();
	const server = await stack.extraHomeserver({
		name: `deactivate-${person.username}`,
		variant: 'open'
	});
	const portal = await stack.portal({ ...serverConfig(server), ...config });
	const { userId } = await accountWithEmails(server, person, [person.email]);
	await openSignedIn(page, { portal, server, person }, path);
	await goToConfirm(page, userId);
	await stack.stopHomeserver(server.name);
	await deactivate(page, person.password);
	await expect(page.getByText(UNREACHABLE)).toBeVisible();
	await stack.startHomeserver(server.name);
	// A password is never sent once more by itself.
	await deactivate(page, person.password);
	await expectGone(page);
	const seen = await operatorOf(server, userId);
	expect(await seen()).toMatchObject({ deactivated: true, threepids: [] });
});

test('somebody without a password confirms through single sign-on', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('sso', config);
	await openForm(page, portal);
	await goToProvider(page);
	await signInAtProvider(page, person.username);
	await becomeUser(page, person.username);
	await page.goto((await wayBack(page)).href);
	await expectReady(page, person, server);
	const userId = `@${person.username}:${server.serverName}`;
	const seen = await operatorOf(server, userId);
	await page.goto(portal + path);
	await expectForm(page);
	await expect(removeBox(page)).toBeChecked();
	await eraseBox(page).check();
	await goToConfirm(page, userId);
	await expect(page.getByRole('textbox')).toHaveCount(0);

	const window = page.waitForEvent('popup');
	await button(page, 'Continue with single sign-on').click();
	const popup = await window;
	await popup.getByRole('link', { name: /Example ID/ }).click();
	await signInAtProvider(popup, person.username);
	await expect(button(page, 'Deactivate account')).toBeVisible();
	expect((await seen()).deactivated, 'confirming alone does nothing').toBe(false);
	await button(page, 'Deactivate account').click();
	await expectGone(page);
	expect(await seen()).toMatchObject({ deactivated: true, erased: true, threepids: [] });
});
