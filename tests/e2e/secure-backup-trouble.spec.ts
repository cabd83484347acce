import type { Page, Request } from '@playwright/test';
import { OtherClient } from '../support/other-client.ts';
import { expectStep } from '../support/register.ts';
import { button, proveKept, setUpAll, setUpPath, shownKey } from '../support/secure-backup.ts';
import { newAccount, openSignedIn } from '../support/signed-in.ts';
import { serverConfig } from '../support/test.ts';
import { expect, test } from '../support/trouble.ts';

/** Lets what changes something hang there, closes the page in the midst of it and comes back. */
async function closeAt(page: Page, path: string, act: () => Promise<void>): Promise<void> {
	const changes = (request: Request) =>
		request.url().endsWith(path) && request.method() !== 'GET' && request.method() !== 'OPTIONS';
	const asked = page.waitForRequest(changes);
	await page.route(`**${path}`, (route) =>
		changes(route.request()) ? undefined : route.continue()
	);
	await act();
	await asked;
	// The page goes first: what hangs would be let through.
	await page.reload();
	await page.unroute(`**${path}`);
}

test('closed before anything depends on the key: a new one takes its place', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	const first = await shownKey(page);
	await closeAt(page, '/keys/device_signing/upload', () => proveKept(page, first));
	const key = await setUpAll(page);
	expect(key).not.toBe(first);
	const app = await OtherClient.signIn(server, person);
	await app.unlock(key);
	expect(await app.isInOrder()).toBe(true);
});

test('closed when something depends on the key: it is asked for, and finishes', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await closeAt(page, '/room_keys/version', () => proveKept(page, key));
	await expectStep(page, 'Enter your recovery key');
	const field = page.getByRole('textbox', { name: 'Recovery key or phrase' });
	await field.fill('not the key');
	await button(page, 'Continue').click();
	await expect(page.getByText('This is not your recovery key')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Reset encryption' })).toBeVisible();
	await field.fill(key);
	await button(page, 'Continue').click();
	await expectStep(page, 'Secure Backup is on');
	const app = await OtherClient.signIn(server, person);
	await app.unlock(key);
	expect(await app.isInOrder()).toBe(true);
});

test('answers get lost: it goes on by itself, and nothing is made twice', async ({
	badLine,
	page,
	person,
	stack
}) => {
	const server = await stack.homeserver('open');
	const line = await badLine(server);
	const reached = { ...server, baseUrl: line.baseUrl };
	const portal = await stack.portal(serverConfig(reached));
	await newAccount(server, person);
	await openSignedIn(page, { portal, server: reached, person }, setUpPath);
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	const isBackup = (asked: string) => asked === 'POST /_matrix/client/v3/room_keys/version';
	const losses = [(asked: string) => asked.endsWith('/keys/device_signing/upload'), isBackup];
	line.lose((asked) => {
		if (!losses[0]?.(asked)) return false;
		losses.shift();
		return true;
	}, losses.length);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	expect(losses).toEqual([]);
	expect(line.answered.filter(isBackup)).toHaveLength(1);
	const app = await OtherClient.signIn(server, person);
	await app.unlock(key);
	expect(await app.isInOrder()).toBe(true);
});

test('a request that fails is tried again from where it was', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await page.route('**/keys/signatures/upload', (route) =>
		route.fulfill({
			status: 500,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_UNKNOWN', error: 'Internal server error' }
		})
	);
	await proveKept(page, key);
	await expect(page.getByRole('alert')).toContainText('error 500');
	await page.unroute('**/keys/signatures/upload');
	await button(page, 'Try again').click();
	await expectStep(page, 'Secure Backup is on');
});

test('the cryptography comes slowly: the page says so, and it can be stopped', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await page.route('**/*.wasm', () => undefined);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await proveKept(page, key);
	await expect(page.getByRole('progressbar', { name: 'How much is here' })).toBeVisible();
	await button(page, 'Cancel').click();
	await expectStep(page, 'Save your recovery key');
	await expect(page.getByText('Stopped. Nothing was changed.')).toBeVisible();
	await page.unroute('**/*.wasm');
	expect(await shownKey(page)).toBe(key);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
});

test('whoever leaves with an unkept key is asked first', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, setUpPath);
	await button(page, 'Continue').click();
	await shownKey(page);
	await page.getByRole('link', { name: 'Sessions', exact: true }).click();
	const question = page.getByRole('dialog', { name: 'Leave this page?' });
	await question.getByRole('button', { name: 'Stay' }).click();
	await shownKey(page);
	const dialogs: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.type());
		void dialog.accept();
	});
	await page.reload();
	expect(dialogs).toEqual(['beforeunload']);
	await expectStep(page, 'Set up Secure Backup');
	await button(page, 'Continue').click();
	await shownKey(page);
	await page.getByRole('link', { name: 'Sessions', exact: true }).click();
	await question.getByRole('button', { name: 'Leave' }).click();
	await expectStep(page, 'Sessions');
});
