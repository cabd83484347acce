import { expect, type Page } from '@playwright/test';

/** Opens the form of sign-in and waits until it works. */
export async function openLogin(page: Page, portal: string, query = ''): Promise<void> {
	await page.goto(`${portal}/login${query}`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/** Fills in what is given; presses nothing. */
export async function fillLogin(
	page: Page,
	{ username, password }: { username?: string; password?: string }
): Promise<void> {
	if (username !== undefined)
		await page.getByRole('textbox', { name: 'Username or email' }).fill(username);
	if (password !== undefined)
		await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
}

/** Presses the one way on of the form. */
export const pressSignIn = (page: Page) =>
	page.getByRole('button', { name: 'Sign in', exact: true }).click();

/** The account's own page, as somebody. */
export async function expectAccount(page: Page, portal: string, userId: string): Promise<void> {
	await expect(page).toHaveURL(`${portal}/account`);
	await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
	const text = await page.evaluate(() => sessionStorage.getItem('vestibule.account'));
	expect((JSON.parse(text ?? '{}') as { userId?: string }).userId).toBe(userId);
}
