import { expectAccessible } from '../support/accessibility.ts';
import { newToken } from '../support/admin.ts';
import { emailsOf, keptSession, sessionsOf, signIn } from '../support/homeserver.ts';
import { newPerson } from '../support/person.ts';
import {
	acceptPolicies,
	awaitMail,
	expectReady,
	expectStep,
	fillForm,
	leaveWaiting,
	linkIn,
	openForm,
	submitForm
} from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces, traces } from '../support/watch.ts';

test('the link opened in the same browser: its tab can be closed, the first goes on at once', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);

	const link = await context.newPage();
	const url = linkIn(await stack.waitForMail(person.email));
	await link.goto(url);
	await expectStep(link, 'Email confirmed');
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expect(link.getByRole('button')).toHaveCount(0);
	await expectAccessible(link);
	const clientSecret = new URL(url).searchParams.get('client_secret') ?? '';
	expect((await traces(link)).address).not.toContain(clientSecret);

	await expectReady(page, person, server);
	await expect(page.getByText(/a lost password cannot be reset/)).toBeHidden();
	await expectAccessible(page);
	const session = await keptSession(page);
	expect(await keptSession(link)).toBeUndefined();
	expect(await sessionsOf(server, session?.accessToken ?? '')).toEqual([
		'Vestibule account page on Chrome'
	]);
	expect(await emailsOf(server, session?.accessToken ?? '')).toEqual([person.email]);

	// Opened once more, now that the account exists: the homeserver says that the link is spent.
	await link.goto(url);
	expect(new URL(link.url()).origin).toBe(server.baseUrl);
	// Its page shown again, from the history say, has nothing left to do.
	await link.goto(`${portal}/verified`);
	await expectStep(link, 'This link does not work');
	await expectAccessible(link);
	await expect(link.getByRole('link', { name: 'Create account' })).toBeVisible();
});

test('the link opened on another device: the first goes on within seconds', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);

	const phone = await otherDevice();
	const link = linkIn(await stack.waitForMail(person.email));
	await phone.goto(link);
	await expectStep(phone, 'Email confirmed');
	await expect(phone.getByText(/The device on which you began goes on by itself/)).toBeVisible();
	await expectAccessible(phone);
	await expectReady(page, person, server);
	expect((await keptSession(page))?.userId).toBe(`@${person.username}:${server.serverName}`);

	// The phone may finish all the same: it learns that the account is there.
	await phone.getByRole('button', { name: 'Finish here' }).click();
	await expectReady(phone, person, server);
	expect(await keptSession(phone)).toBeUndefined();
});

test('the first device is gone: the link’s page finishes, and signs nobody in', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('strict');
	const token = await newToken(server, 1);
	watch.expectOnly(portal, server.baseUrl);
	const first = await otherDevice();
	await openForm(first, portal, `?token=${token}`);
	await fillForm(first, person);
	await submitForm(first);
	await acceptPolicies(first);
	await expectStep(first, 'Check your email');
	const link = linkIn(await stack.waitForMail(person.email));
	await leaveWaiting(first);

	// A mail scanner, or a second tap, has opened it before.
	await page.goto(link);
	await expectStep(page, 'Email confirmed');
	await page.goto(link);
	await expectStep(page, 'Email confirmed');
	await page.getByRole('button', { name: 'Finish here' }).click();
	await expectReady(page, person, server);
	await expect(page.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
	await expectAccessible(page);
	expect(await keptSession(page)).toBeUndefined();
	await expectNoTraces(page, watch, [person.password]);

	const { userId, accessToken } = await signIn(server, person);
	expect(userId).toBe(`@${person.username}:${server.serverName}`);
	expect(await emailsOf(server, accessToken)).toEqual([person.email]);
	expect(await sessionsOf(server, accessToken)).toHaveLength(1);
});

