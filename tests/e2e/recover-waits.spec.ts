import { expectAccessible } from '../support/accessibility.ts';
import {
	awaitReset,
	confirmReset,
	emailField,
	expectReset,
	lockedOut,
	newPasswordField,
	openRecover,
	press,
	sendReset
} from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { serverConfig } from '../support/test.ts';
import {
	expect,
	expectAtRest,
	held,
	OFFLINE,
	stopClock,
	test,
	UNREACHABLE,
	waitOut
} from '../support/trouble.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('the homeserver goes and comes back while the new password is chosen', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	test.slow();
	const server = await stack.extraHomeserver({
		name: `choose-${person.username}`,
		variant: 'open'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, 'Gone-with-the-reload-1');
	await page.clock.install();
	await page.reload();
	await expectStep(page, 'Check your email');
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await waitOut(page, page.getByRole('heading', { name: 'Choose a new password' }));

	await stack.stopHomeserver(server.name);
	await newPasswordField(page).fill(NEW);
	await press(page, 'Set password');
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await expectAccessible(page);
	await stack.startHomeserver(server.name);
	await waitOut(page, page.getByRole('heading', { name: 'Your password is reset' }));
	await expectAtRest(page);
	await expectReset(server, person, NEW, before);
	expect(await stack.mails(person.email)).toHaveLength(1);
	await stack.stopHomeserver(server.name);
});

test('offline at the form: said, nothing is lost, and it goes on when it is back', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await openRecover(page, portal);
	await context.setOffline(true);
	await sendReset(page, person.email, NEW);
	await expect(held(page, OFFLINE)).toBeVisible();
	await expect(emailField(page)).toHaveValue(person.email);
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await expectAccessible(page);
	expect(await stack.mails(person.email)).toEqual([]);
	await context.setOffline(false);
	await expectStep(page, 'Check your email');
	await expectAtRest(page);
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
	expect(await stack.mails(person.email)).toHaveLength(1);
});

test('a limit on mails: the wait is told, counted down, and it goes on by itself', async ({
	page,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await lockedOut(server, person);
	const limited = { errcode: 'M_LIMIT_EXCEEDED', error: 'Too many', retry_after_ms: 40_000 };
	await page.route(
		'**/email/requestToken',
		(route) => route.fulfill({ status: 429, json: limited }),
		{
			times: 1
		}
	);
	await openRecover(page, portal);
	await stopClock(page);
	await sendReset(page, person.email, NEW);
	await expect(held(page, /asks you to wait 40 seconds before the next attempt/)).toBeVisible();
	await expect(emailField(page)).toHaveValue(person.email);
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await page.clock.fastForward('00:25');
	await expect(page.getByText('This page goes on by itself in 15 seconds.')).toBeVisible();
	expect(await stack.mails(person.email)).toEqual([]);
	await page.clock.resume();
	await expectAccessible(page);
	await page.clock.fastForward('00:16');
	await expectStep(page, 'Check your email');
	await expectAtRest(page);
	await stack.waitForMail(person.email);
	expect(await stack.mails(person.email)).toHaveLength(1);
});

test('a real limit on mails is told in minutes, and what was typed stays', async ({
	page,
	person,
	stack,
	watch
}) => {
	const server = await stack.extraHomeserver({
		name: `mails-${person.username}`,
		variant: 'limits'
	});
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	for (let status = 0, attempt = 1; status !== 429; attempt += 1) {
		const email = `${attempt}-${person.email}`;
		const asked = { email, client_secret: `secret${attempt}`, send_attempt: 1 };
		const path = '/_matrix/client/v3/account/password/email/requestToken';
		const body = JSON.stringify(asked);
		({ status } = await fetch(`${server.baseUrl}${path}`, { method: 'POST', body }));
	}
	await openRecover(page, portal);
	await sendReset(page, person.email, NEW);
	await expect(held(page, /asks you to wait \d+ minutes before the next attempt/)).toBeVisible();
	await expect(held(page, 'Nothing you typed is lost.')).toContainText('goes on by itself');
	await expect(emailField(page)).toHaveValue(person.email);
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await expectAccessible(page);
	await stack.stopHomeserver(server.name);
});
