import { registerUser } from '../../dev/synapse/admin.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { checkList, FROM_FILE, newMaker, savePasswords } from '../support/help-desk-create.ts';
import { button, heading, signIn } from '../support/help-desk-user.ts';
import { longestTask } from '../support/longest-task.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('a file is checked, made, handed over and safe to repeat', async ({
	page,
	person,
	stack,
	watch
}) => {
	const maker = await newMaker({ person, stack });
	watch.expectOnly(maker.portal, maker.server.baseUrl);
	const [ada, eve, old] = [newPerson(), newPerson(), newPerson()];
	await registerUser(maker.server, { ...old, displayName: 'Mine' });
	const list = [
		'\uFEFFusername;display name;email;administrator;shoes',
		`${ada.username};"=HYPERLINK(""http://evil.test"";""x"")";${ada.email} 2${ada.email};no;9`,
		`"'@${eve.username}:${maker.server.serverName}";"Eve; of ""Bath""\r\n<b>";${eve.email};yes;`,
		`${old.username};Yours;;;`,
		`${ada.username};again;;;`,
		';nobody;;;',
		'ünmöglich;;;;',
		`x${eve.username};;nothing;perhaps;`
	].join('\r\n');
	await maker.open(page, FROM_FILE);
	await expectAccessible(page);
	await page
		.getByLabel('CSV file')
		.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
	await expect(page.getByRole('textbox', { name: 'Rows' })).toHaveValue(/display name/);
	await button(page, 'Check').click();

	await expect(button(page, 'Create 2 accounts')).toBeVisible();
	await expectAccessible(page);
	const left = page.getByRole('region', { name: 'Left out (5)' });
	for (const words of [
		'This account exists already.',
		'The same username is on line 2 already.',
		'The username is missing.',
		'This username is not possible here.',
		'nothing is not an email address.',
		'“perhaps” says neither yes nor no'
	])
		await expect(left.getByText(words)).toBeVisible();
	await expect(page.getByText(/left out: shoes/)).toBeVisible();
	await expect(maker.seen(ada.username)).rejects.toThrow('User not found');

	await button(page, 'Create 2 accounts').click();
	await expect(heading(page, 'The list is done')).toBeVisible();
	await expectAccessible(page);
	await expect(page.getByText('2 of 2 accounts made.')).toBeVisible();
	const { text, of } = await savePasswords(page);
	expect(text).toContain(`"'=HYPERLINK(""http://evil.test"";""x"")"`);
	await expectNoTraces(page, watch, Object.values(of));
	expect(await signIn(maker, ada.username, of[ada.username] ?? '')).toMatchObject({ status: 200 });
	expect(await maker.seen(ada.username)).toMatchObject({
		displayname: '=HYPERLINK("http://evil.test";"x")',
		admin: false,
		threepids: expect.arrayContaining([expect.objectContaining({ address: `2${ada.email}` })])
	});
	expect(await maker.seen(eve.username)).toMatchObject({ admin: true });
	expect(await maker.seen(old.username)).toMatchObject({ displayname: 'Mine' });

	await button(page, 'Another list').click();
	await checkList(page, list);
	await expect(page.getByText('No account is made.')).toBeVisible();
	await expect(button(page, /^Create/)).toHaveCount(0);
	expect(await signIn(maker, ada.username, of[ada.username] ?? '')).toMatchObject({ status: 200 });
	expect(await signIn(maker, old.username, old.password)).toMatchObject({ status: 200 });
	await page.getByRole('link', { name: 'Record of this visit' }).click();
	await expect(page.getByText(maker.idOf(eve.username))).toBeVisible();
});

test('a file that is none says why', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	await maker.open(page, FROM_FILE);
	const rows = page.getByRole('textbox', { name: 'Rows' });
	for (const [list, words] of [
		['', 'There is nothing to make'],
		['name\nada', 'No column is called “username”'],
		['username\n"ada', 'A quotation mark on line 2 is never closed.']
	] as const) {
		await rows.fill(list);
		await button(page, 'Check').click();
		await expect(page.getByText(words)).toBeVisible();
		await expect(rows).toBeFocused();
	}
	await expectAccessible(page);
});

test('a thousand rows are checked while the page stays fluent', async ({ page, person, stack }) => {
	const maker = await newMaker({ person, stack });
	const { username } = newPerson();
	await maker.open(page, FROM_FILE);
	const rows = Array.from({ length: 1_000 }, (_, at) => `${username}-${String(at)}`);
	const list = `username,email\n${rows.map((row) => `${row},${row}@b.test`).join('\n')}`;
	const longest = await longestTask(page, async () => {
		await page
			.getByLabel('CSV file')
			.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
		await expect(page.getByRole('textbox', { name: 'Rows' })).toHaveValue(list);
		await button(page, 'Check').click();
		await expect(page.getByText(/^[1-9]\d\d of 1,000 rows checked$/)).toBeVisible({
			timeout: 30_000
		});
		await page.getByRole('checkbox', { name: /^No passwords/ }).check();
		await expect(page.getByText(/^No passwords are made/)).toBeVisible();
		await page.getByRole('button', { name: /^Show more/ }).click();
		await expect(page.getByText(`@${username}-99:`)).toBeVisible();
	});
	expect(longest, 'milliseconds').toBeLessThan(200);
	await button(page, 'Change the list').click();
	await expect(page.getByRole('textbox', { name: 'Rows' })).toHaveValue(/^username,email/);
});
