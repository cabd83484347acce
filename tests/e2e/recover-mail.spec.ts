import { expectAccessible } from '../support/accessibility.ts';
import { newPerson } from '../support/person.ts';
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
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('send again: after a countdown, and the newest link works', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await page.clock.install();
	await awaitReset(page, portal, person, NEW);
	const first = await stack.waitForMail(person.email);
	await page.clock.fastForward('00:31');
	await press(page, 'Send again');
	await expect(page.getByText(/The newest email counts/)).toBeVisible();
	const second = await stack.waitForMail(person.email, first.id);

	// A link lives for an hour: then a new mail leads on.
	await page.clock.fastForward('01:00:01');
	await expect(page.getByText(/The link in the email is too old/)).toBeVisible();
	await expectAccessible(page);
	await press(page, 'Send again');
	const third = await stack.waitForMail(person.email, second.id);
	await confirmReset(await context.newPage(), third);
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
});

test('another address: the form comes back with everything in it', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await openRecover(page, portal);
	const wrong = newPerson().email;
	await sendReset(page, wrong, NEW);
	await expect(emailField(page)).toHaveAccessibleDescription(/No account on this homeserver uses/);
	await expect(emailField(page)).toBeFocused();
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await expectAccessible(page);
	await emailField(page).fill(person.email);
	await press(page, 'Send reset email');
	await expectStep(page, 'Check your email');

	await press(page, 'Use another address');
	await expectStep(page, 'Reset your password');
	await expect(emailField(page)).toHaveValue(person.email);
	await expect(newPasswordField(page)).toHaveValue(NEW);
	await press(page, 'Back');
	await expectStep(page, 'Check your email');
	await press(page, 'Use another address');
	const first = await stack.waitForMail(person.email);
	await press(page, 'Send reset email');
	await expectStep(page, 'Check your email');
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email, first.id));
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
});

test('no mail: it says what to check, and whom to ask', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('closed', { admin_contact: 'office@vestibule.test' });
	await openRecover(page, portal);
	await page.getByText('No access to that email address?').click();
	await expect(page.getByRole('link', { name: 'office@vestibule.test' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'help@vestibule.test' })).toBeVisible();
	await expectAccessible(page);

	await lockedOut(server, person);
	await sendReset(page, person.email, NEW);
	await expectStep(page, 'Check your email');
	await page.getByText('The email does not come, or its link does not work').click();
	await expect(page.getByText(/does not forward \/_synapse\/client/)).toBeVisible();
	await expect(page.getByRole('link', { name: 'help@vestibule.test' })).toBeVisible();
	await expectAccessible(page);
});

test('somebody who is signed in here recovers: no token is sent, and the dead session goes', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	const withToken: string[] = [];
	page.on('request', (request) => {
		if (request.headers().authorization) withToken.push(new URL(request.url()).pathname);
	});
	await openSignedIn(page, { portal, server, person }, '/recover');
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await sendReset(page, person.email, NEW);
	await expectStep(page, 'Check your email');
	expect(withToken).toEqual([]);
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Your password is reset');
	await expect
		.poll(() => page.evaluate(() => sessionStorage.getItem('vestibule.account')))
		.toBeNull();
	// Only the question whether the session still lives: it is asked once all is done.
	expect(withToken).toEqual(['/_matrix/client/v3/account/whoami']);
	await expectReset(server, person, NEW, before);
	await expectNoTraces(page, watch, [NEW]);
	// Whose session it was is known: so is the name to sign in with.
	await page.getByRole('link', { name: 'Return to sign in' }).click();
	await expect(page.getByRole('textbox', { name: 'Username or email' })).toHaveValue(
		person.username
	);
});

test('two resets in two tabs: the newest counts, and the older says so', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, 'Older-password-never-used-1');
	const first = await stack.waitForMail(person.email);

	const newer = await context.newPage();
	await openRecover(newer, portal);
	await expectStep(newer, 'You have begun to reset your password');
	await expect(newer.getByText(person.email)).toBeVisible();
	await expectAccessible(newer);
	await press(newer, 'Start again');
	await expectStep(newer, 'Reset your password');
	await sendReset(newer, person.email, NEW);
	await expectStep(newer, 'Check your email');
	await page.bringToFront();
	await expectStep(page, 'Go on in your other tab');
	await expectAccessible(page);

	const second = await stack.waitForMail(person.email, first.id);
	await confirmReset(await otherDevice(), second);
	await newer.bringToFront();
	await expectStep(newer, 'Your password is reset');
	await expectReset(server, person, NEW, before);
});

test('a closed tab: opened again, the person is asked and goes on', async ({
	page,
	context,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	const closed = await context.newPage();
	await awaitReset(closed, portal, person, 'Closed-with-the-tab-1');
	await closed.close();

	await openRecover(page, portal);
	await expectStep(page, 'You have begun to reset your password');
	await press(page, 'Go on with it');
	await expectStep(page, 'Check your email');
	await confirmReset(await otherDevice(), await stack.waitForMail(person.email));
	await expectStep(page, 'Choose a new password');
	await newPasswordField(page).fill(NEW);
	await press(page, 'Set password');
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
});
