import { expect, type Page } from '@playwright/test';
import type { Mail } from '../../dev/mail/message.ts';
import type { Governed } from '../../dev/synapse/admin.ts';
import { registerAdmin, registerUser, setEmails } from '../../dev/synapse/admin.ts';
import { signIn } from './homeserver.ts';
import { newPerson, type Person } from './person.ts';
import { expectStep } from './register.ts';

/** Gives a person an account with an email address, past the portal, and a session of another app. */
export async function lockedOut(
	server: Governed,
	person: Person
): Promise<{ userId: string; accessToken: string }> {
	const operator = newPerson();
	await registerAdmin(server, operator.username, operator.password);
	const { userId } = await registerUser(server, person);
	await setEmails(server, operator, userId, [person.email]);
	return signIn(server, person);
}

export const emailField = (page: Page) => page.getByRole('textbox', { name: 'Email', exact: true });
export const newPasswordField = (page: Page) =>
	page.getByRole('textbox', { name: 'New password', exact: true });

/** Presses a button by its whole name. */
export const press = (page: Page, name: string) =>
	page.getByRole('button', { name, exact: true }).click();

/** Opens the form of a portal and waits until it works. */
export async function openRecover(page: Page, portal: string, query = ''): Promise<void> {
	await page.goto(`${portal}/recover${query}`);
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/** Fills in the form and sends it. */
export async function sendReset(page: Page, email: string, password: string): Promise<void> {
	await emailField(page).fill(email);
	await newPasswordField(page).fill(password);
	await press(page, 'Send reset email');
}

/** From the form to "Check your email". */
export async function awaitReset(
	page: Page,
	portal: string,
	{ email }: Person,
	password: string
): Promise<void> {
	await openRecover(page, portal);
	await sendReset(page, email, password);
	await expectStep(page, 'Check your email');
}

/** The link of a mail that allows a new password. */
export function resetLinkIn(mail: Mail): string {
	const link = mail.links.find((url) => url.includes('password_reset'));
	if (link === undefined) throw new Error(`No link in the mail "${mail.subject}"`);
	return link;
}

/** Opens the link of a mail and confirms on the homeserver's page, as a person does. */
export async function confirmReset(page: Page, mail: Mail): Promise<void> {
	await page.goto(resetLinkIn(mail));
	await page.getByRole('button', { name: 'Confirm changing my password' }).click();
}

/** The new password counts, the old one and the old sessions do not. */
export async function expectReset(
	server: Governed,
	{ username, password: old }: Person,
	password: string,
	{ accessToken }: { accessToken: string }
): Promise<void> {
	await signIn(server, { username, password });
	await expect(signIn(server, { username, password: old })).rejects.toThrow();
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3/account/whoami`, {
		headers: { authorization: `Bearer ${accessToken}` }
	});
	expect(answer.status, 'the session from before').toBe(401);
}
