import { expect, type Locator, type Page } from '@playwright/test';
import type { Governed } from '../../dev/synapse/admin.ts';
import type { Person } from './person.ts';
import { keptSession } from './homeserver.ts';
import { newAccount, newLogin, openSignedIn } from './signed-in.ts';

type Server = Governed & { serverName: string };
type Place = { portal: string; server: Server; person: Person };

/** The name of the session that the tests open the portal with. */
export const HERE = 'Vestibule account page on Chrome';

/** A session of an account, made past the portal. */
export interface Other {
	baseUrl: string;
	userId: string;
	deviceId: string;
	accessToken: string;
}

/** Signs in past the portal, with a session of this name. */
export async function signInAs(server: Server, person: Person, name: string): Promise<Other> {
	const { user_id, device_id, access_token } = await newLogin(server, person, name);
	return {
		baseUrl: server.baseUrl,
		userId: String(user_id),
		deviceId: String(device_id),
		accessToken: String(access_token)
	};
}

/** Makes an account without the session that making it gives, and with these. */
export async function accountWith(
	server: Server,
	person: Person,
	names: readonly string[]
): Promise<Other[]> {
	await newAccount(server, person);
	const operator = await signInAs(server, person, 'to be removed');
	const made = (await devicesOf(operator)).map(({ device_id }) => device_id);
	await deleteSessions(
		operator,
		person,
		made.filter((id) => id !== operator.deviceId)
	);
	const others: Other[] = [];
	for (const name of names) others.push(await signInAs(server, person, name));
	await fetch(`${server.baseUrl}/_matrix/client/v3/logout`, {
		method: 'POST',
		headers: { authorization: `Bearer ${operator.accessToken}` }
	});
	return others;
}

interface Device {
	device_id: string;
	display_name: string;
}

/** The sessions of an account, as the homeserver lists them. */
export async function devicesOf({ baseUrl, accessToken }: Other): Promise<Device[]> {
	const answer = await fetch(`${baseUrl}/_matrix/client/v3/devices`, {
		headers: { authorization: `Bearer ${accessToken}` }
	});
	if (!answer.ok) throw new Error(await answer.text());
	return ((await answer.json()) as { devices: Device[] }).devices;
}

/** The names of the sessions that the homeserver lists, sorted; asked with the session of the page. */
export async function namesOf(server: Server, page: Page): Promise<string[]> {
	const kept = await keptSession(page);
	const asked = { baseUrl: server.baseUrl, userId: '', deviceId: '', accessToken: '' };
	const devices = await devicesOf({ ...asked, accessToken: kept?.accessToken ?? '' });
	return devices.map(({ display_name }) => display_name).sort();
}

/** Whether a session can still be used. */
export async function isSignedIn({ baseUrl, accessToken }: Other): Promise<boolean> {
	const answer = await fetch(`${baseUrl}/_matrix/client/v3/account/whoami`, {
		headers: { authorization: `Bearer ${accessToken}` }
	});
	return answer.ok;
}

/** Signs sessions out past the portal, as another app does. */
export async function deleteSessions(
	{ baseUrl, accessToken, userId }: Other,
	{ password }: Person,
	devices: readonly string[]
): Promise<void> {
	const ask = (auth?: object) =>
		fetch(`${baseUrl}/_matrix/client/v3/delete_devices`, {
			method: 'POST',
			headers: { authorization: `Bearer ${accessToken}` },
			body: JSON.stringify({ devices, auth })
		});
	const { session } = (await (await ask()).json()) as { session: string };
	const identifier = { type: 'm.id.user', user: userId };
	const done = await ask({ session, type: 'm.login.password', identifier, password });
	if (!done.ok) throw new Error(await done.text());
}

/** Opens the page of sessions, signed in, and waits until its list is there. */
export async function openSessions(page: Page, place: Place, query = ''): Promise<void> {
	await openSignedIn(page, place, `/account/sessions${query}`);
	await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
	await expect(list(page)).toBeVisible();
}

export const list = (page: Page): Locator =>
	page.getByRole('list', { name: 'Sessions', exact: true });

/** The row of a session. */
export const row = (page: Page, name: string): Locator =>
	list(page)
		.getByRole('listitem')
		.filter({ has: page.getByRole('button', { name, exact: true }) });

/** The names in the list, as they stand there. */
export const shownNames = (page: Page): Promise<string[]> =>
	list(page).locator('button[aria-expanded]').allTextContents();

/** Agrees in the dialog that asks first. */
export async function agree(page: Page): Promise<void> {
	await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
}

/** Confirms with the password. */
export async function confirm(page: Page, password: string): Promise<void> {
	await expect(
		page.getByRole('heading', { level: 1, name: 'Confirm that it is you' })
	).toBeVisible();
	await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
	await page.getByRole('button', { name: 'Continue', exact: true }).click();
}
