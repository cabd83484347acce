import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { pressBy, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { expectStep } from '../support/register.ts';
import { button, resetPath, setUpPath, shownKey } from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });

test('with the keyboard alone, accessible at each step, and no trace of key or password', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	test.slow();
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/encryption');
	const secrets = [person.password, 'a phrase of my own'];
	const expectFine = async () => {
		await expectAccessible(page);
		await expectNoTraces(page, watch, secrets);
	};
	await pressBy(page, button(page, 'Set up Secure Backup'));
	await expectStep(page, 'Set up Secure Backup');
	await expect(title(page)).toBeFocused();
	await pressBy(page, page.getByRole('radio', { name: 'Make a recovery key for me' }), 'ArrowDown');
	await typeInto(page, page.getByLabel('Phrase', { exact: true }), 'a phrase of my own');
	await expectFine();
	await page.keyboard.press('Enter');
	await expect(page.getByText('This is not the same phrase.')).toBeVisible();
	await expect(page.getByLabel('Phrase again', { exact: true })).toBeFocused();
	await expectFine();
	await page.keyboard.type('a phrase of my own');
	await page.keyboard.press('Enter');
	const first = await shownKey(page);
	secrets.push(first);
	await expect(title(page)).toBeFocused();
	await expectFine();
	await pressBy(page, button(page, 'Continue'));
	await expectStep(page, 'Check that you kept it');
	await expect(title(page)).toBeFocused();
	await pressBy(page, button(page, 'Confirm'));
	await expect(page.getByText(/^Enter group \d+ of your recovery key/)).toBeVisible();
	await expectFine();
	await page.keyboard.type(first);
	await page.keyboard.press('Enter');
	await expectStep(page, 'Secure Backup is on');
	await expect(title(page)).toBeFocused();
	await expectFine();

	await pressBy(page, page.getByRole('link', { name: 'Back to encryption' }));
	await expectStep(page, 'Encryption');
	await expect(title(page)).toBeFocused();
	await expectFine();
	await pressBy(page, button(page, 'Reset encryption'));
	await expectStep(page, 'Reset encryption');
	await typeInto(page, page.getByRole('textbox', { name: 'Type reset to confirm' }), 'reset');
	await expectFine();
	await page.keyboard.press('Enter');
	await expectStep(page, 'Confirm that it is you');
	await expect(title(page)).toBeFocused();
	await typeInto(page, page.getByLabel('Password', { exact: true }), person.password);
	await expectFine();
	await page.keyboard.press('Enter');
	const second = await shownKey(page);
	secrets.push(second);
	await expectFine();
	await pressBy(page, button(page, 'Continue'));
	await typeInto(page, page.getByRole('textbox', { name: 'Recovery key' }), second);
	await expectFine();
	await page.keyboard.press('Enter');
	await expectStep(page, 'Secure Backup is on');
	await expect(title(page)).toBeFocused();
	await expectFine();
});

/** Goes through all steps of one task by what is the same in every language. */
async function walk(page: Page, begin: () => Promise<void>, atEach: () => Promise<void>) {
	const submit = page.locator('main form [type=submit]');
	await expect(submit).toBeVisible();
	await atEach();
	await begin();
	const key = page.locator('[role=group][translate=no]');
	await expect(key).toBeVisible();
	await atEach();
	const text = (await key.textContent()) ?? '';
	await page.locator('main .actions .primary').click();
	const field = page.locator('input[name=recovery-key]');
	await expect(field).toBeVisible();
	await submit.click();
	await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
	await atEach();
	// The work hangs, so that it can be looked at.
	await page.route('**/account_data/**', (route) =>
		route.request().method() === 'PUT' ? undefined : route.continue()
	);
	await field.fill(text);
	await submit.click();
	await expect(page.locator('main li.note').first()).toBeVisible();
	await atEach();
	await page.unrouteAll();
	await expect(page.locator('main .actions .primary[href]')).toBeVisible({ timeout: 30_000 });
	await atEach();
}

async function walkAll(page: Page, password: string, atEach: () => Promise<void>) {
	const submit = page.locator('main form [type=submit]');
	const setUp = async () => {
		await page.locator('input[value=phrase]').check();
		await submit.click();
		await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
		await atEach();
		await page.locator('input[value=generated]').check();
		await submit.click();
	};
	await walk(page, setUp, atEach);
	await page.goto(page.url().replace('set-up', 'reset'));
	const reset = async () => {
		await submit.click();
		await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
		await atEach();
		await page.locator('input[name=confirmation]').fill(await wordOf(page));
		await submit.click();
		const field = page.locator('input[name=password]');
		await expect(field).toBeVisible();
		await atEach();
		await field.fill(password);
		await submit.click();
	};
	await walk(page, reset, atEach);
}

/** The word that has to be typed, which stands in the label. The pseudo-locale brackets its texts. */
async function wordOf(page: Page): Promise<string> {
	const label = await page.locator('label:has(+ .box input[name=confirmation])').textContent();
	return label?.includes('zurücksetzen') ? 'zurücksetzen' : '[ŕéšéţ]';
}

test('every text of every step comes from the catalogue', async ({ page, person, homeOf }) => {
	test.slow();
	const { portal, server } = await homeOf('open');
	const { userId } = await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, `/en-XA${setUpPath}`);
	await walkAll(page, person.password, async () => {
		const keys = await page.locator('[role=group][translate=no]').allTextContents();
		const known = ['English', 'Deutsch', 'Pseudo', userId, ...keys];
		expect(await untranslated(page, known)).toEqual([]);
	});
});

test('320 pixels wide, in German', async ({ page, person, homeOf }) => {
	test.slow();
	await page.setViewportSize({ width: 320, height: 568 });
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, `/de${setUpPath}`);
	await walkAll(page, person.password, () => expectToFit(page));
	await page.goto(`${portal}/de${resetPath}`);
	await expect(page.locator('input[name=confirmation]')).toBeVisible();
});
