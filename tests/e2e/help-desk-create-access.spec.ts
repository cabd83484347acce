import { expectAccessible } from '../support/accessibility.ts';
import { checkList, field, FROM_FILE, newMaker } from '../support/help-desk-create.ts';
import { button, heading } from '../support/help-desk-user.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

test('a user is made by keyboard alone', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username, email } = newPerson();
	await maker.open(page);
	await typeInto(page, field(page, 'Username'), username);
	await expect(page.getByText('This username is free.')).toBeVisible();
	await typeInto(page, field(page, 'Email'), email);
	await pressBy(page, button(page, 'Add another email'));
	await expect(field(page, 'Email 2')).toBeFocused();
	await page.keyboard.type(`2${email}`);
	await tabTo(page, page.getByRole('checkbox', { name: 'Administrator' }));
	await page.keyboard.press('Space');
	await page.keyboard.press('Enter');
	await expect(heading(page, 'User created')).toBeFocused();
	expect(await maker.seen(username)).toMatchObject({ admin: true });
});

test('a list is made by keyboard alone', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username } = newPerson();
	await maker.open(page, FROM_FILE);
	await tabTo(page, field(page, 'Rows'));
	await page.keyboard.insertText(`username\n${username}\n`);
	await pressBy(page, button(page, 'Check'));
	await expect(heading(page, 'Check the list')).toBeFocused();
	await expect(page.getByText('1 account is made.')).toBeVisible();
	await pressBy(page, button(page, 'Create 1 account'));
	await expect(heading(page, 'The list is done')).toBeFocused();
	const saving = page.waitForEvent('download');
	await pressBy(page, button(page, 'Save the passwords'));
	expect((await saving).suggestedFilename()).toBe('passwords.csv');
});

test('everything fits on a small phone', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username, email } = newPerson();
	await page.setViewportSize({ width: WIDTH, height: 640 });
	await maker.open(page);
	await button(page, 'Add another email').click();
	await button(page, 'Add an external identity').click();
	await field(page, 'Username').fill(username);
	await field(page, 'Email').fill('nothing');
	await field(page, 'Provider').fill('oidc-example');
	await button(page, 'Create').click();
	await expect(field(page, 'Email')).toBeFocused();
	await expectToFit(page);
	await button(page, 'Remove external identity 1').click();
	await field(page, 'Email').fill(email);
	await button(page, 'Create').click();
	await expect(heading(page, 'User created')).toBeVisible();
	await expectToFit(page);

	await maker.open(page, FROM_FILE);
	await expectToFit(page);
	await checkList(
		page,
		`username,email,shoes\n${username}\n2${username},x@y z@,9\nä\n3${username}`
	);
	await expect(button(page, 'Create 1 account')).toBeVisible();
	await expectToFit(page);
	await button(page, 'Create 1 account').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	await expectToFit(page);
});

test('in German, and in the dark', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username } = newPerson();
	await page.emulateMedia({ colorScheme: 'dark' });
	await maker.open(page, '/de/help-desk/create');
	await field(page, 'Benutzername').fill(username);
	await expect(page.getByText('Dieser Benutzername ist frei.')).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Anlegen').click();
	await expect(heading(page, 'Nutzer angelegt')).toBeVisible();
	await expectAccessible(page);
	await maker.open(page, `/de${FROM_FILE}`);
	await field(page, 'Zeilen').fill(`Benutzername;Administrator\n2${username};ja\n`);
	await button(page, 'Prüfen').click();
	await expect(page.getByText('1 Konto wird angelegt.')).toBeVisible();
	await expectAccessible(page);
});

test('every text comes from the catalogue', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username } = newPerson();
	const ids = [person.username, username, `:${maker.server.serverName}`];
	const known = [...ids, 'English', 'Deutsch', 'Pseudo', maker.portal, '/login'];
	await maker.open(page, '/en-XA/help-desk/create');
	await page.locator('[name=username]').fill(person.username);
	await page.locator('[name=email]').fill('@');
	await page.locator('form button').nth(1).click();
	await page.locator('[type=submit]').click();
	await expect(page.locator('[name=email]')).toHaveAttribute('aria-invalid', 'true');
	expect(await untranslated(page, known)).toEqual([]);

	await maker.open(page, `/en-XA${FROM_FILE}`);
	const example = (await page.locator('pre').innerText()).split('\n');
	expect(await untranslated(page, [...known, ...example])).toEqual([]);
	await page
		.locator('textarea')
		.fill(
			`username,email,x,admin\n${username},,1,yes\n${person.username},@,,?\n${username},,,\n,,,y`
		);
	await page.locator('[type=submit]').click();
	await expect(page.locator('section li')).not.toHaveCount(0);
	await page.locator('[name=passwordless]').check();
	expect(await untranslated(page, [...known, 'x'])).toEqual([]);
	await page.locator('.actions button').first().click();
	await expect(page.locator('section .matrix-id a')).toBeVisible();
	expect(await untranslated(page, known)).toEqual([]);

	await maker.open(page, '/en-XA/help-desk/invitations');
	await page.locator('.actions button').first().click();
	await expect(page.locator('form')).toHaveCount(1);
	await page.locator('[type=submit]').click();
	const link = await page.locator('.link').innerText();
	const token = new URL(link).searchParams.get('token') ?? '';
	await expect(page.getByText(token).first()).toBeVisible();
	const others = await page.locator('.token').allInnerTexts();
	const shown = await page.locator('body').innerText();
	const dates = shown.match(/[A-Z][a-z]{2} \d+, \d{4}, \d+:\d+\s[AP]M/g) ?? [];
	expect(
		await untranslated(page, [
			...known,
			link,
			token,
			...others,
			...dates,
			'registration_requires_token: true'
		])
	).toEqual([]);
});
