import { registerUser, setEmails } from '../../dev/synapse/admin.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { field, fillUsername, newMaker } from '../support/help-desk-create.ts';
import { button, heading, shownPassword, signIn } from '../support/help-desk-user.ts';
import { newPerson } from '../support/person.ts';
import { png } from '../support/pictures.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('a user is made with all that belongs to them, and signs in with the card', async ({
	page,
	otherDevice,
	person,
	stack,
	watch
}) => {
	const maker = await newMaker({ person, stack });
	watch.expectOnly(maker.portal, maker.server.baseUrl);
	const { username, email } = newPerson();
	await maker.open(page);
	await expectAccessible(page);
	await fillUsername(page, username.toUpperCase());
	await expect(page.getByText(maker.idOf(username), { exact: true })).toBeVisible();
	await field(page, 'Display name').fill('Ada <b>L</b>');
	await field(page, 'Email').fill(email.toUpperCase());
	const file = { name: 'ada.png', mimeType: 'image/png', buffer: png({ width: 40, height: 20 }) };
	await page.getByLabel('Picture').setInputFiles(file);
	await button(page, 'Add another email').click();
	await field(page, 'Email 2').fill(`second-${email}`);
	await button(page, 'Add an external identity').click();
	await field(page, 'Provider').fill('oidc-example');
	await field(page, 'ID at the provider').fill(username);
	await page.getByRole('checkbox', { name: 'Administrator' }).check();
	await expect(page.getByText(/The account may do everything/)).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Create').click();

	await expect(heading(page, 'User created')).toBeVisible();
	await expectAccessible(page);
	await expect(page.getByText(`${maker.portal}/login`)).toBeVisible();
	const password = await shownPassword(page).innerText();
	expect(await maker.seen(username)).toMatchObject({
		displayname: 'Ada <b>L</b>',
		admin: true,
		avatar_url: expect.stringMatching(/^mxc:\/\//),
		external_ids: [{ auth_provider: 'oidc-example', external_id: username }],
		threepids: expect.arrayContaining([
			expect.objectContaining({ address: email }),
			expect.objectContaining({ address: `second-${email}` })
		])
	});
	await expectNoTraces(page, watch, [password, person.password]);

	const phone = await otherDevice();
	await phone.goto(`${maker.portal}/login`);
	await field(phone, 'Username or email').fill(username);
	await field(phone, 'Password').fill(password);
	await button(phone, 'Sign in').click();
	await expect(heading(phone, 'Your account')).toBeVisible();

	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await expect(page.getByText('User created')).toBeVisible();
	await expect(page.getByText(maker.idOf(username))).toBeVisible();
	await expect(page.getByText(password)).toHaveCount(0);
	await page.goBack();
	await expect(heading(page, 'Create a user')).toBeVisible();
	await expect(page.getByText(password)).toHaveCount(0);
});

test('the card is copied, printed and shown once', async ({ page, context, person, stack }) => {
	const maker = await newMaker({ person, stack });
	await context.grantPermissions(['clipboard-write']);
	const { username } = newPerson();
	await maker.open(page);
	await page.evaluate(() => {
		window.print = () => document.documentElement.setAttribute('data-printed', '');
	});
	await fillUsername(page, username);
	await field(page, 'Username').press('Enter');
	await expect(heading(page, 'User created')).toBeVisible();
	const password = await shownPassword(page).innerText();
	await button(page, 'Copy').click();
	await expect(page.getByText('Copied', { exact: true })).toBeVisible();
	await button(page, 'Print').click();
	await expect(page.locator('html[data-printed]')).toBeAttached();
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByText(maker.idOf(username), { exact: true })).toBeVisible();
	await expect(button(page, 'Create another user')).toBeHidden();
	await page.emulateMedia({ media: null });
	await button(page, 'Create another user').click();
	await expect(field(page, 'Username')).toHaveValue('');
	await expect(page.getByText(password)).toHaveCount(0);
});

test('without a password nobody signs in with one', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username } = newPerson();
	await maker.open(page);
	await fillUsername(page, username);
	await page.getByRole('checkbox', { name: /^No password/ }).check();
	await button(page, 'Create').click();
	await expect(heading(page, 'User created')).toBeVisible();
	await expect(button(page, 'Copy')).toHaveCount(0);
	await expectAccessible(page);
	expect(await maker.seen(username)).toMatchObject({ deactivated: false });
	expect(await signIn(maker, username, '')).toMatchObject({ status: 403 });
});

test('a name that is taken is told while typing, and its account is left alone', async ({
	page,
	person,
	stack
}) => {
	const maker = await newMaker({ person, stack });
	const taken = newPerson();
	await registerUser(maker.server, { ...taken, displayName: 'Mine' });
	await maker.open(page);
	await field(page, 'Username').fill(taken.username);
	await expect(page.getByText('This username is taken. Choose another one.')).toBeVisible();
	await field(page, 'Display name').fill('Yours');
	await button(page, 'Create').click();
	await expect(field(page, 'Username')).toHaveAttribute('aria-invalid', 'true');
	await expect(field(page, 'Display name')).toHaveValue('Yours');
	await expectAccessible(page);
	expect(await maker.seen(taken.username)).toMatchObject({ displayname: 'Mine' });
	expect(await signIn(maker, taken.username, taken.password)).toMatchObject({ status: 200 });
	await page.getByRole('link', { name: `See ${maker.idOf(taken.username)}` }).click();
	await expect(heading(page, maker.idOf(taken.username))).toBeVisible();
});

test('an email of somebody stays theirs', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const [holder, other] = [newPerson(), newPerson()];
	const { userId } = await registerUser(maker.server, holder);
	await setEmails(maker.server, person, userId, [holder.email]);
	await maker.open(page);
	await fillUsername(page, other.username);
	await field(page, 'Email').fill(holder.email);
	await button(page, 'Create').click();
	await expect(page.getByText(`This belongs to ${userId}.`)).toBeVisible();
	await expectAccessible(page);
	expect(await maker.seen(holder.username)).toMatchObject({
		threepids: [{ address: holder.email }]
	});
	await expect(maker.seen(other.username)).rejects.toThrow('User not found');
	await field(page, 'Email').fill(other.email);
	await button(page, 'Create').click();
	await expect(heading(page, 'User created')).toBeVisible();
});
