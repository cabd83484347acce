import { chooseHomeserver, expectHomeserver } from '../support/homeserver-dialog.ts';
import { expectAccount, fillLogin, pressSignIn } from '../support/login.ts';
import { goToForm } from '../support/password.ts';
import { confirmReset, lockedOut, openRecover, sendReset } from '../support/recover.ts';
import { awaitMail, expectReady, expectStep, leaveWaiting, linkIn } from '../support/register.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';

// The operator's homeserver is another one than the person's: no page may forget that.

test('after a reset, sign-in is about the homeserver that was chosen, and knows the address', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack,
	watch
}) => {
	const portal = await portalOf('open');
	const [open, server] = [await stack.homeserver('open'), await stack.homeserver('policy')];
	watch.expectOnly(portal, open.baseUrl, server.baseUrl);
	const password = `Another-${person.password}`;
	const { userId } = await lockedOut(server, person);
	await openRecover(page, portal);
	await chooseHomeserver(page, server.baseUrl, server.serverName);
	await sendReset(page, person.email, password);
	await expectStep(page, 'Check your email');
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Your password is reset');
	await page.getByRole('link', { name: 'Return to sign in' }).click();
	await expectStep(page, 'Sign in');
	await expectHomeserver(page, server.serverName);
	await expect(page.getByRole('textbox', { name: 'Username or email' })).toHaveValue(person.email);
	await fillLogin(page, { password });
	await pressSignIn(page);
	await expectAccount(page, portal, userId);
});

test('the link of a registration leads to sign in at its homeserver', async ({
	page,
	otherDevice,
	person,
	portalOf,
	stack
}) => {
	const portal = await portalOf('strict');
	const server = await stack.homeserver('open');
	const first = await otherDevice();
	await awaitMail(first, portal, person, `?homeserver=${encodeURIComponent(server.baseUrl)}`);
	const mail = await stack.waitForMail(person.email);
	await leaveWaiting(first);
	await page.goto(linkIn(mail));
	await page.getByRole('button', { name: 'Finish here' }).click();
	await expectReady(page, person, server);
	await page.getByRole('link', { name: 'Sign in', exact: true }).click();
	await expectStep(page, 'Sign in');
	await expectHomeserver(page, server.serverName);
	await fillLogin(page, person);
	await pressSignIn(page);
	await expectAccount(page, portal, `@${person.username}:${server.serverName}`);
});

test('whoever does not know the current password recovers at the homeserver of the account', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const portal = await portalOf('strict');
	const server = await stack.homeserver('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/password');
	await goToForm(page);
	await page.getByRole('link', { name: 'I do not know my current password' }).click();
	await expectStep(page, 'Reset your password');
	await expectHomeserver(page, server.serverName);
});
