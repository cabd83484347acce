import { expect, type Page } from '@playwright/test';
import type { Governed } from '../../dev/synapse/admin.ts';
import { newPerson } from './person.ts';
import { expectStep } from './register.ts';

/** A session past the portal, as `newLogin` answers it. */
type Login = Record<string, unknown>;

/** The first step of a change of password, with what it has found out. */
export async function expectChecked(page: Page): Promise<void> {
	await expectStep(page, 'Before you change your password');
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/** From the first step to the form. */
export async function goToForm(page: Page): Promise<void> {
	await expectChecked(page);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
	await expectStep(page, 'Change your password');
}

/** The field for the current or the new password. */
export const passwordField = (page: Page, which: 'Current' | 'New') =>
	page.getByRole('textbox', { name: `${which} password`, exact: true });

export const signOutBox = (page: Page) =>
	page.getByRole('checkbox', { name: 'Sign out my other sessions' });

/** Types both passwords and presses the button. */
export async function change(page: Page, current: string, next: string): Promise<void> {
	await passwordField(page, 'Current').fill(current);
	await passwordField(page, 'New').fill(next);
	await page.getByRole('button', { name: 'Change password', exact: true }).click();
}

export const expectChanged = (page: Page) => expectStep(page, 'Your password is changed');

/** A password that no other test knows, and that meets every policy of the test homeservers. */
export const newPassword = (): string => newPerson().password;

/** Whether a homeserver takes a password. */
export async function accepts(
	{ baseUrl }: Governed,
	user: string,
	password: string
): Promise<boolean> {
	const identifier = { type: 'm.id.user', user };
	const answer = await fetch(`${baseUrl}/_matrix/client/v3/login`, {
		method: 'POST',
		body: JSON.stringify({ type: 'm.login.password', identifier, password })
	});
	if (!answer.ok && answer.status !== 403) throw new Error(`Sign-in: ${answer.status}`);
	return answer.ok;
}

/** Whether a session still is one. */
export async function isSignedIn({ baseUrl }: Governed, login: Login): Promise<boolean> {
	const answer = await fetch(`${baseUrl}/_matrix/client/v3/account/whoami`, {
		headers: { authorization: `Bearer ${String(login.access_token)}` }
	});
	return answer.ok;
}

async function ask(
	{ baseUrl }: Governed,
	login: Login,
	method: 'POST' | 'PUT',
	path: string,
	body: object
): Promise<void> {
	const answer = await fetch(`${baseUrl}/_matrix/client/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${String(login.access_token)}` },
		body: JSON.stringify(body)
	});
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** Secure Backup and a recovery key, as far as the homeserver sees them. */
export async function turnOnBackup(server: Governed, login: Login): Promise<void> {
	const data = `/user/${encodeURIComponent(String(login.user_id))}/account_data`;
	await ask(server, login, 'POST', '/room_keys/version', {
		algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2',
		auth_data: { public_key: 'public', signatures: {} }
	});
	await ask(server, login, 'PUT', `${data}/m.secret_storage.key.KEY`, {
		algorithm: 'm.secret_storage.v1.aes-hmac-sha2'
	});
	await ask(server, login, 'PUT', `${data}/m.secret_storage.default_key`, { key: 'KEY' });
}
