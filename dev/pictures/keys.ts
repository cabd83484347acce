import type { Page } from '@playwright/test';
import { field, heading, open, press, type Tour } from './page.ts';

/** Secure Backup is set up, with a key that was kept. */
async function setUp(page: Page, tour: Tour): Promise<string> {
	await open(page, `${tour.portal}/account/encryption?task=set-up`);
	await tour.shoot(page, 'backup');
	await press(page, 'Continue');
	await heading(page, 'Save your recovery key');
	await tour.shoot(page, 'backup-key');
	const key = await page.getByRole('group', { name: 'Your recovery key' }).textContent();
	await press(page, 'Continue');
	await heading(page, 'Check that you kept it');
	await tour.shoot(page, 'backup-check');
	await field(page, 'Recovery key').fill(key ?? '');
	await press(page, 'Confirm');
	await heading(page, 'Secure Backup is on');
	await tour.shoot(page, 'backup-on');
	return key ?? '';
}

/** The key is tested, and the pages that need it are looked at. */
async function useKey(page: Page, tour: Tour, key: string): Promise<void> {
	await open(page, `${tour.portal}/account/encryption`);
	await tour.shoot(page, 'encryption-good');
	await open(page, `${tour.portal}/account/encryption?task=test`);
	await field(page, 'Recovery key or phrase').fill(key);
	await press(page, 'Test');
	await page.getByRole('status').filter({ hasText: 'Secure Backup' }).waitFor();
	await tour.shoot(page, 'key-test');
	for (const task of ['export', 'import', 'verify', 'reset'] as const) {
		await open(page, `${tour.portal}/account/encryption?task=${task}`);
		await tour.shoot(page, `key-${task}`);
	}
}

/**
 * Everything about keys.
 * @param page somebody is signed in there, and has no keys yet
 */
export async function keysTour(page: Page, tour: Tour): Promise<void> {
	await useKey(page, tour, await setUp(page, tour));
}
