import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import {
	about,
	parts,
	schemas,
	type Content,
	type PartName
} from '../../src/lib/flows/data/schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { accountWithEmails } from '../support/deactivate.ts';
import { pressBy } from '../support/keyboard.ts';
import { expectToFit } from '../support/narrow.ts';
import { expectStep } from '../support/register.ts';
import { secureAll } from '../support/security.ts';
import { newAccount, newLogin, openSignedIn } from '../support/signed-in.ts';
import { expect, test } from '../support/trouble.ts';
import { untranslated } from '../support/untranslated.ts';
import { expectNoTraces } from '../support/watch.ts';

const path = '/account/data';
const HOSTILE = `</title><script>document.title='owned'</script><img src=x onerror=alert(1)>"'&`;
const button = (page: Page) => page.getByRole('button', { name: 'Download my data' });

/** Presses the button, and opens the file that is saved. */
async function downloaded(page: Page, press: () => Promise<void>) {
	const waiting = page.waitForEvent('download', { timeout: 180_000 });
	await press();
	const download = await waiting;
	const files = unzipSync(await readFile(await download.path()));
	const text = (name: string): string => {
		const file = files[name];
		if (!file) throw new Error(`No ${name}`);
		return strFromU8(file);
	};
	return { name: download.suggestedFilename(), names: Object.keys(files), text };
}

/** The files that are in the archive, each as its schema has it. */
function checked(archive: { text: (name: string) => string }) {
	const said = about.parse(JSON.parse(archive.text('about.json')));
	const there = said.files.filter(({ status }) => status === 'included').map(({ name }) => name);
	const of = <Name extends PartName>(part: Name): Content[Name] =>
		schemas[part].parse(JSON.parse(archive.text(`${part}.json`))) as Content[Name];
	for (const part of parts) if (there.includes(`${part}.json`)) of(part);
	return { said, there, of };
}

test('everything in one file, checked against its schema, and nothing sent anywhere', async ({
	page,
	person,
	homeOf,
	watch
}, testInfo) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	const app = await secureAll(server, person);
	const ask = async (method: string, at: string, body: object): Promise<void> => {
		const answer = await fetch(`${server.baseUrl}/_matrix/client/v3${at}`, {
			method,
			headers: { authorization: `Bearer ${app.accessToken}` },
			body: JSON.stringify(body)
		});
		if (!answer.ok) throw new Error(`${at}: ${answer.status} ${await answer.text()}`);
	};
	const settings = `/user/${encodeURIComponent(app.userId)}/account_data`;
	await ask('PUT', `${settings}/m.ignored_user_list`, {
		ignored_users: { '@troll:example.org': {} }
	});
	await ask('PUT', `${settings}/m.cross_signing.master`, {
		encrypted: { abc: { ciphertext: 'not-for-archives' } }
	});
	for (const name of [HOSTILE, 'Kitchen', undefined])
		await ask('POST', '/createRoom', name === undefined ? {} : { name });

	await openSignedIn(page, { portal, server, person }, path);
	await expectStep(page, 'Your data');
	const sentBefore = watch.matrixRequests().length;
	const archive = await downloaded(page, () => button(page).click());
	const day = new Date().toISOString().slice(0, 10);
	expect(archive.name).toBe(`Vestibule data ${person.username} ${day}.zip`);
	expect(archive.names.toSorted()).toEqual(
		['index.html', 'about.json', ...parts.map((part) => `${part}.json`)].toSorted()
	);
	const { said, of } = checked(archive);
	expect(said).toMatchObject({ userId: app.userId, homeserver: server.serverName });
	expect(said.files.every(({ status }) => status === 'included')).toBe(true);
	expect(of('contacts')).toMatchObject([{ medium: 'email', address: person.email }]);
	expect(of('sessions').map(({ name }) => name)).toContain('Element on Laptop');
	expect(of('encryption')).toMatchObject({ crossSigning: true, backup: { count: 0 } });
	expect(of('accountData').ignoredUsers).toEqual(['@troll:example.org']);
	expect(of('rooms').map(({ name }) => name)).toEqual(
		expect.arrayContaining([HOSTILE, 'Kitchen', undefined])
	);
	const all = archive.names.map((name) => archive.text(name)).join('\n');
	expect(all).not.toContain('not-for-archives');
	expect(all).not.toContain('"mac"');
	await expectNoTraces(page, watch, [person.password]);
	const asked = watch.matrixRequests().slice(sentBefore);
	expect(asked.filter((line) => !line.startsWith('GET ') && line !== 'POST /keys/query')).toEqual(
		[]
	);

	// As a person opens it: from the disk, where no server has a policy for it.
	const opened = testInfo.outputPath('index.html');
	await writeFile(opened, archive.text('index.html'));
	await page.goto(pathToFileURL(opened).href);
	await expect(page.getByText(HOSTILE)).toBeVisible();
	await expect(page).not.toHaveTitle('owned');
	expect(await page.locator('script, img').count()).toBe(0);
	await expectAccessible(page);
});

