import { expectAccessible } from '../support/accessibility.ts';
import { newNeighbour } from '../support/admin.ts';
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
import { emailsOf, signIn } from '../support/homeserver.ts';
import { expectStep, linkIn } from '../support/register.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
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
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await expectEmails(page);
	await expect(page.getByText(/There is no email address yet/)).toBeVisible();
	await expectAccessible(page);

	await addEmail(page, person.email);
	await expectAccessible(page);
	await confirmWith(page, person.password);
	await expectStep(page, 'Check your email');
	await expect(page.getByText(person.email)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password]);

	const link = await context.newPage();
	const url = linkIn(await stack.waitForMail(person.email));
	await link.goto(url);
	await expectStep(link, 'Email confirmed');
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expectAccessible(link);
	const clientSecret = new URL(url).searchParams.get('client_secret') ?? '';
	expect((await traces(link)).address).not.toContain(clientSecret);

	await expectAdded(page, person.email);
	await expectAccessible(page);
	await expectNoTraces(page, watch, [person.password, clientSecret]);
	const { accessToken } = await signIn(server, person);
	expect(await emailsOf(server, accessToken)).toEqual([person.email]);
	expect(await stack.mails(person.email)).toHaveLength(1);
});

test('the link opened on a phone: the first device goes on by itself', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await awaitEmail(page, person.email, person.password);

	const phone = await otherDevice();
	await phone.goto(linkIn(await stack.waitForMail(person.email)));
	await expectStep(phone, 'Email confirmed');
	await expect(phone.getByText(/The device on which you began goes on by itself/)).toBeVisible();
	await expect(phone.getByRole('main').getByRole('button')).toHaveCount(0);
	await expect(phone.getByRole('link', { name: 'To your email addresses' })).toBeVisible();
	await expectAccessible(phone);
	await expectAdded(page, person.email);
});

test('a wrong password keeps everything, and Continue goes on by hand', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await page.clock.install();
	await addEmail(page, person.email);
	await press(page, 'Continue');
	await expect(passwordField(page)).toHaveAccessibleDescription(/Enter a password/);
	await expect(passwordField(page)).toBeFocused();
	await confirmWith(page, 'not-the-password');
	await expect(passwordField(page)).toHaveAccessibleDescription(/not the password of your account/);
	await expect(passwordField(page)).toBeFocused();
	await expect(passwordField(page)).toHaveValue('not-the-password');
	await expectAccessible(page);
	await confirmWith(page, person.password);

	await expectStep(page, 'Check your email');
	await press(page, 'Continue');
	await expect(page.getByRole('alert')).toContainText('The link in the email is not confirmed yet');
	await expectAccessible(page);
	// No look of its own comes in between: it would go on by itself.
	await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 5_000);
	await (await otherDevice()).goto(linkIn(await stack.waitForMail(person.email)));
	await press(page, 'Continue');
	await page.clock.resume();
	await expectAdded(page, person.email);
});

test('the link is opened before the password is typed: nothing is left to wait for', async ({
	page,
	context,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	await addEmail(page, person.email);
	const link = await context.newPage();
	await link.goto(linkIn(await stack.waitForMail(person.email)));
	await expect(link.getByText(/You can close this tab/)).toBeVisible();
	await expect(page.getByText(/The link in the email was opened/)).toBeVisible();
	await expectAccessible(page);
	await confirmWith(page, person.password);
	await expectAdded(page, person.email);
});

test('what cannot be added is told at the field, and nothing typed is lost', async ({
	page,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const neighbour = await newNeighbour(server);
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	const expectFault = async (address: string, fault: RegExp) => {
		await emailField(page).fill(address);
		await press(page, 'Add');
		await expect(emailField(page)).toHaveAccessibleDescription(fault);
		await expect(emailField(page)).toHaveValue(address);
		await expect(emailField(page)).toBeFocused();
		await expectAccessible(page);
	};
	await expectFault('', /Enter your email address/);
	await expectFault('nonsense', /This is not an email address/);
	await expectFault(neighbour.email, /belongs to another account/);
	await expectFault(`${person.username}@fail.test`, /could not send the email/);
	await page.reload();
	await expect(emailField(page)).toHaveValue(`${person.username}@fail.test`);
	await awaitEmail(page, person.email, person.password);
	await press(page, 'Use another address');
	await expectEmails(page);
	await expect(emailField(page)).toHaveValue(person.email);
	await press(page, 'Add');
	await expectStep(page, 'Check your email');
	expect(await stack.mails(person.email), 'the same address goes on with its mail').toHaveLength(1);
});

test('several addresses: removing asks first, and the last one is warned of', async ({
	page,
	otherDevice,
	person,
	homeOf,
	stack
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const second = `second-${person.email}`;
	await openSignedIn(page, { portal, server, person }, '/account/emails');
	const phone = await otherDevice();
	for (const address of [person.email, second]) {
		await awaitEmail(page, address, person.password);
		await phone.goto(linkIn(await stack.waitForMail(address)));
		await expect(page.getByText(`${address} was added to your account.`)).toBeVisible();
	}
	await expectEmails(page, person.email, second);
	await emailField(page).fill(second.toUpperCase());
	await press(page, 'Add');
	await expect(emailField(page)).toHaveAccessibleDescription(/in your account already/);

	const dialog = page.getByRole('dialog', { name: 'Remove this address?' });
	const last = dialog.getByText(/This is the last email address/);
	await press(page, `Remove ${person.email}`);
	await expect(dialog).toContainText(person.email);
	await expect(last).toHaveCount(0);
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await expectEmails(page, person.email, second);
	await press(page, `Remove ${person.email}`);
	await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
	await expectEmails(page, second);
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await expect(page.getByText(`${person.email} was removed from your account.`)).toBeVisible();

	await press(page, `Remove ${second}`);
	await expect(last).toBeVisible();
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
	await expectEmails(page);
	const { accessToken } = await signIn(server, person);
	expect(await emailsOf(server, accessToken)).toEqual([]);
});
