import { expect, type Page } from '@playwright/test';
import type { Mail } from '../../dev/mail/message.ts';
import type { Person } from './person.ts';

/** Opens the form of a portal and waits until it works. */
export async function openForm(page: Page, portal: string, query = ''): Promise<void> {
	await page.goto(`${portal}/register${query}`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/** Fills in what is given and leaves the rest; presses nothing. */
export async function fillForm(
	page: Page,
	{ username, password, email, token }: Partial<Person> & { token?: string }
): Promise<void> {
	if (username !== undefined) await page.getByRole('textbox', { name: 'Username' }).fill(username);
	if (password !== undefined)
		await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
	if (email !== undefined) await page.getByRole('textbox', { name: /^Email/ }).fill(email);
	if (token !== undefined)
		await page.getByRole('textbox', { name: 'Registration token' }).fill(token);
}

/** Presses the one way on of the form. */
export const submitForm = (page: Page) =>
	page.getByRole('button', { name: 'Continue', exact: true }).click();

/** Accepts every document of the homeserver. */
export async function acceptPolicies(page: Page): Promise<void> {
	await expectStep(page, 'Review the policies');
	for (const box of await page.getByRole('checkbox').all()) await box.check();
	await page.getByRole('button', { name: 'Accept' }).click();
}

/** The step that is shown, by its heading. */
export async function expectStep(page: Page, heading: string): Promise<void> {
	await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}

/** From the form to "Check your email", where the homeserver asks for nothing but an email. */
export async function awaitMail(
	page: Page,
	portal: string,
	{ username, password, email }: Person,
	query = ''
): Promise<void> {
	await openForm(page, portal, query);
	await fillForm(page, { username, password, email });
	await submitForm(page);
	await expectStep(page, 'Check your email');
}

/** The link of a mail that confirms an address. */
export function linkIn(mail: Mail): string {
	const link = mail.links.find((url) => url.includes('submit_token'));
	if (link === undefined) throw new Error(`No link in the mail "${mail.subject}"`);
	return link;
}

/**
 * Closes the device that waits for its mail's link, between two looks: one that the homeserver still
 * works on could finish the registration as soon as the link is opened.
 */
export async function leaveWaiting(page: Page): Promise<void> {
	await page.waitForResponse(
		(answer) => new URL(answer.url()).pathname.endsWith('/v3/register') && answer.status() === 401
	);
	await page.context().close();
}

/** The last step, with the account that was asked for. */
export async function expectReady(
	page: Page,
	{ username }: { username: string },
	{ serverName }: { serverName: string }
): Promise<void> {
	await expectStep(page, 'Your account is ready');
	await expect(page.getByText(`@${username}:${serverName}`, { exact: true })).toBeVisible();
}