test('a part that cannot be had is named, on the page and in the file', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await page.route('**/v3/pushrules/', (route) =>
		route.fulfill({
			status: 403,
			headers: { 'access-control-allow-origin': '*' },
			json: { errcode: 'M_FORBIDDEN', error: 'No' }
		})
	);
	const archive = await downloaded(page, () => button(page).click());
	expect(archive.names).not.toContain('pushRules.json');
	const missing = checked(archive).said.files.filter(({ status }) => status === 'missing');
	expect(missing.map(({ name }) => name)).toEqual(['pushRules.json']);
	await expect(page.getByRole('alert')).toContainText('Notifications');
	await expectAccessible(page);
	await page.unroute('**/v3/pushrules/');
	const again = page.getByRole('button', { name: 'Ask for everything again' });
	const whole = await downloaded(page, () => again.click());
	expect(whole.names).toContain('pushRules.json');
	await expect(page.getByRole('alert')).toHaveCount(0);
});

const login = { user_id: '@fake:localhost', device_id: 'HERE', access_token: 'fake-token' };
const ids = Array.from({ length: 5_000 }, (_, index) => `!room${String(index)}:localhost`);
const many = {
	'POST /login': { body: { ...login, expires_in_ms: 3_600_000 } },
	'GET /sync': { body: { next_batch: 's', account_data: { events: [] } } },
	'GET /account/3pid': { body: { threepids: [] } },
	'GET /devices': { body: { devices: [] } },
	'GET /pushrules/': { body: { global: {} } },
	'GET /profile/%40fake%3Alocalhost': { body: {} },
	'POST /keys/query': { body: { device_keys: {} } },
	'GET /joined_rooms': { body: { joined_rooms: ids } }
};

test('5,000 rooms: it says how far it is, waits out a limit, and can be stopped', async ({
	page,
	fakePortal,
	person
}) => {
	test.slow();
	const line = (id = '') => `GET /rooms/${encodeURIComponent(id)}/state/m.room.name`;
	const named = (id: string) => ({ body: { name: `Name of ${id}` } });
	const names = Object.fromEntries(ids.map((id) => [line(id), named(id)]));
	const { fake, portal } = await fakePortal({ ...many, ...names, [line(ids[100])]: 'silence' });
	await openSignedIn(page, { portal, server: { ...fake, sharedSecret: '' }, person }, path);
	await button(page).click();
	await expect(page.getByText('80 of 5,000 rooms')).toBeVisible();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('Stopped. Nothing was saved.')).toBeVisible();

	const limited = { status: 429, body: { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1_000 } };
	let asked = 0;
	fake.script({ [line(ids[100])]: () => ((asked += 1) === 1 ? limited : named(ids[100] ?? '')) });
	const archive = await downloaded(page, () => button(page).click());
	const rooms = checked(archive).of('rooms');
	expect(rooms.map(({ name }) => name)).toEqual(ids.map((id) => `Name of ${id}`));
	expect(asked).toBe(2);
});

test('with the keyboard alone', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	await newAccount(server, person);
	await openSignedIn(page, { portal, server, person }, path);
	await expectStep(page, 'Your data');
	await expectAccessible(page);
	await downloaded(page, () => pressBy(page, button(page)));
	const again = page.getByRole('link', { name: 'Save the file again' });
	await expectAccessible(page);
	const second = await downloaded(page, () => pressBy(page, again));
	checked(second);
});

test('every text comes from the catalogue, and fits 320 pixels', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await accountWithEmails(server, person, [person.email]);
	await page.setViewportSize({ width: 320, height: 568 });
	for (const locale of ['en-XA', 'de']) {
		await newLogin(server, person);
		await openSignedIn(page, { portal, server, person }, `/${locale}${path}`);
		const press = page.locator('main .actions button').first();
		await expect(press).toBeVisible();
		await expectToFit(page);
		const archive = await downloaded(page, () => press.click());
		expect(archive.text('index.html')).toContain(`<html lang="${locale}">`);
		await expectToFit(page);
		if (locale === 'de') continue;
		// The file is named by the browser, which may know fewer letters than the page.
		const name = (await page.getByText(/\.zip$/).textContent()) ?? '';
		const known = ['English', 'Deutsch', 'Pseudo', userId, person.username, name.trim()];
		expect(await untranslated(page, known)).toEqual([]);
	}
});
