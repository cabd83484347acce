import { expect, type Page } from '@playwright/test';
import { keptSession } from './homeserver.ts';
import { expectStep } from './register.ts';

export const setUpPath = '/account/encryption?task=set-up';
export const resetPath = '/account/encryption?task=reset';

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The recovery key that is shown, from the step at which it is saved. */
export async function shownKey(page: Page): Promise<string> {
	await expectStep(page, 'Save your recovery key');
	const key = page.getByRole('group', { name: 'Your recovery key' });
	await expect(key).toHaveText(/^Es\w\w( \w{4}){11}$/);
	return (await key.textContent()) ?? '';
}

/** Goes from the saved key to the work, by typing the key. */
export async function proveKept(page: Page, key: string): Promise<void> {
	await button(page, 'Continue').click();
	await expectStep(page, 'Check that you kept it');
	await page.getByRole('textbox', { name: 'Recovery key' }).fill(key);
	await button(page, 'Confirm').click();
}

/** Sets everything up from the first step, as it is chosen there; the recovery key is what it answers. */
export async function setUpAll(page: Page): Promise<string> {
	await expectStep(page, 'Set up Secure Backup');
	await button(page, 'Continue').click();
	const key = await shownKey(page);
	await proveKept(page, key);
	await expectStep(page, 'Secure Backup is on');
	return key;
}

/** Types the word that confirms a reset, and goes on. */
export async function agreeToReset(page: Page): Promise<void> {
	await expectStep(page, 'Reset encryption');
	await page.getByRole('textbox', { name: 'Type reset to confirm' }).fill('reset');
	await button(page, 'Continue').click();
}

/** Confirms with the password. */
export async function confirmWith(page: Page, password: string): Promise<void> {
	await expectStep(page, 'Confirm that it is you');
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
	await button(page, 'Continue').click();
}

/** The session of the page. */
export async function deviceOf(page: Page): Promise<string> {
	return (await keptSession(page))?.deviceId ?? '';
}
