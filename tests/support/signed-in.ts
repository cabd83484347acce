import type { Page } from '@playwright/test';
import { registerUser, type Governed } from '../../dev/synapse/admin.ts';
import type { Person } from './person.ts';

/** A homeserver of the stack. */
type Server = Governed & { serverName: string };

/** An account that was made past the portal. */
export async function newAccount(server: Server, person: Person): Promise<{ userId: string }> {
	const { userId } = await registerUser(server, person);
	return { userId };
}

/** Signs in past the portal, as the portal does: with refresh tokens, and a session of this name. */
export async function newLogin(
	server: Server,
	{ username, password }: Person,
	deviceName = 'Vestibule account page on Chrome'
): Promise<Record<string, unknown>> {
	const answer = await fetch(`${server.baseUrl}/_matrix/client/v3/login`, {
		method: 'POST',
		body: JSON.stringify({
			type: 'm.login.password',
			identifier: { type: 'm.id.user', user: username },
			password,
			initial_device_display_name: deviceName,
			refresh_token: true
		})
	});
	if (!answer.ok) throw new Error(`Sign-in: ${answer.status} ${await answer.text()}`);
	return (await answer.json()) as Record<string, unknown>;
}

/**
 * Opens a page of the portal as somebody who has signed in there in this tab before. For tests that
 * are not about signing in.
 * @param path `/account/emails`
 */
export async function openSignedIn(
	page: Page,
	{ portal, server, person }: { portal: string; server: Server; person: Person },
	path = '/account'
): Promise<void> {
	const login = await newLogin(server, person);
	const account = {
		server: { baseUrl: server.baseUrl, serverName: server.serverName },
		userId: login.user_id,
		deviceId: login.device_id,
		accessToken: login.access_token,
		refreshToken: login.refresh_token,
		expiresAt: Date.now() + Number(login.expires_in_ms)
	};
	// Storage belongs to an origin: it needs a page of it, and one that starts nothing by itself.
	await page.goto(`${portal}/config.json`);
	await page.evaluate(
		(text) => sessionStorage.setItem('vestibule.account', text),
		JSON.stringify(account)
	);
	await page.goto(`${portal}${path}`);
}
