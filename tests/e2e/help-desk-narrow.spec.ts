import { setEmails } from '../../dev/synapse/admin.ts';
import {
	expectUsers,
	newAdministrator,
	newUsers,
	openHelpDesk,
	search,
	usersTable,
	withHelpDesk
} from '../support/help-desk.ts';
import { expectHarmless, MARKUP } from '../support/hostile.ts';
import { pressBy, tabTo } from '../support/keyboard.ts';
import { expectToFit, WIDTH } from '../support/narrow.ts';
import { newPerson } from '../support/person.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces, traces } from '../support/watch.ts';

test('all by the keyboard: search, sort, choose, turn the page, open a user', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const mark = newPerson().username;
	const users = await newUsers(server, mark, 51);
	await openHelpDesk(page, { portal, server, person });
	await expect(search(page)).toBeFocused();
	await page.keyboard.type(mark);
	await expectUsers(page, users.slice(0, 50));
	await expect(search(page)).toBeFocused();
	await tabTo(page, page.getByRole('radio', { name: 'Everyone' }));
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: 'Active', exact: true })).toBeChecked();
	await expect(page).toHaveURL(/show=active/);
	await pressBy(page, page.getByRole('button', { name: 'Matrix ID' }));
	const turned = users.toReversed();
	await expectUsers(page, turned.slice(0, 50));
	await expect(page.getByRole('columnheader', { name: 'Matrix ID' })).toHaveAttribute(
		'aria-sort',
		'descending'
	);
	await expect(page.getByRole('button', { name: 'Matrix ID' })).toBeFocused();
	await page.getByRole('button', { name: 'Next page' }).focus();
	await page.keyboard.press('Enter');
	await expectUsers(page, turned.slice(50));
	// The button is gone with the last page: the line that counts has the focus.
	await expect(page.getByText('51 to 51 of 51 users')).toBeFocused();
	await page.keyboard.press('Shift+Tab');
	await expect(usersTable(page).getByRole('link')).toBeFocused();
});

test('320 pixels wide, in German, with hostile and long names', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const mark = newPerson().username;
	const names = [MARKUP, 'Wort'.repeat(40), '\u202everkehrt\u202d', '   ', '🧑‍🔧'.repeat(30)];
	const users = await newUsers(server, mark, names.length, (index) => names[index] ?? '');
	await page.setViewportSize({ width: WIDTH, height: 568 });
	await openHelpDesk(page, { portal, server, person }, `/de/help-desk?search=${mark}`);
	await expectUsers(page, users);
	await expect(page.getByText(MARKUP)).toBeVisible();
	await expectToFit(page);
	await expectHarmless(page);
	await page.getByRole('button', { name: 'Liste exportieren' }).click();
	await expect(page.getByText('5 Nutzer sind in der Datei.')).toBeVisible();
	await expectToFit(page);
	await page.getByRole('button', { name: 'Menü' }).click();
	await expectToFit(page);
	await page.getByRole('link', { name: 'Protokoll dieses Besuchs' }).click();
	await expect(page.getByRole('cell', { name: 'Nutzerliste exportiert (5)' })).toBeVisible();
	await expectToFit(page);
});

test('nothing of other people is kept in the browser', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	await newAdministrator(server, person);
	const mark = newPerson().username;
	const [userId = ''] = await newUsers(server, mark, 1, () => 'Visible Name');
	await setEmails(server, person, userId, [`${mark}@people.test`]);
	await openHelpDesk(page, { portal, server, person });
	await search(page).fill(`${mark}@people.test`);
	await expectUsers(page, [userId]);
	await page.getByRole('button', { name: 'Export list' }).click();
	await expect(page.getByText('1 user is in the file.')).toBeVisible();
	await search(page).fill('');
	await expect(page).toHaveURL(/\/help-desk$/);
	await expectNoTraces(page, watch, [userId, 'Visible Name', `${mark}@people.test`]);
	const kept = Object.keys(await traces(page)).filter((place) => place.includes('Storage '));
	expect(kept.filter((place) => !/account|operator|language|generation|visit/.test(place))).toEqual(
		[]
	);
});

test('every text comes from the catalogue', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open', withHelpDesk);
	const { userId } = await newAdministrator(server, person);
	await openHelpDesk(
		page,
		{ portal, server, person },
		`/en-XA/help-desk?search=${person.username}`
	);
	await expectUsers(page, [userId]);
	const known = [userId, person.username, `:${server.serverName}`, 'English', 'Deutsch', 'Pseudo'];
	const days = await page.getByRole('cell').allInnerTexts();
	const dates = days.flatMap((text) => text.match(/[A-Z][a-z]{2} \d+, \d+/g) ?? []);
	expect(await untranslated(page, [...known, ...dates])).toEqual([]);
	await page.locator('.tools button').last().click();
	await expect(page.locator('a[download]')).toBeVisible();
	expect(await untranslated(page, [...known, ...dates])).toEqual([]);
});
