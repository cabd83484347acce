import { expectAccessible } from '../support/accessibility.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { giveKeys } from '../support/session-keys.ts';
import { accountWith, HERE, isSignedIn, namesOf, openSessions } from '../support/sessions.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

test('all by the keyboard: open, rename, select, sign out, confirm', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const others = await accountWith(server, person, ['Laptop', 'Phone']);
	await openSessions(page, { portal, server, person });
	await pressBy(page, page.getByRole('link', { name: 'Skip to the content' }));
	// This session, which stands open, comes first.
	await tabTo(page, page.getByRole('button', { name: 'Rename', exact: true }));
	await pressBy(page, page.getByRole('button', { name: 'Laptop', exact: true }));
	const field = page.getByRole('textbox', { name: 'Session name' });
	await tabTo(page, field);
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type('Desk');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('status')).toContainText('now called “Desk”');
	await expect(field).toBeFocused();

	await page.getByRole('button', { name: HERE, exact: true }).focus();
	await pressBy(page, page.getByRole('checkbox', { name: 'Select Phone' }), 'Space');
	await pressBy(page, page.getByRole('button', { name: 'Sign out selected' }));
	const dialog = page.getByRole('dialog', { name: 'Sign out “Phone”?' });
	await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
	await page.keyboard.press('Shift+Tab');
	await expect(dialog.getByRole('button', { name: 'Sign out', exact: true })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeFocused();
	await typeInto(
		page,
		page.getByRole('textbox', { name: 'Password', exact: true }),
		person.password
	);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('status')).toHaveText('1 session is signed out.');
	await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeFocused();
	expect(await Promise.all(others.map(isSignedIn))).toEqual([true, false]);
	expect(await namesOf(server, page)).toEqual(['Desk', HERE]);
});

test('320 pixels wide, in German, with a long name', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const long = `Sitzung${'-mit-langem-namen'.repeat(5)}`;
	const [other] = await accountWith(server, person, [long]);
	if (!other) throw new Error('No session');
	await giveKeys(other);
	await page.setViewportSize({ width: 320, height: 568 });
	const fits = async () => {
		await expectAccessible(page);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	};
	await openSignedIn(page, { portal, server, person }, '/de/account/sessions');
	await page.getByRole('button', { name: long, exact: true }).click();
	await expect(page.getByRole('textbox', { name: 'Name der Sitzung' })).toHaveValue(long);
	await expect(page.getByText('Nicht verifiziert')).toBeVisible();
	await expect(
		page.getByText(/Zuletzt benutzt: jetzt \(\d\d\.\d\d\.\d{4}, /).first()
	).toBeVisible();
	await page.getByRole('checkbox', { name: `${long} auswählen` }).check();
	await fits();
	await page.getByRole('button', { name: 'Ausgewählte abmelden' }).click();
	await expect(page.getByRole('dialog')).toContainText('Secure Backup');
	await fits();
	await page.getByRole('dialog').getByRole('button', { name: 'Abmelden', exact: true }).click();
	await expect(
		page.getByRole('heading', { name: 'Bestätigen Sie, dass Sie es sind' })
	).toBeVisible();
	await fits();
});

test('every text comes from the catalogue', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const [other] = await accountWith(server, person, ['Fox']);
	if (!other) throw new Error('No session');
	await giveKeys(other);
	const place = { portal, server, person };
	const query = '?action=org.matrix.device_delete&device_id=';
	await openSignedIn(page, place, `/en-XA/account/sessions${query}${other.deviceId}`);
	const expectNone = async () => {
		// Moments are put into words by the browser.
		const times = await page
			.locator('time')
			.evaluateAll((found) =>
				found.flatMap(
					(one) => one.textContent.match(/(?<=\s)[a-z0-9 ]+(?= \()|(?<=\().+(?=\))/gi) ?? []
				)
			);
		const names = ['English', 'Deutsch', 'Pseudo', HERE, 'Fox', 'Chrome', other.deviceId];
		const known = [...names, ...times, other.userId, server.serverName];
		expect(await untranslated(page, known)).toEqual([]);
	};
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectNone();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await page.locator('input[name=session]').fill('');
	await expect(page.locator('input[name=session]')).toHaveValue('');
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toBeVisible();
	await page.getByRole('checkbox').check();
	await expectNone();
	await page.locator('ul button.button[aria-describedby]').last().click();
	await page.getByRole('dialog').getByRole('button').first().click();
	await expect(page.locator('input[name=password]')).toBeVisible();
	await expectNone();
	await page.locator('input[name=password]').fill(person.password);
	await page.locator('form [type=submit]').click();
	await expect(page.getByRole('listitem').filter({ hasText: HERE })).toBeVisible();
	await expect(page.getByText('Fox')).toHaveCount(0);
	await expectNone();

	await openSignedIn(page, place, `/en-XA/account/sessions${query}GONE`);
	await expect(page.getByRole('listitem').filter({ hasText: HERE }).first()).toBeVisible();
	await expectNone();
});
