import { expectAccessible } from '../support/accessibility.ts';
import {
	awaitReset,
	confirmReset,
	emailField,
	expectReset,
	lockedOut,
	newPasswordField,
	press
} from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('the link opened in the same browser: the password is reset by itself', async ({
	page,
	context,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	const sent: string[] = [];
	page.on('request', (request) => sent.push(request.postData() ?? ''));
	await awaitReset(page, portal, person, NEW);
	await expect(page.getByText(person.email)).toBeVisible();
	await expect(page.getByText(/If this address belongs to an account/)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [NEW]);

	// Pressed before the link was opened: it says what is missing, and still waits.
	await press(page, 'I have verified my email address');
	await expect(page.getByRole('alert')).toContainText('not confirmed yet');
	await expectAccessible(page);

	const link = await context.newPage();
	await confirmReset(link, await stack.waitForMail(person.email));
	await expectStep(link, 'Email confirmed');
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	expect(new URL(link.url()).hash).toBe('');
	await expectAccessible(link);

	await expectStep(page, 'Your password is reset');
	await expect(page.getByRole('link', { name: 'Return to sign in' })).toHaveAttribute(
		'href',
		'/login'
	);
	await expectAccessible(page);
	await expectNoTraces(page, watch, [NEW, person.password]);
	await expectReset(server, person, NEW, before);
	// The mail, the looks whether its link was opened, and one finish.
	const requests = watch.matrixRequests().filter((line) => line.includes('/account/'));
	expect(requests.filter((line) => line.endsWith('requestToken'))).toHaveLength(1);
	expect([...new Set(requests)].sort()).toEqual([
		'POST /account/password',
		'POST /account/password/email/requestToken'
	]);
	expect(sent.filter((body) => body.includes('new_password'))).toHaveLength(1);

	// It is over: another visit begins anew.
	await page.goto(`${portal}/recover`);
	await expectStep(page, 'Reset your password');
	await expect(emailField(page)).toHaveValue('');
});

test('the link opened on a phone: the first device goes on within seconds', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, NEW);
	const phone = await otherDevice();
	await confirmReset(phone, await stack.waitForMail(person.email));
	await expectStep(phone, 'Email confirmed');
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
	await expect(phone.getByText(/The device on which you began goes on by itself/)).toBeVisible();
});

test('the first device is gone: the phone finishes, and nobody is signed in there', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack,
	watch
}) => {
	const { portal, server } = await homeOf('policy');
	const before = await lockedOut(server, person);
	const first = await otherDevice();
	await awaitReset(first, portal, person, 'Never-used-7-at-all');
	const mail = await stack.waitForMail(person.email);
	await first.context().close();

	await confirmReset(page, mail);
	await expectStep(page, 'Email confirmed');
	await expect(newPasswordField(page)).toBeVisible();
	await expectAccessible(page);
	await press(page, 'Finish here');
	await expect(newPasswordField(page)).toHaveAccessibleDescription(/Enter a password/);
	await expect(newPasswordField(page)).toBeFocused();
	await newPasswordField(page).fill('short');
	await press(page, 'Finish here');
	await expect(newPasswordField(page)).toHaveAccessibleDescription(/too short/);
	await expectAccessible(page);
	await newPasswordField(page).fill(NEW);
	await press(page, 'Finish here');
	await expectStep(page, 'Your password is reset');
	await expect(page.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
	await expectAccessible(page);
	await expectNoTraces(page, watch, [NEW]);
	expect(await page.evaluate(() => sessionStorage.getItem('vestibule.account'))).toBeNull();
	await expectReset(server, person, NEW, before);
});

test('a reload while waiting: the new password is asked for again, and finishes there', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, 'Forgotten-by-the-reload-1');
	const mail = await stack.waitForMail(person.email);
	await page.reload();
	await expectStep(page, 'Check your email');
	await expect(page.getByText(/You will enter the new password once more/)).toBeVisible();
	await confirmReset(await otherDevice(), mail);

	await expectStep(page, 'Choose a new password');
	await expectAccessible(page);
	await page.reload();
	await expectStep(page, 'Choose a new password');
	await newPasswordField(page).fill(NEW);
	await press(page, 'Set password');
	await expectStep(page, 'Your password is reset');
	await expectReset(server, person, NEW, before);
	expect(await stack.mails(person.email), 'a reload sends no mail').toHaveLength(1);
});
