import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { pressBy, typeInto } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, stopClock, test, waitOut } from '../support/trouble.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

const path = '/account/encryption?task=test';
const TITLE = 'Test your recovery key';
const field = (page: Page) => page.getByRole('textbox', { name: 'Recovery key or phrase' });
const press = (page: Page) => page.getByRole('button', { name: 'Test', exact: true });
const answer = (page: Page) =>
	page.getByRole('status').filter({ hasText: 'This is your recovery key' });

test('says what the key of another app opens, and changes nothing', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const recoveryKey = await app.setUp(person.password, 'a kettle on the moon');
	await openSignedIn(page, { portal, server, person }, path);
	await expectStep(page, TITLE);
	await expectAccessible(page);
	await press(page).click();
	await expect(field(page)).toHaveAccessibleDescription(/^Enter your recovery key or your phrase/);
	const mistyped = recoveryKey.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z'));
	for (const wrong of ['a kettle on the sun', mistyped]) {
		await field(page).fill(wrong);
		await press(page).click();
		await expect(field(page)).toHaveAccessibleDescription(/^This is not your recovery key/);
		await expectAccessible(page);
	}
	const file = Buffer.from(`Vestibule\n\nRecovery key:\n\n${recoveryKey}\n\nKeep it safe.\n`);
	const saved = { name: 'Vestibule recovery key ada.txt', mimeType: 'text/plain', buffer: file };
	const enter = [
		() => field(page).fill(` ${recoveryKey.replaceAll(' ', '\n')} `),
		() => field(page).fill('a kettle on the moon'),
		async () => {
			await page.locator('input[type="file"]').setInputFiles(saved);
			await expect(field(page)).toHaveAccessibleDescription(/^Taken from/);
		}
	];
	for (const one of enter) {
		await one();
		await press(page).click();
		await expect(answer(page)).toContainText('and it works');
		await expect(answer(page)).toContainText('It opens Secure Backup');
		await expect(answer(page)).toContainText('It holds your cross-signing keys');
		await expect(field(page)).toHaveValue('');
		await expectAccessible(page);
		await page.reload();
	}
	const asked = watch.matrixRequests().filter((line) => !line.startsWith('GET '));
	expect(new Set(asked)).toEqual(new Set(['POST /keys/query']));
	expect(watch.requests.filter(({ url }) => url.includes('wasm'))).toEqual([]);
	await expectNoTraces(page, watch, [recoveryKey, 'a kettle on the moon']);
	expect(await app.isInOrder()).toBe(true);
});

test('says that the backup was replaced, and that there is none', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const recoveryKey = await app.setUp(person.password);
	const { version = '', algorithm } = (await app.crypto.getKeyBackupInfo()) ?? {};
	const ask = async (method: string, at: string, body?: object) => {
		const answered = await fetch(`${server.baseUrl}/_matrix/client/v3/room_keys/version${at}`, {
			method,
			headers: { authorization: `Bearer ${app.client.getAccessToken() ?? ''}` },
			...(body && { body: JSON.stringify(body) })
		});
		expect(answered.ok).toBe(true);
	};
	const auth_data = { public_key: 'hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo', signatures: {} };
	await ask('POST', '', { algorithm, auth_data });
	await openSignedIn(page, { portal, server, person }, path);
	await field(page).fill(recoveryKey);
	await press(page).click();
	await expect(answer(page)).toContainText('part of it does not work');
	await expect(answer(page)).toContainText('It does not open Secure Backup');
	await expectAccessible(page);
	await ask('DELETE', `/${String(Number(version) + 1)}`);
	await ask('DELETE', `/${version}`);
	await field(page).fill(recoveryKey);
	await press(page).click();
	await expect(answer(page)).toContainText('Secure Backup is off');
});

test('an account without a recovery key; a request that fails once', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	let failures = 0;
	await page.route('**/account_data/m.secret_storage.default_key', (route) =>
		failures++ === 0 ? route.abort() : route.fallback()
	);
	await field(page).fill('anything');
	await stopClock(page);
	await press(page).click();
	await expect(page.getByText('This page goes on by itself', { exact: false })).toBeVisible();
	await waitOut(page, page.getByRole('alert').filter({ hasText: 'no recovery key yet' }));
	await page.clock.resume();
	await expectAccessible(page);
	expect(failures).toBe(2);
});

test('with the keyboard alone', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const recoveryKey = await app.setUp(person.password);
	const from = `${path}&from=password`;
	await openSignedIn(page, { portal, server, person }, from);
	await expectStep(page, TITLE);
	await typeInto(page, field(page), recoveryKey);
	await page.keyboard.press('Enter');
	await expect(answer(page)).toBeVisible();
	await pressBy(page, page.getByRole('link', { name: 'Back to changing your password' }));
	await expect(page).toHaveURL(/\/account\/password$/);
});

test('every text comes from the catalogue, and fits 320 pixels', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const recoveryKey = await app.setUp(person.password);
	await page.setViewportSize({ width: 320, height: 568 });
	for (const locale of ['en-XA', 'de']) {
		await openSignedIn(page, { portal, server, person }, `/${locale}${path}`);
		const entry = page.locator('main input[name="recovery-key"]');
		await entry.fill('wrong');
		await page.locator('main button[type="submit"]').click();
		await expect(entry).toHaveAttribute('aria-invalid', 'true');
		await expectToFit(page);
		await entry.fill(recoveryKey);
		await page.locator('main button[type="submit"]').click();
		await expect(page.locator('main [data-kind="good"]')).toBeVisible();
		await expectToFit(page);
		if (locale === 'de') continue;
		const known = ['English', 'Deutsch', 'Pseudo', app.client.getSafeUserId(), person.username];
		expect(await untranslated(page, known)).toEqual([]);
	}
});
