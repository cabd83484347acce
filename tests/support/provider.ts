import { expect, type Locator, type Page } from '@playwright/test';

/** Presses the button of the provider and waits for its page. */
export async function goToProvider(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Continue with Example ID' }).click();
	await expect(page.getByRole('heading', { name: 'Sign in to Example ID' })).toBeVisible();
}

/**
 * Types into the field that a page gives the focus to by itself. Whoever is faster has the browser
 * complain on the console that something has the focus already.
 */
async function fillFocused(field: Locator, text: string): Promise<void> {
	await expect(field).toBeFocused();
	await field.fill(text);
}

/** Says at the provider who one is. */
export async function signInAtProvider(page: Page, name: string): Promise<void> {
	await fillFocused(page.getByRole('textbox', { name: 'Your name' }), name);
	// In a window that is closed as soon as all is well, nothing can be waited for after the press.
	await page.getByRole('button', { name: 'Continue' }).click({ noWaitAfter: true });
}

/** A new user picks the name at the homeserver, and accepts its terms there. */
export async function becomeUser(page: Page, username: string): Promise<void> {
	await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
	// The script that listens to the field stands behind it.
	await page.waitForLoadState();
	await fillFocused(page.getByRole('textbox', { name: /^Username/ }), username);
	// The page takes no press while it looks whether the name is free.
	await expect(page.getByRole('status')).toHaveText('');
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('heading', { name: 'Your account is nearly ready' })).toBeVisible();
	await page.getByRole('checkbox').check();
	await page.getByRole('button', { name: 'Continue' }).click();
}

/** The homeserver's last page: the link that leads back, with the login token in it. */
export async function wayBack(page: Page): Promise<URL> {
	await expect(page.getByRole('heading', { name: 'Continue to your account' })).toBeVisible();
	const href = await page.getByRole('link', { name: 'Continue' }).getAttribute('href');
	return new URL(href ?? '');
}
