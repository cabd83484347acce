import { expect, type Locator, type Page } from '@playwright/test';
import type { Governed } from '../../dev/synapse/admin.ts';
import { expectAccessible } from './accessibility.ts';
import { keptSession } from './homeserver.ts';
import { OtherClient } from './other-client.ts';
import type { Person } from './person.ts';
import { newAccount, openSignedIn } from './signed-in.ts';

type Server = Governed & { serverName: string };
interface Place {
	portal: string;
	server: Server;
	person: Person;
}

export const PATH = '/account/encryption?task=verify';

/** An account whose other session has set everything up and is verified. */
export async function withLaptop(
	{ server, person }: Omit<Place, 'portal'>,
	phrase?: string
): Promise<{ laptop: OtherClient; recoveryKey: string }> {
	await newAccount(server, person);
	const laptop = await OtherClient.signIn(server, person);
	return { laptop, recoveryKey: await laptop.setUp(person.password, phrase) };
}

/** Opens the page, and waits until it asks for the key. */
export async function openVerify(page: Page, place: Place, query = ''): Promise<void> {
	await openSignedIn(page, place, PATH + query);
	await expect(key(page)).toBeVisible();
}

export const key = (page: Page): Locator =>
	page.getByRole('textbox', { name: 'Recovery key or phrase' });
export const press = (page: Page, name: string): Promise<void> =>
	page.getByRole('button', { name, exact: true }).click();
export const emoji = (page: Page): Locator => page.getByRole('list', { name: 'Emoji to compare' });

/** The names of the emoji that the page shows, in their order. */
export async function shownNames(page: Page): Promise<string[]> {
	const items = await emoji(page).getByRole('listitem').allInnerTexts();
	return items.map((text) => text.split('\n').at(-1) ?? '');
}

/** A step is there, has the focus, and nothing is wrong with it for axe. */
export async function expectStep(page: Page, heading: string): Promise<void> {
	const title = page.getByRole('heading', { level: 1, name: heading, exact: true });
	await expect(title).toBeVisible();
	await expect(title).toBeFocused();
	await expectAccessible(page);
}

/** Which session the page is. */
export async function deviceOf(page: Page): Promise<string> {
	const kept = await keptSession(page);
	if (!kept) throw new Error('Nobody is signed in');
	return kept.deviceId;
}

/** The sessions of which the homeserver has public keys. */
export async function sessionsWithKeys({ client }: OtherClient): Promise<string[]> {
	const userId = client.getSafeUserId();
	const told = await client.downloadKeysForUsers([userId]);
	return Object.keys(told.device_keys[userId] ?? {});
}

/** The check-up has nothing against the sessions. */
export async function expectCheckUp(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Overview' }).click();
	const list = page.getByRole('list', { name: 'Security check-up' });
	for (const name of ['Secure Backup', 'Cross-signing', 'Unverified sessions']) {
		const topic = list.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
		await expect(topic.getByText('Good', { exact: true })).toBeVisible();
	}
}
