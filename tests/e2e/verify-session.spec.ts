import { expectAccessible } from '../support/accessibility.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import {
	deviceOf,
	expectCheckUp,
	expectStep,
	key,
	openVerify,
	press,
	sessionsWithKeys,
	withLaptop
} from '../support/verify-session.ts';
import { expectNoTraces } from '../support/watch.ts';

const DONE = 'This session is verified';
const LOADED = 'wasm';

test('with the recovery key: another app trusts it, and nothing stays behind', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	await openVerify(page, { portal, server, person });
	await expect(page.getByRole('heading', { level: 1, name: 'Verify this session' })).toBeVisible();
	await expectAccessible(page);
	const here = await deviceOf(page);
	expect(await sessionsWithKeys(laptop)).toEqual([laptop.deviceId]);

	await press(page, 'Verify');
	await expect(key(page)).toHaveAccessibleDescription(/^Enter your recovery key/);
	await key(page).fill('this is not it');
	await press(page, 'Verify');
	await expect(key(page)).toHaveAccessibleDescription(/^This is not your recovery key/);
	await expect(key(page)).toHaveValue('this is not it');
	await expectAccessible(page);
	// A wrong key costs nobody the megabytes of the cryptography.
	expect(watch.requests.filter(({ url }) => url.includes(LOADED))).toEqual([]);

	await key(page).fill(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, DONE);
	expect(watch.requests.filter(({ url }) => url.includes(LOADED))).toHaveLength(1);
	expect(await laptop.trusts(here)).toBe(true);
	expect(watch.matrixRequests()).not.toContain('GET /sync');
	await expectNoTraces(page, watch, [recoveryKey, 'this is not it', person.password]);

	await page.getByRole('link', { name: 'Back to encryption' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Encryption' })).toBeVisible();
	await expectCheckUp(page);
	await press(page, 'Sign out');
	await expect(page).toHaveURL(/\/login$/);
	expect(await sessionsWithKeys(laptop)).toEqual([laptop.deviceId]);
	await expectNoTraces(page, watch, [recoveryKey]);
});

test('with the phrase', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	const phrase = `seven words that nobody else knows ${person.username}`;
	const { laptop } = await withLaptop({ server, person }, phrase);
	await openVerify(page, { portal, server, person });
	await key(page).fill(phrase);
	await page.keyboard.press('Enter');
	await expectStep(page, DONE);
	expect(await laptop.trusts(await deviceOf(page))).toBe(true);
	await expectNoTraces(page, watch, [phrase]);
});

test('with the saved file', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	await openVerify(page, { portal, server, person });
	const choosing = page.waitForEvent('filechooser');
	await press(page, 'Choose the saved file');
	const file = { name: 'Vestibule recovery key.txt', mimeType: 'text/plain' };
	const text = `Recovery key of ${person.username}\n\n${recoveryKey}\n\nKeep it.\n`;
	await (await choosing).setFiles({ ...file, buffer: Buffer.from(text) });
	await expect(key(page)).toHaveValue(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, DONE);
	expect(await laptop.trusts(await deviceOf(page))).toBe(true);
});

test('verified before: it says so, and loads nothing', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	const { recoveryKey } = await withLaptop({ server, person });
	await openVerify(page, { portal, server, person });
	await key(page).fill(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, DONE);
	const before = watch.requests.length;
	await page.reload();
	await expect(page.getByRole('heading', { level: 1, name: DONE })).toBeVisible();
	await expect(page.locator('html[data-ready]')).toBeAttached();
	expect(watch.requests.slice(before).filter(({ url }) => url.includes(LOADED))).toEqual([]);
});

test('an account without keys is told to set them up first', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, '/account/encryption?task=verify');
	const heading = 'There is nothing to verify yet';
	await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Set up Secure Backup' })).toHaveAttribute(
		'href',
		/task=set-up$/
	);
	await expectAccessible(page);
});
