import { expect, type Locator, type Page } from '@playwright/test';

/** Opens the dialog in which a homeserver is named. */
export async function openHomeserverDialog(page: Page): Promise<Locator> {
	await page.getByRole('button', { name: 'Edit homeserver' }).click();
	return homeserverDialog(page);
}

/** The dialog, open. */
export async function homeserverDialog(page: Page): Promise<Locator> {
	const dialog = page.getByRole('dialog', { name: 'Choose a homeserver' });
	await expect(dialog).toBeVisible();
	return dialog;
}

/** Names a homeserver in the open dialog. */
export async function nameHomeserver(dialog: Locator, text: string): Promise<void> {
	await dialog.getByRole('textbox', { name: 'Homeserver' }).fill(text);
	await dialog.getByRole('button', { name: 'Use this homeserver' }).click();
}

/** Names another homeserver and waits until the page is about it. */
export async function chooseHomeserver(
	page: Page,
	text: string,
	serverName: string
): Promise<void> {
	const dialog = await openHomeserverDialog(page);
	await nameHomeserver(dialog, text);
	await expect(dialog).toBeHidden();
	await expectHomeserver(page, serverName);
}

/** The homeserver that the page is about. */
export async function expectHomeserver(page: Page, serverName: string): Promise<void> {
	await expect(page.getByText(serverName, { exact: true })).toBeVisible();
}
