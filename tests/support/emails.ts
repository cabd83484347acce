import { expect, type Page } from '@playwright/test';
import { expectStep } from './register.ts';

export const emailField = (page: Page) => page.getByRole('textbox', { name: 'Email', exact: true });
export const passwordField = (page: Page) =>
	page.getByRole('textbox', { name: 'Password', exact: true });

/** Presses a button by its whole name. */
export const press = (page: Page, name: string) =>
	page.getByRole('button', { name, exact: true }).click();

/** The page of the emails, with its list. */
export async function expectEmails(page: Page, ...addresses: string[]): Promise<void> {
	await expectStep(page, 'Emails');
	const list = page.getByRole('list', { name: 'Email addresses' });
	await expect(list).toBeVisible();
	await expect(list.getByRole('listitem')).toHaveCount(addresses.length);
	for (const address of addresses)
		await expect(list.getByText(address, { exact: true })).toBeVisible();
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/** From the list to "Confirm that it is you". */
export async function addEmail(page: Page, address: string): Promise<void> {
	await emailField(page).fill(address);
	await press(page, 'Add');
	await expectStep(page, 'Confirm that it is you');
}

/** Confirms with the password. */
export async function confirmWith(page: Page, password: string): Promise<void> {
	await passwordField(page).fill(password);
	await press(page, 'Continue');
}

/** From the list to "Check your email". */
export async function awaitEmail(page: Page, address: string, password: string): Promise<void> {
	await addEmail(page, address);
	await confirmWith(page, password);
	await expectStep(page, 'Check your email');
}

/** The address is in the list, and that is said. */
export async function expectAdded(page: Page, address: string): Promise<void> {
	await expectEmails(page, address);
	await expect(page.getByText(`${address} was added to your account.`)).toBeVisible();
}
