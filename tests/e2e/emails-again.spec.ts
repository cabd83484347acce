import { expectAccessible } from '../support/accessibility.ts';
import {
	addEmail,
	awaitEmail,
	confirmWith,
	emailField,
	expectAdded,
	expectEmails,
	passwordField,
	press
} from '../support/emails.ts';
import { expectStep, linkIn } from '../support/register.ts';
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
import { expectNoTraces } from '../support/watch.ts';

test('a reload at every step loses nothing but the password', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await expectEmails(page);
	await emailField(page).fill(person.email);
	await page.reload();
	await expect(emailField(page)).toHaveValue(person.email);

	await press(page, 'Add');
	await expectStep(page, 'Confirm that it is you');
	await passwordField(page).fill(person.password);
	await page.reload();
	await expectStep(page, 'Confirm that it is you');
	await expect(passwordField(page)).toHaveValue('');
	await expectNoTraces(page, watch, [person.password]);
	await confirmWith(page, person.password);
	await expectStep(page, 'Check your email');
	await page.reload();
	await expectStep(page, 'Check your email');
	await expect(page.getByText(person.email)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);

	const mail = await stack.waitForMail(person.email);
	const link = await context.newPage();
	await link.goto(linkIn(mail));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectAdded(page, person.email);
	expect(await stack.mails(person.email), 'a reload sends no mail').toHaveLength(1);
	await page.reload();
	await expectEmails(page, person.email);
	await expect(emailField(page)).toHaveValue('');
});

test('a closed tab: signed in again, the person is asked, and needs no second password', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const closed = await context.newPage();
	await openSignedIn(closed, { portal, server, person }, '/account/emails');
	await awaitEmail(closed, person.email, person.password);
	await closed.close();

	const left = await context.newPage();
	await openSignedIn(left, { portal, server, person }, '/account/emails');
	await expectStep(left, 'You have begun to add an email');
	await expect(left.getByText(person.email)).toBeVisible();
	await expectAccessible(left);
	await left.close();

	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await press(page, 'Go on with it');
	await expectStep(page, 'Check your email');
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	await expectAdded(page, person.email);

	const next = await context.newPage();
	await openSignedIn(next, { portal, server, person }, '/account/emails');
	await expectEmails(next, person.email);
});

test('send again: after a countdown, and the newest link works; an old one is said to be', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await page.clock.install();
	await awaitEmail(page, person.email, person.password);
	const first = await stack.waitForMail(person.email);
	await press(page, 'Send again');
	await page.clock.fastForward('00:31');
	await press(page, 'Send again');
	await expect(page.getByText(/The newest email counts/)).toBeVisible();
	const second = await stack.waitForMail(person.email, first.id);
	expect(await stack.mails(person.email)).toHaveLength(2);

	await page.clock.fastForward('01:00:01');
	await expect(page.getByText(/The link in the email is too old/)).toBeVisible();
	await expectAccessible(page);
	await press(page, 'Send again');
	const third = await stack.waitForMail(person.email, second.id);
	await expect(page.getByText(/Waiting until you open the link/)).toBeVisible();
	const link = await context.newPage();
	await link.goto(linkIn(third));
	await expectAdded(page, person.email);
});

test('the homeserver has forgotten the confirmation: it is asked for once more, the mail still counts', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const sessions = followUiaSessions(page);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await awaitEmail(page, person.email, person.password);
	forgetUiaSessions(server, sessions);
	await expectStep(page, 'Confirm that it is you');
	await expect(page.getByText(/asks who you are once more/)).toBeVisible();
	await expectAccessible(page);
	await confirmWith(page, person.password);
	await expectStep(page, 'Check your email');
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	await expectAdded(page, person.email);
	expect(await stack.mails(person.email)).toHaveLength(1);
});

test('the answer that the address is added gets lost: it is there all the same', async ({
	page,
	otherDevice,
	badLine,
	person,
	stack
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	await newAccount(server, person);
	const there = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(there));
	await openSignedIn(page, { portal, server: there, person }, '/account/emails');
	await addEmail(page, person.email);
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	// The password goes once; then it is asked without it what came of that.
	line.lose((asked, body) => asked.endsWith('/3pid/add') && body.includes('"auth"'), 2);
	await stopClock(page);
	await confirmWith(page, person.password);
	await expect(held(page, /does not answer|cannot read/)).toBeVisible();
	await waitOut(page, page.getByText(`${person.email} was added to your account.`));
	await expectAdded(page, person.email);
	await page.clock.resume();
	await expectAtRest(page);
	line.lose((asked) => asked.endsWith('/3pid/delete'));
	await press(page, `Remove ${person.email}`);
	await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
	await expect(page.getByText(`${person.email} was removed from your account.`)).toBeVisible();
	await expectAtRest(page);
});

test('the homeserver goes and comes back between any two steps', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	test.slow();
	const name = `emails-${person.username}`;
	const server = await stack.extraHomeserver({ name, variant: 'open' });
	const portal = await stack.portal(serverConfig(server));
	watch.expectOnly(portal, server.baseUrl);
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await expectEmails(page);
	await page.clock.install();

	await stack.stopHomeserver(name);
	await emailField(page).fill(person.email);
	await press(page, 'Add');
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await expect(emailField(page)).toHaveValue(person.email);
	await expectAccessible(page);
	await stack.startHomeserver(name);
	await waitOut(page, page.getByRole('heading', { name: 'Confirm that it is you' }));

	await stack.stopHomeserver(name);
	await confirmWith(page, person.password);
	await expect(held(page, UNREACHABLE)).toBeVisible();
	await stack.startHomeserver(name);
	await waitOut(page, page.getByRole('alert').filter({ hasText: UNREACHABLE }));
	await expectAtRest(page);
	await press(page, 'Continue');
	// The clock stays: it would end the request that is under way.
	await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
	await expectAtRest(page);

	const link = linkIn(await stack.waitForMail(person.email));
	await stack.stopHomeserver(name);
	for (let look = 0; look < 3; look += 1) await page.clock.fastForward('00:16');
	await expect(page.getByText(UNREACHABLE)).toBeVisible();
	await stack.startHomeserver(name);
	await (await otherDevice()).goto(link);
	await waitOut(page, page.getByText(`${person.email} was added to your account.`));
	await expectEmails(page, person.email);
	await stack.stopHomeserver(name);
});
