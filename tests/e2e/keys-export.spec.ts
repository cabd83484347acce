import type { Page } from '@playwright/test';
import { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { accountWithManyKeys } from '../../dev/bench/many-keys.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { accountOfApp, deleteBackup, readWithFile, savedFile } from '../support/key-files.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import { openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

const path = '/account/encryption?task=export';
const PASSPHRASE = 'velvet onions march over Lisbon';
const KEYS = '**/room_keys/keys?*';
const key = (page: Page) => page.getByRole('textbox', { name: 'Recovery key or phrase' });
const passphrase = (page: Page) => page.getByLabel('Passphrase', { exact: true });
const again = (page: Page) => page.getByLabel('Passphrase again');
const button = (page: Page) => page.getByRole('button', { name: 'Export', exact: true });

async function fill(page: Page, recoveryKey: string): Promise<void> {
	await key(page).fill(recoveryKey);
	await passphrase(page).fill(PASSPHRASE);
	await again(page).fill(PASSPHRASE);
}

test('another app reads its messages with the file, and nothing stays behind', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey, message } = await accountOfApp(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await expectStep(page, 'Export your keys');
	await expectAccessible(page);
	await button(page).click();
	await expect(key(page)).toBeFocused();
	await expectAccessible(page);
	await fill(page, 'not the key');
	await again(page).fill('something else');
	await button(page).click();
	await expect(again(page)).toHaveAccessibleDescription(/^The two passphrases differ/);
	await again(page).fill(PASSPHRASE);
	await button(page).click();
	await expect(key(page)).toHaveAccessibleDescription(/^This is not your recovery key/);
	// A wrong key costs nobody the megabytes of the cryptography.
	expect(watch.requests.filter(({ url }) => url.includes('wasm'))).toEqual([]);

	await key(page).fill(recoveryKey);
	const saved = await savedFile(page, () => button(page).click());
	const day = new Date().toISOString().slice(0, 10);
	expect(saved.name).toBe(`Vestibule keys ${person.username} ${day}.txt`);
	await expect(page.getByText('The file is made. One key is in it.')).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [recoveryKey, PASSPHRASE]);
	const written = watch.matrixRequests().filter((line) => !line.startsWith('GET '));
	expect(written.filter((line) => line !== 'POST /keys/query')).toEqual([]);

	const phone = await OtherClient.signIn(server, person, 'Element on Phone');
	expect(await readWithFile(phone, saved.text, PASSPHRASE, message)).toBe('The kettle is on');
});

test('a request that fails is made again, and cancelling leaves the form as it was', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey } = await accountOfApp(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await page.route(KEYS, () => undefined);
	await fill(page, recoveryKey);
	await button(page).click();
	await expect(page.getByText('Reading your keys')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
	await expect(again(page)).toHaveValue(PASSPHRASE);
	await expectAccessible(page);

	await page.unroute(KEYS);
	let failures = 0;
	await page.route(KEYS, (route) => (failures++ === 0 ? route.abort() : route.fallback()));
	const saved = await savedFile(page, () => button(page).click());
	expect(saved.text).toContain('BEGIN MEGOLM SESSION DATA');
	expect(failures).toBe(2);
});

test('a tab that is closed in the midst of it: nothing is left, and it begins anew', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey } = await accountOfApp(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await page.route(KEYS, () => undefined);
	await fill(page, recoveryKey);
	await button(page).click();
	await expect(page.getByText('Reading your keys')).toBeVisible();
	await page.reload();
	await expect(key(page)).toHaveValue('');
	await expectNoTraces(page, watch, [recoveryKey, PASSPHRASE]);
	await page.unroute(KEYS);
	await fill(page, recoveryKey);
	const saved = await savedFile(page, () => button(page).click());
	expect(saved.text).toContain('BEGIN MEGOLM SESSION DATA');
});

test('thousands of keys: it says how far it is, and all of them are in the file', async ({
	page,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const count = 2_000;
	const { person, recoveryKey } = await accountWithManyKeys(server, count);
	await openSignedIn(page, { portal, server, person }, path);
	await fill(page, recoveryKey);
	const seen = Promise.withResolvers<undefined>();
	await page.route(KEYS, async (route) => {
		await seen.promise;
		await route.continue();
	});
	const saved = await savedFile(page, async () => {
		await button(page).click();
		await expect(page.getByText('0 of 2,000')).toBeVisible();
		seen.resolve(undefined);
	});
	await expect(page.getByText('The file is made. 2,000 keys are in it.')).toBeVisible();
	const keys = JSON.parse(OlmMachine.decryptExportedRoomKeys(saved.text, PASSPHRASE)) as {
		session_id: string;
	}[];
	expect(new Set(keys.map(({ session_id }) => session_id)).size).toBe(count);
});

test('without a backup there is nothing to export', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { app, recoveryKey } = await accountOfApp(server, person);
	await deleteBackup(server, app);
	await openSignedIn(page, { portal, server, person }, path);
	await fill(page, recoveryKey);
	await button(page).click();
	await expect(page.getByRole('alert')).toContainText('Secure Backup is off');
	await expectAccessible(page);
});

test('with the keyboard alone', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey } = await accountOfApp(server, person);
	const from = `${path}&from=deactivate`;
	await openSignedIn(page, { portal, server, person }, from);
	await expectStep(page, 'Export your keys');
	await typeInto(page, key(page), recoveryKey);
	await typeInto(page, passphrase(page), PASSPHRASE);
	await typeInto(page, again(page), PASSPHRASE);
	await savedFile(page, () => page.keyboard.press('Enter'));
	await tabTo(page, page.getByRole('link', { name: 'Save the file' }));
	await savedFile(page, () => page.keyboard.press('Enter'));
	await pressBy(page, page.getByRole('link', { name: 'Back to deactivating your account' }));
	await expect(page).toHaveURL(/\/account\/deactivate$/);
});

test('every text comes from the catalogue, and fits 320 pixels', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { app, recoveryKey } = await accountOfApp(server, person);
	await page.setViewportSize({ width: 320, height: 568 });
	for (const locale of ['en-XA', 'de']) {
		await openSignedIn(page, { portal, server, person }, `/${locale}${path}`);
		const submit = page.locator('main button[type="submit"]');
		await submit.click();
		await expectToFit(page);
		await page.locator('main input[name="recovery-key"]').fill(recoveryKey);
		for (const name of ['password', 'again'])
			await page.locator(`main input[name="${name}"]`).fill(PASSPHRASE);
		const saved = await savedFile(page, () => submit.click());
		await expectToFit(page);
		if (locale === 'de') continue;
		const known = ['English', 'Deutsch', 'Pseudo', app.client.getSafeUserId(), person.username];
		const shown = (await page.getByText(/\.txt$/).textContent()) ?? saved.name;
		expect(await untranslated(page, [...known, shown.trim()])).toEqual([]);
	}
});
