import { expect, type Locator, type Page } from '@playwright/test';
import { readUser } from '../../dev/synapse/admin.ts';
import { newAdministrator, openHelpDesk, withHelpDesk } from './help-desk.ts';
import type { Person } from './person.ts';
import { serverConfig, type test } from './test.ts';

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];
type Server = Awaited<ReturnType<Fixtures['stack']['homeserver']>>;

/** An operator who makes accounts. */
export interface Maker {
	portal: string;
	server: Server;
	operator: Person & { userId: string; accessToken: string };
	idOf(username: string): string;
	/** What the homeserver keeps of an account. */
	seen(username: string): Promise<Record<string, unknown>>;
	/** Opens a page as the operator. */
	open(page: Page, path?: string): Promise<void>;
	/** Takes or gives the rights of the operator, past the portal. */
	setRights(admin: boolean): Promise<void>;
}

/**
 * @param through where the portal reaches the homeserver, when that is not its own address
 */
export async function newMaker(
	{ stack, person }: Pick<Fixtures, 'stack' | 'person'>,
	variant: 'open' | 'strict' | 'sso' | 'closed' = 'open',
	through?: { baseUrl: string }
): Promise<Maker> {
	const server = await stack.homeserver(variant);
	const reached = { ...server, ...through };
	const portal = await stack.portal({ ...serverConfig(reached), ...withHelpDesk });
	const operator = { ...person, ...(await newAdministrator(server, person)) };
	const second = { ...person, username: `${person.username}-2` };
	const { accessToken } = await newAdministrator(server, second);
	const idOf = (username: string) => `@${username}:${server.serverName}`;
	return {
		portal,
		server,
		operator,
		idOf,
		seen: (username) => readUser(server, accessToken, idOf(username)),
		open: (page, path = '/help-desk/create') =>
			openHelpDesk(page, { portal, server: reached, person }, path),
		async setRights(admin) {
			const url = `${server.baseUrl}/_synapse/admin/v2/users/${encodeURIComponent(operator.userId)}`;
			const answer = await fetch(url, {
				method: 'PUT',
				headers: { authorization: `Bearer ${accessToken}` },
				body: JSON.stringify({ admin })
			});
			expect(answer.ok, await answer.text()).toBe(true);
		}
	};
}

export const FROM_FILE = '/help-desk/create?from=file';

export const field = (page: Page, name: string): Locator =>
	page.getByRole('textbox', { name, exact: true });

/** Waits until the page has looked whether the name is free. */
export async function fillUsername(page: Page, username: string): Promise<void> {
	await field(page, 'Username').fill(username);
	await expect(page.getByText('This username is free.')).toBeVisible();
}

/** Checks a list that is pasted. */
export async function checkList(page: Page, list: string): Promise<void> {
	await field(page, 'Rows').fill(list);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Check the list' })).toBeVisible();
}

/** Saves the passwords; by username, and the file as it is. */
export async function savePasswords(
	page: Page
): Promise<{ text: string; of: Readonly<Record<string, string>> }> {
	const saving = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Save the passwords' }).click();
	const stream = await (await saving).createReadStream();
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('utf8');
	const rows = text.trim().split('\r\n').slice(1);
	const of = rows.map((row) => {
		const cells = row.split(',');
		return [cells[0] ?? '', cells.at(-2) ?? ''] as const;
	});
	return { text, of: Object.fromEntries(of) };
}
