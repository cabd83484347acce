import type { Page } from '@playwright/test';

interface Reachable {
	baseUrl: string;
}

/** The session that a page keeps for its tab, as the portal stores it. */
interface KeptSession {
	userId: string;
	accessToken: string;
	deviceId: string;
}

/** The session of a page's tab; undefined when nobody is signed in there. */
export async function keptSession(page: Page): Promise<KeptSession | undefined> {
	const text = await page.evaluate(() => sessionStorage.getItem('vestibule.account'));
	return text === null ? undefined : (JSON.parse(text) as KeptSession);
}

/** Signs in past the portal, with a session of its own. Fails when the homeserver refuses. */
export async function signIn(
	server: Reachable,
	{ username, password }: { username: string; password: string }
): Promise<{ userId: string; accessToken: string }> {
	const identifier = { type: 'm.id.user', user: username };
	const body = { type: 'm.login.password', identifier, password };
	const { user_id, access_token } = await call(server, '/login', { body });
	return { userId: String(user_id), accessToken: String(access_token) };
}

/** The names of an account's sessions. */
export async function sessionsOf(server: Reachable, accessToken: string): Promise<string[]> {
	const { devices } = await call(server, '/devices', { accessToken });
	return (devices as { display_name: string }[]).map((device) => device.display_name);
}

/** The email addresses of an account. */
export async function emailsOf(server: Reachable, accessToken: string): Promise<string[]> {
	const { threepids } = await call(server, '/account/3pid', { accessToken });
	return (threepids as { address: string }[]).map(({ address }) => address);
}

async function call(
	server: Reachable,
	path: string,
	{ body, accessToken }: { body?: object; accessToken?: string }
): Promise<Record<string, unknown>> {
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3${path}`, {
		method: body ? 'POST' : 'GET',
		headers: accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
		...(body && { body: JSON.stringify(body) })
	});
	const content = (await answer.json()) as Record<string, unknown>;
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${String(content.error)}`);
	return content;
}
