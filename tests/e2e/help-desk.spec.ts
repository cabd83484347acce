import { readFile } from 'node:fs/promises';
import { registerUser, setEmails } from '../../dev/synapse/admin.ts';
import { expectAccessible } from '../support/accessibility.ts';
import {
	expectUsers,
	newAdministrator,
	newUsers,
	openHelpDesk,
	search,
	usersTable,
	withHelpDesk
} from '../support/help-desk.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';

test('an administrator finds a user by name, display name, Matrix ID and email as they type', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const caller = newPerson();
	const { userId } = await registerUser(server, {
		...caller,
		displayName: `Lost ${caller.username.slice(1)} Key`
	});
	await setEmails(server, person, userId, [caller.email]);
	await openHelpDesk(page, { portal, server, person });
	await expect(page.getByRole('heading', { level: 1, name: 'Help desk' })).toBeVisible();
	await expect(search(page)).toBeFocused();
	await expect(page.getByText('Signed in as')).toContainText(person.username);
	await expectAccessible(page);
	for (const text of [
		caller.username,
		`lost ${caller.username.slice(1)} k`,
		userId,
		caller.email,
		caller.email.toUpperCase()
	]) {
		await search(page).fill('');
		await search(page).pressSequentially(text);
		await expectUsers(page, [userId]);
		await expect(page.getByRole('status')).toContainText('1 to 1 of 1 user');
	}
	await expect(page.getByRole('status')).toContainText(`Found by the address ${caller.email}.`);
	await expectAccessible(page);
	const link = usersTable(page).getByRole('link', { name: userId });
	await expect(link).toHaveAttribute(
		'href',
		`/help-desk/user?${new URLSearchParams({ id: userId }).toString()}`
	);
	await search(page).fill(`nobody-${caller.username}`);
	await expect(page.getByRole('status')).toHaveText('No users match.');
});

test('pages, order and filter are in the address, and Back leads through them', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const mark = newPerson().username;
	const users = await newUsers(server, mark, 53, (index) => `Zed ${100 - index}`);
	await openHelpDesk(page, { portal, server, person });
	await search(page).fill(mark);
	await expectUsers(page, users.slice(0, 50));
	await expect(page.getByRole('status')).toHaveText('1 to 50 of 53 users');
	await expect(page).toHaveURL(new RegExp(`/help-desk\\?search=${mark}$`));
	await page.getByRole('button', { name: 'Next page' }).click();
	await expectUsers(page, users.slice(50));
	await expect(page.getByRole('status')).toHaveText('51 to 53 of 53 users');
	await expect(page.getByRole('button', { name: 'Next page' })).toHaveCount(0);

	const heading = page.getByRole('columnheader', { name: 'Display name' });
	await expect(heading).toHaveAttribute('aria-sort', 'none');
	await heading.getByRole('button').click();
	const byName = users.toReversed();
	await expect(heading).toHaveAttribute('aria-sort', 'ascending');
	await expect
		.poll(async () => (await usersTable(page).getByRole('rowheader').allInnerTexts())[0])
		.not.toBe(users[50]);
	await heading.getByRole('button').click();
	await expect(heading).toHaveAttribute('aria-sort', 'descending');
	await expect(page).toHaveURL(/order=descending/);
	expect(byName).toHaveLength(53);

	await page.goBack();
	await expect(heading).toHaveAttribute('aria-sort', 'ascending');
	await page.goBack();
	await expectUsers(page, users.slice(50));
	await page.goBack();
	await expectUsers(page, users.slice(0, 50));
	await expect(search(page)).toHaveValue(mark);
	await page.reload();
	await expectUsers(page, users.slice(0, 50));
	await expect(search(page)).toHaveValue(mark);
});

test('the list is exported as a file, in which no cell is a formula', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const mark = newPerson().username;
	const hostile = [
		'=1+1',
		'+cmd|calc',
		'-2',
		'@SUM(A1)',
		'  =1',
		'"quoted", and more',
		'<b>bold</b>'
	];
	const users = await newUsers(server, mark, hostile.length, (index) => hostile[index] ?? '');
	await openHelpDesk(page, { portal, server, person });
	await search(page).fill(mark);
	await expectUsers(page, users);
	await expect(usersTable(page).getByText('<b>bold</b>')).toBeVisible();
	const saved = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export list' }).click();
	const file = await (await saved).path();
	await expect(page.getByText('7 users are in the file.')).toBeVisible();
	const lines = (await readFile(file, 'utf8')).replace('\ufeff', '').trimEnd().split('\r\n');
	expect(lines).toHaveLength(8);
	const cells = lines.flatMap((line) => line.split(','));
	expect(cells.filter((cell) => /^"?\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
	expect(lines[1]).toContain(`"'${users[0] ?? ''}","'=1+1",false`);
	expect(lines[6]).toContain('"""quoted"", and more"');

	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Record of this visit' })).toBeFocused();
	const row = page.getByRole('table', { name: 'Record of this visit' }).getByRole('row').last();
	await expect(row).toContainText(person.username);
	await expect(row).toContainText('List of users exported (7)');
	await expectAccessible(page);
});