test('send again: after a countdown, and the newest link works', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await page.clock.install();
	await awaitMail(page, portal, person);
	const first = await stack.waitForMail(person.email);
	await expect(page.getByText(/Possible in \d+ seconds?\./).last()).toBeVisible();
	const again = page.getByRole('button', { name: 'Send again' });
	await again.click();
	await page.clock.fastForward('00:31');
	await expect(page.getByText(/Possible in/)).toHaveCount(0);
	await again.click();
	await expect(page.getByText(/The newest email counts/)).toBeVisible();
	await expectAccessible(page);
	const second = await stack.waitForMail(person.email, first.id);
	// The press during the countdown sent nothing.
	expect(await stack.mails(person.email)).toHaveLength(2);

	// A link lives for an hour: then waiting has an end, and a new mail leads on.
	await page.clock.fastForward('01:00:01');
	await expect(page.getByText(/The link in the email is too old/)).toBeVisible();
	await expectAccessible(page);
	await again.click();
	const third = await stack.waitForMail(person.email, second.id);
	await expect(page.getByText(/Waiting until you open the link/)).toBeVisible();
	const link = await context.newPage();
	await link.goto(linkIn(third));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectReady(page, person, server);
});

test('another address: without starting over, and the first mail is needed no more', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);
	await stack.waitForMail(person.email);

	await page.getByRole('button', { name: 'Use another address' }).click();
	await expectStep(page, 'Use another address');
	const email = page.getByRole('textbox', { name: 'Email' });
	await expect(email).toHaveValue(person.email);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Back' }).click();
	await expectStep(page, 'Check your email');
	await page.getByRole('button', { name: 'Use another address' }).click();

	const next = page.getByRole('button', { name: 'Continue' });
	await email.fill('nonsense');
	await next.click();
	await expect(email).toHaveAccessibleDescription(/This is not an email address/);
	await expect(email).toBeFocused();
	await expect(page.getByText(/This is not an email address/)).toHaveCount(1);
	await expectAccessible(page);
	await email.fill(`other-${person.email}`);
	await next.click();
	await expectStep(page, 'Check your email');
	await expect(page.getByText(`other-${person.email}`)).toBeVisible();

	const mail = await stack.waitForMail(`other-${person.email}`);
	await (await otherDevice()).goto(linkIn(mail));
	await expectReady(page, person, server);
	const session = await keptSession(page);
	const { accessToken = '' } = session ?? {};
	expect(await emailsOf(server, accessToken)).toEqual([`other-${person.email}`]);
	expect(await sessionsOf(server, accessToken)).toHaveLength(1);
});

test('other details after all: the form comes with what was typed, and nothing waits any more', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);
	const first = await stack.waitForMail(person.email);
	await page.getByRole('button', { name: 'Start again with other details' }).click();

	await expectStep(page, 'Create your account');
	await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue(person.username);
	await expect(page.getByRole('textbox', { name: 'Password', exact: true })).toHaveValue(
		person.password
	);
	await expect(page.getByRole('textbox', { name: /^Email/ })).toHaveValue(person.email);
	await expectAccessible(page);
	// Another tab does not ask about a registration that nobody wants any more.
	const beside = await context.newPage();
	await openForm(beside, portal);
	await expectStep(beside, 'Create your account');
	await beside.close();

	const { username } = newPerson();
	await fillForm(page, { username });
	await submitForm(page);
	await expectStep(page, 'Check your email');
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email, first.id)));
	await expectReady(page, { username }, server);
	const { accessToken = '' } = (await keptSession(page)) ?? {};
	expect(await emailsOf(server, accessToken)).toEqual([person.email]);
});

test('without an email after all: the account is made at once', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await awaitMail(page, portal, person);
	await page.getByRole('button', { name: 'Use another address' }).click();
	await expectStep(page, 'Use another address');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Go on without an email' }).click();
	await expectReady(page, person, server);
	await expect(page.getByText(/a lost password cannot be reset/)).toBeVisible();
	const { accessToken = '' } = (await keptSession(page)) ?? {};
	expect(await emailsOf(server, accessToken)).toEqual([]);
	expect(await sessionsOf(server, accessToken)).toHaveLength(1);
});
