import { readFile } from 'node:fs/promises';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import {
	button,
	deviceOf,
	proveKept,
	setUpAll,
	setUpPath,
	shownKey
} from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/test.ts';
import { expectNoTraces } from '../support/watch.ts';

test('another app takes what was set up here, and reads messages from the backup', async ({
	page,
	person,
	homeOf,
	watch
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	const key = await setUpAll(page);
	await expectNoTraces(page, watch, [key, key.replaceAll(' ', ''), person.password]);

	const app = await OtherClient.signIn(server, person);
	await app.unlock(key);
	expect(await app.isInOrder()).toBe(true);
	expect(await app.trusts(await deviceOf(page))).toBe(true);
	const message = await app.write('Only the backup knows');
	const later = await OtherClient.signIn(server, person, 'Element on Phone');
	await later.unlock(key);
	expect(await later.read(message)).toBe('Only the backup knows');
	app.stop();
	later.stop();

	await page.getByRole('link', { name: 'Back to encryption' }).click();
	await expectStep(page, 'Encryption');
	const states = page.getByRole('list', { name: 'State of your encryption' });
	await expect(states.getByText('Good', { exact: true })).toHaveCount(3);
});

test('a phrase of one’s own opens the same', async ({ page, person, homeOf, watch }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	const phrase = 'seven green lanterns in the fog';
	await page.getByRole('radio', { name: 'Use a phrase of my own' }).check();
	await page.getByLabel('Phrase', { exact: true }).fill(phrase);
	await page.getByLabel('Phrase again', { exact: true }).fill(phrase);
	await expect(page.getByText('Very good.')).toBeVisible();
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	await expectNoTraces(page, watch, [key, phrase]);
	const app = await OtherClient.signIn(server, person);
	await app.unlock(phrase);
	expect(await app.isInOrder()).toBe(true);
});

test('the key is copied, downloaded under a name that is found again, and read from the file', async ({
	page,
	person,
	portalOf,
	stack
}) => {
	const [portal, server] = [
		await portalOf('open', { brand: 'Hall of Hope' }),
		await stack.homeserver('open')
	];
	const { userId } = await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await button(page, 'Copy').click();
	await expect(page.getByText('Copied')).toBeVisible();
	const downloading = page.waitForEvent('download');
	await button(page, 'Download').click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe(`Hall of Hope recovery key ${person.username}.txt`);
	const path = await download.path();
	const text = await readFile(path, 'utf8');
	expect(text).toContain(key);
	expect(text).toContain(userId);
	await button(page, 'Continue').click();
	const field = page.getByRole('textbox', { name: 'Recovery key' });
	await field.press('ControlOrMeta+v');
	await expect(field).toHaveValue(key);
	await field.fill('');
	const choosing = page.waitForEvent('filechooser');
	await button(page, 'Choose the saved file').click();
	await (
		await choosing
	).setFiles({ name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
	await button(page, 'Confirm').click();
	await expectStep(page, 'Secure Backup is on');
});

test('on paper, there is nothing but the key', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await page.evaluate(() => {
		const notes: string[] = [];
		Object.assign(window, { notes, print: () => notes.push('printed') });
	});
	await button(page, 'Print').click();
	expect(await page.evaluate(() => Reflect.get(window, 'notes') as unknown)).toEqual(['printed']);
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByText(key)).toBeVisible();
	await expect(page.getByText(`Recovery key of the Matrix account ${userId}`)).toBeVisible();
	await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeHidden();
	await expect(button(page, 'Print')).toBeHidden();
});
