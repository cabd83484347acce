import { expectAccessible } from '../support/accessibility.ts';
import { signIn } from '../support/homeserver.ts';
import {
	awaitReset,
	confirmReset,
	emailField,
	expectReset,
	lockedOut,
	newPasswordField,
	press,
	resetLinkIn
} from '../support/recover.ts';
import { expectStep } from '../support/register.ts';
import { expect, test } from '../support/test.ts';

const NEW = 'Another-horse-9-for-the-stable';

test('the link opened again when all is done: it does nothing, and leads on', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, NEW);
	const mail = await stack.waitForMail(person.email);
	const link = await context.newPage();
	await confirmReset(link, mail);
	await expect(link.getByText(/The page that you came from goes on by itself/)).toBeVisible();
	await expectStep(page, 'Your password is reset');

	// The homeserver's page still asks, and then says that the link has served.
	await confirmReset(link, mail);
	await expect(link.getByText(/request failed|validate/i)).toBeVisible();
	expect(new URL(link.url()).origin).toBe(server.baseUrl);
	await expectReset(server, person, NEW, before);
	await expectStep(page, 'Your password is reset');

	// The portal's page again, from the history say.
	await link.goto(`${portal}/verified`);
	await expectStep(link, 'This link does not work');
	await expectAccessible(link);
	await link.getByRole('link', { name: 'Reset your password' }).click();
	await expectStep(link, 'Reset your password');
	await expect(emailField(link)).toBeVisible();
});

test('the link opened in two tabs of another device: each says what is so', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	const before = await lockedOut(server, person);
	await awaitReset(page, portal, person, 'Closed-with-the-tab-1');
	await page.goto('about:blank');
	const mail = await stack.waitForMail(person.email);
	const phone = await otherDevice();
	const again = await phone.context().newPage();
	for (const tab of [phone, again]) {
		await tab.goto(resetLinkIn(mail));
		await tab.getByRole('button', { name: 'Confirm changing my password' }).click();
		await expectStep(tab, 'Email confirmed');
	}
	for (const [tab, password] of [
		[phone, 'First-of-two-horses-1'],
		[again, NEW]
	] as const) {
		await newPasswordField(tab).fill(password);
		await press(tab, 'Finish here');
		await expectStep(tab, 'Your password is reset');
		await expect(signIn(server, { username: person.username, password })).resolves.toBeDefined();
	}
	await expectReset(server, person, NEW, before);
});
