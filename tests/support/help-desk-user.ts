import { expect, type Locator, type Page } from '@playwright/test';
import { readUser, registerUser } from '../../dev/synapse/admin.ts';
import { newAdministrator, openHelpDesk, withHelpDesk } from './help-desk.ts';
import { newPerson, type Person } from './person.ts';
import type { test } from './test.ts';

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];
type Server = Awaited<ReturnType<Fixtures['stack']['homeserver']>>;

/** A user whom an operator helps, and the operator. */
export interface Desk {
	portal: string;
	server: Server;
	operator: Person & { userId: string; accessToken: string };
	user: Person & { userId: string; accessToken: string };
	/** What the homeserver keeps of a user: the one above, or another. */
	seen(userId?: string): Promise<Record<string, unknown>>;
	/** Changes a user past the portal, as another operator does. */
	change(body: object, userId?: string): Promise<void>;
	/** The path of a page of the user. */
	path(task?: string): string;
}

/** Makes an operator and a user, of the homeserver without limits where no other is named. */
export async function newDesk(
	{ stack, portalOf, person }: Pick<Fixtures, 'stack' | 'portalOf' | 'person'>,
	displayName = 'Ada',
	variant: 'open' | 'sso' = 'open'
): Promise<Desk> {
	const server = await stack.homeserver(variant);
	const portal = await portalOf(variant, withHelpDesk);
	const named = newPerson();
	const operator = { ...person, ...(await newAdministrator(server, person)) };
	const user = { ...named, ...(await registerUser(server, { ...named, displayName })) };
	const query = (userId: string) => new URLSearchParams({ id: userId }).toString();
	return {
		portal,
		server,
		operator,
		user,
		seen: (userId = user.userId) => readUser(server, operator.accessToken, userId),
		async change(body, userId = user.userId) {
			const url = `${server.baseUrl}/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
			const answer = await fetch(url, {
				method: 'PUT',
				headers: { authorization: `Bearer ${operator.accessToken}` },
				body: JSON.stringify(body)
			});
			expect(answer.ok, await answer.text()).toBe(true);
		},
		path: (task) => `/help-desk/user?${query(user.userId)}${task ? `&task=${task}` : ''}`
	};
}

/** Opens a page of the user as the operator. */
export const openTask = (page: Page, desk: Desk, task?: string, locale = ''): Promise<void> =>
	openHelpDesk(
		page,
		{ portal: desk.portal, server: desk.server, person: desk.operator },
		`${locale}${desk.path(task)}`
	);

export const button = (page: Page, name: string | RegExp): Locator =>
	page.getByRole('button', { name, exact: true });

export const heading = (page: Page, name: string): Locator =>
	page.getByRole('heading', { level: 1, name, exact: true });

/** It is done, and confirmed. */
export const expectDone = (page: Page): Promise<void> =>
	expect(page.getByText('Done, and confirmed by the homeserver.')).toBeVisible();

/** The password that is shown once. */
export const shownPassword = (page: Page): Locator => page.getByLabel('Password', { exact: true });

/** Signs in past the portal; the status and the code of what comes of it. */
export async function signIn(
	{ server }: Pick<Desk, 'server'>,
	user: string,
	password: string
): Promise<{ status: number; errcode?: string }> {
	const identifier = { type: 'm.id.user', user };
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3/login`, {
		method: 'POST',
		body: JSON.stringify({ type: 'm.login.password', identifier, password })
	});
	const { errcode } = (await answer.json()) as { errcode?: string };
	return { status: answer.status, ...(errcode !== undefined && { errcode }) };
}

/** Whether a token is one still. */
export async function isAlive(
	{ server }: Pick<Desk, 'server'>,
	accessToken: string
): Promise<boolean> {
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3/account/whoami`, {
		headers: { authorization: `Bearer ${accessToken}` }
	});
	return answer.ok;
}
