import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { keptSession } from '../support/homeserver.ts';
import { pressBy, typeInto } from '../support/keyboard.ts';
import {
	accepts,
	expectChanged,
	expectChecked,
	newPassword,
	passwordField,
	signOutBox
} from '../support/password.ts';
import { expectStep } from '../support/register.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

test('with the keyboard alone, accessible at each step, and no trace of a password', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('policy');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/password');
	const next = newPassword();
	const secrets = [person.password, next];
	const expectFine = async () => {
		await expectAccessible(page);
		await expectNoTraces(page, watch, secrets);
	};
	await expectChecked(page);
	await expectFine();
	await pressBy(page, page.getByText('How to do it'));
	await expect(page.getByText(/choose “Export keys”/)).toBeVisible();
	await expectFine();
	await pressBy(page, page.getByRole('button', { name: 'Continue', exact: true }));
	await expectStep(page, 'Change your password');
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await typeInto(page, passwordField(page, 'Current'), 'wrong');
	await typeInto(page, passwordField(page, 'New'), next);
	await pressBy(page, signOutBox(page), ' ');
	await expect(signOutBox(page)).toBeChecked();
	await expectFine();
	await pressBy(page, page.getByRole('button', { name: 'Change password' }));
	await expect(passwordField(page, 'Current')).toBeFocused();
	await expectFine();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.type(person.password);
	await page.keyboard.press('Enter');
	await expectChanged(page);
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await expectFine();
	const token = (await keptSession(page))?.accessToken ?? '';
	await expectNoTraces(page, watch, [token], ['sessionStorage vestibule.account']);
	expect(watch.requests.map(({ url }) => url).join('\n')).not.toMatch(
		new RegExp(secrets.join('|'))
	);
	expect(await accepts(server, person.username, next)).toBe(true);
});

/** Goes through all steps by what is the same in every language. */
async function walk(page: Page, person: { password: string }, atEach: () => Promise<void>) {
	await expect(page.locator('html[data-ready]')).toBeAttached();
	await page.locator('summary').last().click();
	await atEach();
	await page.locator('main .actions button').first().click();
	const current = page.locator('input[name=current]');
	await expect(current).toBeVisible();
	await expect(page.locator('form li')).toHaveCount(5);
	await atEach();
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(2);
	await atEach();
	await page.locator('input[name=signOut]').check();
	await current.fill(person.password);
	await page.locator('input[name=password]').fill(newPassword());
	await expect(page.locator('[data-score]')).toBeVisible();
	await atEach();
	await page.locator('form [type=submit]').click();
	await expect(current).toHaveCount(0);
	await atEach();
}

test('every text of every step comes from the catalogue', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('policy');
	const { userId } = await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/en-XA/account/password');
	const known = ['English', 'Deutsch', 'Pseudo', userId, server.serverName];
	await walk(page, person, async () => {
		expect(await untranslated(page, known)).toEqual([]);
	});
});

test('320 pixels wide, in German', async ({ page, person, homeOf }) => {
	await page.setViewportSize({ width: 320, height: 568 });
	const { portal, server } = await homeOf('policy');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/de/account/password');
	await walk(page, person, async () => {
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(wide).toBeLessThanOrEqual(320);
		await expectAccessible(page);
	});
});
