import { expect, type Page } from '@playwright/test';
import { readUser, registerAdmin, setEmails, type Governed } from '../../dev/synapse/admin.ts';
import { newPerson, type Person } from './person.ts';
import { expectStep } from './register.ts';
import { newAccount } from './signed-in.ts';

type Server = Governed & { serverName: string };

export const path = '/account/deactivate';

/** What an operator sees of an account. */
export interface Seen {
	deactivated: boolean;
	erased: boolean;
	threepids: { address: string }[];
}

/** An account with addresses, and how an operator sees it. */
export async function accountWithEmails(
	server: Server,
	person: Person,
	emails: string[]
): Promise<{ userId: string; seen: () => Promise<Seen> }> {
	const { userId } = await newAccount(server, person);
	if (emails.length > 0) {
		const operator = newPerson();
		await registerAdmin(server, operator.username, operator.password);
		await setEmails(server, operator, userId, emails);
	}
	return { userId, seen: await operatorOf(server, userId) };
}

/** How an operator sees an account. */
export async function operatorOf(server: Server, userId: string): Promise<() => Promise<Seen>> {
	const { accessToken } = await registerAdmin(server, newPerson().username);
	return async () => (await readUser(server, accessToken, userId)) as unknown as Seen;
}

/** The form, with what the homeserver tells. */
export async function expectForm(page: Page): Promise<void> {
	await expectStep(page, 'Deactivate your account');
	await expect(idField(page)).toBeVisible();
}

export const idField = (page: Page) =>
	page.getByRole('textbox', { name: 'Type your Matrix ID to confirm' });
export const removeBox = (page: Page) =>
	page.getByRole('checkbox', { name: 'Remove my emails and phone numbers first' });
export const eraseBox = (page: Page) =>
	page.getByRole('checkbox', { name: 'Hide my messages from new joiners' });
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** From the form to the last step. */
export async function goToConfirm(page: Page, userId: string): Promise<void> {
	await expectForm(page);
	await idField(page).fill(userId);
	await button(page, 'Continue').click();
	await expectStep(page, 'Confirm that it is you');
}

/** Types the password and presses the last button. */
export async function deactivate(page: Page, password: string): Promise<void> {
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
	await button(page, 'Deactivate account').click();
}

/** The last page: nothing of the account is left in the browser. */
export async function expectGone(page: Page): Promise<void> {
	await expectStep(page, 'Your account is deactivated');
	const kept = await page.evaluate(() =>
		[localStorage, sessionStorage].flatMap((storage) => Object.keys({ ...storage }))
	);
	// The framework's own note is about how far a page was scrolled.
	expect(kept.filter((name) => !name.startsWith('sveltekit:'))).toEqual([]);
	await expect(page.getByRole('navigation', { name: 'Account' })).toHaveCount(0);
}
