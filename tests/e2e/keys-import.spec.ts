import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	accountOfApp,
	choose,
	emptyBackup,
	keysInBackup,
	savedFile
} from '../support/key-files.ts';
import { pressBy, tabTo, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

const path = '/account/encryption?task=import';
const PASSPHRASE = 'velvet onions march over Lisbon';
const KEYS = '**/room_keys/keys?*';
const file = (page: Page) => page.getByLabel('Key file');
const passphrase = (page: Page) => page.getByLabel('Passphrase', { exact: true });
const key = (page: Page) =>
	page.getByRole('textbox', { name: 'Recovery key or phrase (optional)' });
const button = (page: Page) => page.getByRole('button', { name: 'Import', exact: true });
const DONE = 'One key of the file is in your Secure Backup now.';

test('a file of another app: a third one reads the message from the backup', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey, message, fileOf } = await accountOfApp(server, person);
	const exported = fileOf(PASSPHRASE);
	const phone = await emptyBackup(server, person, recoveryKey);
	expect(await keysInBackup(phone)).toBe(0);
	await openSignedIn(page, { portal, server, person }, path);
	await expectStep(page, 'Import keys');
	await expectAccessible(page);

	await button(page).click();
	await expect(file(page)).toBeFocused();
	await expectAccessible(page);
	await passphrase(page).fill(PASSPHRASE);
	const refused = async (
		text: string,
		field: (of: Page) => ReturnType<typeof file>,
		why: RegExp
	) => {
		await choose(page, text);
		await button(page).click();
		await expect(field(page)).toHaveAccessibleDescription(why);
		await expect(field(page)).toBeFocused();
		await expectAccessible(page);
	};
	await refused('{"keys": []}', file, /^This is not a file of exported keys/);
	await refused(exported.slice(0, 400), file, /^This key file is damaged/);
	const middle = Math.floor(exported.length / 2);
	const other = exported.at(middle) === 'A' ? 'B' : 'A';
	const changed = exported.slice(0, middle) + other + exported.slice(middle + 1);
	await refused(changed, file, /^This key file is damaged/);
	await passphrase(page).fill('wrong');
	await refused(exported, passphrase, /This passphrase does not open the file/);
	expect(watch.matrixRequests()).not.toContain('PUT /room_keys/keys');
	expect(await keysInBackup(phone)).toBe(0);

	await passphrase(page).fill(PASSPHRASE);
	await key(page).fill(recoveryKey);
	await button(page).click();
	await expect(page.getByText(`${DONE} One of them is new there.`)).toBeVisible();
	await expectAccessible(page);
	await expectNoTraces(page, watch, [recoveryKey, PASSPHRASE]);
	const tablet = await OtherClient.signIn(server, person, 'Element on Tablet');
	await tablet.unlock(recoveryKey);
	expect(await tablet.read(message)).toBe('The kettle is on');

	// What is there already stays as it is.
	await page.reload();
	await choose(page, exported);
	await passphrase(page).fill(PASSPHRASE);
	await button(page).click();
	await expect(page.getByText(`${DONE} All of them were there before.`)).toBeVisible();
});

test('a file that was exported here; a request that fails, and a tab that is closed', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey, message } = await accountOfApp(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/encryption?task=export');
	await page.getByLabel('Recovery key or phrase').fill(recoveryKey);
	await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
	await page.getByLabel('Passphrase again').fill(PASSPHRASE);
	const exporting = page.getByRole('button', { name: 'Export', exact: true });
	const saved = await savedFile(page, () => exporting.click());
	await emptyBackup(server, person, recoveryKey);

	await page.goto(`${portal}${path}`);
	const begin = async () => {
		await choose(page, saved.text, saved.name);
		await passphrase(page).fill(PASSPHRASE);
		await button(page).click();
	};
	await page.route(KEYS, () => undefined);
	await begin();
	await expect(page.getByText('Putting the keys into your Secure Backup')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('Cancelled.', { exact: false })).toBeVisible();
	await button(page).click();
	await expect(page.getByText('Putting the keys into your Secure Backup')).toBeVisible();
	await page.reload();
	await page.unroute(KEYS);
	let failures = 0;
	await page.route(KEYS, (route) => (failures++ === 0 ? route.abort() : route.fallback()));
	await begin();
	await expect(page.getByText(`${DONE} One of them is new there.`)).toBeVisible();
	expect(failures).toBeGreaterThan(1);
	const tablet = await OtherClient.signIn(server, person, 'Element on Tablet');
	await tablet.unlock(recoveryKey);
	expect(await tablet.read(message)).toBe('The kettle is on');
});

test('without a backup there is no place for keys', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await choose(page, 'anything');
	await passphrase(page).fill(PASSPHRASE);
	await button(page).click();
	await expect(page.getByRole('alert')).toContainText('Secure Backup is off');
	await expectAccessible(page);
});

test('a homeserver that puts in a backup of its own gets nothing', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey, fileOf } = await accountOfApp(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await page.route('**/room_keys/version', async (route) => {
		const answer = await route.fetch();
		const body = (await answer.json()) as { auth_data: object };
		const auth_data = { public_key: 'hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo' };
		await route.fulfill({ response: answer, json: { ...body, auth_data } });
	});
	await choose(page, fileOf(PASSPHRASE));
	await passphrase(page).fill(PASSPHRASE);
	await key(page).fill(recoveryKey);
	await button(page).click();
	await expect(page.getByRole('alert')).toContainText('it does not open your Secure Backup');
	expect(watch.matrixRequests()).not.toContain('PUT /room_keys/keys');
});

test('with the keyboard alone', async ({ page, person, homeOf }, testInfo) => {
	const { portal, server } = await homeOf('open');
	const { fileOf } = await accountOfApp(server, person);
	const exported = fileOf(PASSPHRASE);
	await openSignedIn(page, { portal, server, person }, path);
	await expectStep(page, 'Import keys');
	await tabTo(page, file(page));
	const chooser = page.waitForEvent('filechooser');
	await page.keyboard.press('Space');
	const buffer = Buffer.from(exported);
	await (await chooser).setFiles({ name: `${testInfo.title}.txt`, mimeType: 'text/plain', buffer });
	await typeInto(page, passphrase(page), PASSPHRASE);
	await page.keyboard.press('Enter');
	await expect(page.getByText(DONE)).toBeVisible();
	await pressBy(page, page.getByRole('link', { name: 'Back to encryption' }));
	await expect(page).toHaveURL(/\/account\/encryption$/);
});

test('every text comes from the catalogue, and fits 320 pixels', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { app, fileOf } = await accountOfApp(server, person);
	const buffer = Buffer.from(fileOf(PASSPHRASE));
	await page.setViewportSize({ width: 320, height: 568 });
	for (const locale of ['en-XA', 'de']) {
		await openSignedIn(page, { portal, server, person }, `/${locale}${path}`);
		const submit = page.locator('main button[type="submit"]');
		await submit.click();
		await expectToFit(page);
		const known = ['English', 'Deutsch', 'Pseudo', app.client.getSafeUserId(), person.username];
		if (locale !== 'de') expect(await untranslated(page, known)).toEqual([]);
		const input = page.locator('main input[name="file"]');
		await input.setInputFiles({ name: 'keys.txt', mimeType: 'text/plain', buffer });
		await page.locator('main input[name="passphrase"]').fill(PASSPHRASE);
		await submit.click();
		await expect(page.locator('main [data-kind="good"]')).toBeVisible();
		await expectToFit(page);
		if (locale !== 'de') expect(await untranslated(page, known)).toEqual([]);
	}
});
