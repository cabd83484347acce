import { expect, type Locator, type Page } from '@playwright/test';
import { registerAdmin, registerUser, type Governed } from '../../dev/synapse/admin.ts';
import type { Person } from './person.ts';
import { openSignedIn } from './signed-in.ts';

type Server = Governed & { serverName: string };

/** The key of `config.json` that switches the help desk on. */
export const withHelpDesk = { features: { help_desk: true } };

/** Somebody who runs the homeserver. */
export async function newAdministrator(
	server: Server,
	person: Person
): Promise<{ userId: string; accessToken: string }> {
	return registerAdmin(server, person.username, person.password);
}

/** Opens a page of the help desk as somebody who is signed in. */
export async function openHelpDesk(
	page: Page,
	place: { portal: string; server: Server; person: Person },
	path = '/help-desk'
): Promise<void> {
	await openSignedIn(page, place, path);
	await expect(page.locator('html[data-ready]')).toBeAttached();
}

/**
 * Makes users whom nobody else's search finds.
 * @param mark part of each name, and of nobody else's
 */
export async function newUsers(
	server: Server,
	mark: string,
	count: number,
	displayName: (index: number) => string = (index) => `Person ${index}`
): Promise<string[]> {
	const made: string[] = [];
	for (let index = 0; index < count; index++) {
		const username = `${mark}-${index.toString().padStart(3, '0')}`;
		const password = `${username}-password`;
		const user = { username, password, displayName: displayName(index) };
		made.push((await registerUser(server, user)).userId);
	}
	return made;
}

export const search = (page: Page): Locator =>
	page.getByRole('searchbox', { name: 'Search users' });

export const usersTable = (page: Page): Locator => page.getByRole('table', { name: 'Users' });

/** The Matrix IDs that the table shows, in its order, in any language. */
export const shownUsers = (page: Page): Promise<string[]> =>
	page.getByRole('rowheader').allInnerTexts();

/** Expects the table to show these users, in this order, as soon as it does. */
export const expectUsers = (page: Page, userIds: readonly string[]): Promise<void> =>
	expect.poll(() => shownUsers(page)).toEqual(userIds);
