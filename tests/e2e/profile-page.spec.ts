import type { Locator, Page } from '@playwright/test';
import { readQr } from '../../src/lib/ui/qr-testing.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { png } from '../support/pictures.ts';
import { expectOpen, on, openProfile } from '../support/profile.ts';
import { expect, test } from '../support/test.ts';
import { untranslated } from '../support/untranslated.ts';

/** The modules of a QR code as they are seen on the screen: true for dark. */
async function modulesOf(page: Page, code: Locator): Promise<boolean[][]> {
	const units = Number((await code.getAttribute('viewBox'))?.split(' ')[2]);
	const shot = await code.screenshot({ scale: 'css' });
	return page.evaluate(
		async ({ bytes, units }) => {
			const seen = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
			const context = new OffscreenCanvas(seen.width, seen.height).getContext('2d');
			context?.drawImage(seen, 0, 0);
			const { data } = context?.getImageData(0, 0, seen.width, seen.height) ?? { data: [] };
			const lightAt = (x: number, y: number) => (data[(y * seen.width + x) * 4 + 1] ?? 0) > 127;
			const at = (module: number) => Math.floor(((module + 0.5) * seen.width) / units);
			return Array.from({ length: units }, (_, y) =>
				Array.from({ length: units }, (_, x) => !lightAt(at(x), at(y)))
			);
		},
		{ bytes: [...shot], units }
	);
}

for (const colorScheme of ['light', 'dark'] as const)
	test(`the QR code leads to the person, ${colorScheme}`, async ({ page, person, homeOf }) => {
		await page.emulateMedia({ colorScheme });
		const { portal, server } = await homeOf('open');
		const { userId } = await openProfile(page, { portal, server, person });
		const link = `https://matrix.to/#/${encodeURIComponent(userId)}`;
		const code = page.getByRole('img', { name: `QR code of the link ${link}` });
		await expect(code).toBeVisible();
		const modules = await modulesOf(page, code);
		const quiet = 4;
		expect(modules.slice(0, quiet).flat()).not.toContain(true);
		const read = readQr(
			(x, y) => modules[y + quiet]?.[x + quiet] ?? false,
			modules.length - 2 * quiet
		);
		expect(read).toBe(link);
		await expectAccessible(page);
	});

test('the whole Matrix ID is there to be copied', async ({ page, person, homeOf, context }) => {
	await context.grantPermissions(['clipboard-write']);
	const { portal, server } = await homeOf('open');
	const { userId } = await openProfile(page, { portal, server, person });
	await page
		.getByRole('region', { name: 'Your Matrix ID' })
		.getByRole('button', { name: 'Copy' })
		.click();
	await expect(page.getByText('Copied')).toBeVisible();
	const { name } = on(page);
	await name.fill('');
	await name.press('ControlOrMeta+v');
	await expect(name).toHaveValue(userId);
});

test('what the homeserver does not let people change is said, not offered', async ({
	page,
	person,
	homeOf
}) => {
	const { portal, server } = await homeOf('open');
	// As a homeserver answers that takes names from a directory of its operator.
	await page.route('**/v3/capabilities', (route) =>
		route.fulfill({
			json: {
				capabilities: {
					'm.profile_fields': { enabled: true, disallowed: ['displayname', 'avatar_url'] }
				}
			}
		})
	);
	await page.route('**/v1/auth_metadata', (route) =>
		route.fulfill({
			json: {
				account_management_uri: 'https://account.example.org/me',
				account_management_actions_supported: ['org.matrix.profile']
			}
		})
	);
	await openProfile(page, { portal, server, person });
	const { name, save, upload } = on(page);
	for (const control of [name, save, upload]) await expect(control).toHaveCount(0);
	await expect(
		page.getByText('does not let you change your display name and your picture')
	).toBeVisible();
	await expect(page.getByText(person.username, { exact: true })).toBeVisible();
	const link = page.getByRole('link', { name: 'Open the homeserver’s account page' });
	await expect(link).toHaveAttribute(
		'href',
		'https://account.example.org/me?action=org.matrix.profile'
	);
	await expectAccessible(page);
});

test.describe('320 pixels wide', () => {
	test.use({ viewport: { width: 320, height: 568 } });

	test('everything fits, in German, with a long name', async ({ page, person, homeOf }) => {
		const { portal, server } = await homeOf('open');
		const long = { ...person, username: `${person.username}${'-und-noch-laenger'.repeat(3)}` };
		await openProfile(page, { portal, server, person: long }, '/de/account/profile');
		const fits = () =>
			expect
				.poll(() => page.evaluate(() => document.documentElement.scrollWidth))
				.toBeLessThanOrEqual(320);
		await expect(page.getByRole('img', { name: /^QR-Code/ })).toBeVisible();
		await fits();
		await expectAccessible(page);
		await page.locator('input[type=file]').setInputFiles({
			name: 'a.png',
			mimeType: 'image/png',
			buffer: png({ width: 300, height: 500 })
		});
		const use = page.getByRole('button', { name: 'Dieses Bild verwenden' });
		await expect(use).toBeVisible();
		await fits();
		await expectAccessible(page);
		await use.click();
		await expect(page.getByText('Ihr Bild ist gespeichert.')).toBeVisible();
		await fits();
	});
});

test('every text comes from the catalogue', async ({ page, person, homeOf }) => {
	const { portal, server } = await homeOf('open');
	const { userId } = await openProfile(page, { portal, server, person }, '/en-XA/account/profile');
	const link = `https://matrix.to/#/${encodeURIComponent(userId)}`;
	const known = ['English', 'Deutsch', 'Pseudo', link, person.username, server.serverName];
	const main = page.locator('main');
	const none = async () => expect(await untranslated(page, known)).toEqual([]);
	await expect(main.getByRole('img').last()).toBeVisible();
	await none();
	const file = page.locator('input[type=file]');
	await file.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
	await expect(page.getByRole('alert')).toBeVisible();
	await none();
	await page.locator('input[name=name]').fill('x'.repeat(300));
	await page.locator('form [type=submit]').click();
	await expect(page.locator('[aria-invalid=true]')).toBeVisible();
	await page.locator('input[name=name]').fill('');
	await page.locator('form [type=submit]').click();
	await expect(page.locator('form').getByRole('status')).not.toBeEmpty();
	await none();
	const buffer = png({ width: 30, height: 50 });
	await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
	await expect(page.getByRole('dialog')).toBeVisible();
	await none();
	await page.getByRole('dialog').locator('[type=submit]').click();
	await expect(main.locator('canvas')).toBeVisible();
	await none();
	await expectOpen(page);
});
