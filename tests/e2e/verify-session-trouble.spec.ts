import type { Page } from '@playwright/test';
import { accept, asked } from '../support/other-client-verification.ts';
import { expect, test } from '../support/test.ts';
import { held, UNREACHABLE } from '../support/trouble.ts';
import {
	deviceOf,
	emoji,
	expectStep,
	key,
	openVerify,
	press,
	shownNames,
	withLaptop
} from '../support/verify-session.ts';

const DONE = 'This session is verified';

/** Requests to such a path fail, as if the line were broken, until it is mended. */
async function failUntilMended(page: Page, path: string): Promise<() => Promise<void>> {
	await page.route(path, (route) =>
		route.request().method() === 'OPTIONS' ? route.fallback() : route.abort()
	);
	return () => page.unroute(path);
}

/** The next request to such a path fails, as if the line were broken; and no other one. */
async function failOnce(page: Page, path: string): Promise<{ failed: () => boolean }> {
	let failed = false;
	await page.route(path, async (route) => {
		if (failed || route.request().method() === 'OPTIONS') return route.fallback();
		failed = true;
		return route.abort();
	});
	return { failed: () => failed };
}

for (const path of [
	'**/keys/upload',
	'**/keys/signatures/upload',
	'**/account_data/m.cross*',
	'**/*.wasm'
])
	test(`with the key, when ${path} fails: it goes on by itself`, async ({
		page,
		person,
		homeOf
	}) => {
		const { portal, server } = await homeOf('open');
		const { laptop, recoveryKey } = await withLaptop({ server, person });
		await openVerify(page, { portal, server, person });
		const mend = await failUntilMended(page, path);
		await key(page).fill(recoveryKey);
		await press(page, 'Verify');
		await expect(held(page, UNREACHABLE)).toBeVisible();
		await mend();
		await expect(page.getByRole('heading', { level: 1, name: DONE })).toBeVisible();
		expect(await laptop.trusts(await deviceOf(page))).toBe(true);
		laptop.stop();
	});

test('with emoji, when messages and answers are lost: it goes on by itself', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	await laptop.start();
	await openVerify(page, { portal, server, person });
	const lost = [
		await failOnce(page, '**/sendToDevice/m.key.verification.request/**'),
		await failOnce(page, '**/sendToDevice/m.key.verification.key/**'),
		await failOnce(page, '**/sendToDevice/m.key.verification.mac/**')
	];
	const request = asked(laptop, page);
	await press(page, 'Use another session');
	const side = await accept(await request);
	await expect(emoji(page)).toBeVisible();
	expect(await shownNames(page)).toEqual(await side.names());
	await side.match();
	await press(page, 'They match');
	await expect(page.getByRole('heading', { level: 1, name: DONE })).toBeVisible();
	expect(lost.map(({ failed }) => failed())).toEqual([true, true, true]);
	laptop.stop();
});

test('a homeserver that does not answer is told while one waits', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop } = await withLaptop({ server, person });
	await laptop.start();
	await openVerify(page, { portal, server, person });
	const request = asked(laptop, page);
	await press(page, 'Use another session');
	await expectStep(page, 'Accept on your other device');
	// Before, it is still on its way to ask.
	await expect(page.getByText('Waiting until you accept there')).toBeVisible();
	await page.route('**/sync?*', (route) => route.abort());
	const side = await accept(await request);
	await expect(page.getByText('The homeserver does not answer. This page keeps')).toBeVisible();
	await page.unroute('**/sync?*');
	await expect(emoji(page)).toBeVisible();
	await expect(page.getByText('The homeserver does not answer')).toHaveCount(0);
	await side.match();
	await press(page, 'They match');
	await expectStep(page, DONE);
	laptop.stop();
});

test('a reload in the midst of it: others cannot compare any more, the key still does', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	const { laptop, recoveryKey } = await withLaptop({ server, person });
	await laptop.start();
	await openVerify(page, { portal, server, person });
	const request = asked(laptop, page);
	await press(page, 'Use another session');
	await accept(await request);
	await expect(emoji(page)).toBeVisible();
	await page.reload();
	await expect(key(page)).toBeVisible();
	await press(page, 'Use another session');
	await expectStep(page, 'Nothing was verified');
	await expect(page.getByRole('alert')).toContainText('its keys were not kept');
	await press(page, 'Use the recovery key');
	await expectStep(page, 'Verify this session');
	await key(page).fill(recoveryKey);
	await press(page, 'Verify');
	await expectStep(page, DONE);
	expect(await laptop.trusts(await deviceOf(page))).toBe(true);
	laptop.stop();
});

for (const isHeard of [false, true])
	test(`a reload while it is verified with the key, ${isHeard ? 'heard' : 'unheard'}`, async ({
		page,
		person,
		homeOf
	}) => {
		const { portal, server } = await homeOf('open');
		const { laptop, recoveryKey } = await withLaptop({ server, person });
		await openVerify(page, { portal, server, person });
		await page.route('**/keys/upload', async (route) => {
			if (isHeard) await route.fetch();
			await route.abort();
		});
		await key(page).fill(recoveryKey);
		await press(page, 'Verify');
		await expect(held(page, UNREACHABLE)).toBeVisible();
		await page.reload();
		const title = page.getByRole('heading', { level: 1, name: DONE });
		await expect(key(page).or(title)).toBeVisible();
		await page.unroute('**/keys/upload');
		// Where it was heard, the keys of the page before are there, and the key signs those.
		if (await key(page).isVisible()) {
			await key(page).fill(recoveryKey);
			await press(page, 'Verify');
		}
		await expect(title).toBeVisible();
		expect(await laptop.trusts(await deviceOf(page))).toBe(true);
		laptop.stop();
	});
