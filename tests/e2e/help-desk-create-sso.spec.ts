import { expectAccessible } from '../support/accessibility.ts';
import {
	field,
	fillUsername,
	FROM_FILE,
	checkList,
	newMaker
} from '../support/help-desk-create.ts';
import { button, heading } from '../support/help-desk-user.ts';
import { expectAccount, openLogin } from '../support/login.ts';
import { newPerson } from '../support/person.ts';
import { goToProvider, signInAtProvider, wayBack } from '../support/provider.ts';
import { expect, test } from '../support/test.ts';

const PROVIDER = 'oidc-example';

test('people without passwords sign in through their provider', async ({
	page,
	otherDevice,
	person,
	stack
}) => {
	const maker = await newMaker({ person, stack }, 'sso');
	const [one, other] = [newPerson(), newPerson()];
	await maker.open(page);
	await fillUsername(page, one.username);
	await button(page, 'Add an external identity').click();
	await field(page, 'Provider').fill(PROVIDER);
	await field(page, 'ID at the provider').fill(`id-${one.username}`);
	await page.getByRole('checkbox', { name: /^No password/ }).check();
	await button(page, 'Create').click();
	await expect(heading(page, 'User created')).toBeVisible();
	await expect(page.getByText(/signs in through single sign-on/)).toBeVisible();
	await expectAccessible(page);

	await maker.open(page, FROM_FILE);
	await checkList(
		page,
		`username,provider,external id\n${other.username},${PROVIDER},id-${other.username}\n`
	);
	await page.getByRole('checkbox', { name: /^No passwords/ }).check();
	await button(page, 'Create 1 account').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	await expect(button(page, 'Save the passwords')).toHaveCount(0);

	for (const { username } of [one, other]) {
		const phone = await otherDevice();
		await openLogin(phone, maker.portal);
		await goToProvider(phone);
		await signInAtProvider(phone, `id-${username}`);
		await wayBack(phone);
		await phone.getByRole('link', { name: 'Continue' }).click();
		await expectAccount(phone, maker.portal, maker.idOf(username));
	}
});

test('an identity of somebody stays theirs', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack }, 'sso');
	const [one, other] = [newPerson(), newPerson()];
	await maker.open(page, FROM_FILE);
	const list = (name: string) =>
		`username,provider,external id\n${name},${PROVIDER},${one.username}\n`;
	await checkList(page, list(one.username));
	await button(page, 'Create 1 account').click();
	await expect(heading(page, 'The list is done')).toBeVisible();

	await maker.open(page);
	await fillUsername(page, other.username);
	await button(page, 'Add an external identity').click();
	await field(page, 'Provider').fill(PROVIDER);
	await field(page, 'ID at the provider').fill(one.username);
	await button(page, 'Create').click();
	await expect(page.getByText(`This belongs to ${maker.idOf(one.username)}.`)).toBeVisible();
	await expect(field(page, 'ID at the provider')).toBeFocused();
	await maker.open(page, FROM_FILE);
	await checkList(page, list(other.username));
	await expect(
		page.getByText(`${one.username} belongs to ${maker.idOf(one.username)}`)
	).toBeVisible();
	await expect(maker.seen(other.username)).rejects.toThrow('User not found');
});
