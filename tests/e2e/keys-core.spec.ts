import type { Page } from '@playwright/test';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import {
	agreeToReset,
	button,
	confirmWith,
	deviceOf,
	proveKept,
	resetPath,
	setUpAll,
	setUpPath,
	shownKey
} from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { traces, type Watch } from '../support/watch.ts';

const wasm = (watch: Watch) => watch.requests.filter(({ url }) => url.endsWith('.wasm'));

/** What the homeserver tells everybody about the sessions of an account, and of its backup. */
async function told(app: OtherClient): Promise<{ sessions: string[]; oneTimeKeys: number }> {
	const userId = app.client.getSafeUserId();
	const found = await app.client.downloadKeysForUsers([userId]);
	const sessions = Object.keys(found.device_keys[userId] ?? {});
	const others = sessions.filter((id) => id !== app.deviceId);
	const claimed = await app.client.claimOneTimeKeys(others.map((id) => [userId, id]));
	const oneTimeKeys = Object.keys(claimed.one_time_keys[userId] ?? {}).length;
	return { sessions: sessions.sort(), oneTimeKeys };
}

async function reset(page: Page, password: string): Promise<string> {
	await agreeToReset(page);
	await confirmWith(page, password);
	const key = await shownKey(page);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	return key;
}

test('the cryptography comes once, when it is needed, and is kept by the browser', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/encryption');
	await expectStep(page, 'Encryption');
	expect(wasm(watch)).toEqual([]);
	const answering = page.waitForResponse(/\.wasm$/);
	await page.goto(`${portal}${setUpPath}`);
	await setUpAll(page);
	expect(wasm(watch)).toHaveLength(1);
	const headers = (await answering.then((answer) => answer.allHeaders()))['cache-control'];
	expect(headers).toContain('immutable');
});

test('signing out leaves neither keys of the session nor anything in the browser', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	const key = await setUpAll(page);
	const deviceId = await deviceOf(page);
	const app = await OtherClient.signIn(server, person);
	await app.start();
	await app.unlock(key);
	expect(await told(app)).toEqual({ sessions: [app.deviceId, deviceId].sort(), oneTimeKeys: 0 });
	expect(await app.trusts(deviceId)).toBe(true);

	await button(page, 'Sign out').click();
	await expect(page).toHaveURL(/\/login$/);
	expect((await told(app)).sessions).toEqual([app.deviceId]);
	expect(await app.isInOrder()).toBe(true);
	const left = Object.keys(await traces(page));
	expect(left.filter((place) => place.startsWith('indexedDB'))).toEqual([]);
	expect(left).not.toContain('sessionStorage vestibule.account');
	app.stop();
});

test('a page that was reloaded signs for the session whose keys are there', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	const key = await setUpAll(page);
	const deviceId = await deviceOf(page);
	const app = await OtherClient.signIn(server, person);
	await app.start();
	await app.unlock(key);
	const before = await told(app);

	await page.goto(`${portal}${resetPath}`);
	const newKey = await reset(page, person.password);
	expect((await told(app)).sessions).toEqual(before.sessions);
	expect(await app.isInOrder()).toBe(false);
	await expect(app.unlock(key)).rejects.toThrow();
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await later.unlock(newKey);
	expect(await later.isInOrder()).toBe(true);
	expect(await later.trusts(deviceId)).toBe(true);
	expect(await later.trusts(app.deviceId)).toBe(false);
	app.stop();
	later.stop();
});

test('only what is missing is added to what another app has set up', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await OtherClient.signIn(server, person);
	const key = await app.setUp(person.password);
	const master = await app.crypto.getCrossSigningKeyId();
	const storage = await app.client.secretStorage.getDefaultKeyId();
	const { version = '' } = (await app.crypto.getKeyBackupInfo()) ?? {};
	await app.crypto.deleteKeyBackupVersion(version);

	await openSignedIn(page, { portal, server, person }, setUpPath);
	await expectStep(page, 'Enter your recovery key');
	await page.getByRole('textbox', { name: 'Recovery key or phrase' }).fill(key);
	await button(page, 'Continue').click();
	await expectStep(page, 'Secure Backup is on');
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await later.unlock(key);
	expect(await later.isInOrder()).toBe(true);
	expect(await later.crypto.getCrossSigningKeyId()).toBe(master);
	expect(await later.client.secretStorage.getDefaultKeyId()).toBe(storage);
	expect(await app.trusts(await deviceOf(page))).toBe(true);
});
