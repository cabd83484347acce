import { createHmac } from 'node:crypto';

/** A homeserver as its operator knows it. */
export type Governed = { baseUrl: string; sharedSecret: string };

/** An account with a session of its own. */
export type Account = { userId: string; accessToken: string; deviceId: string };

type NewAccount = { username: string; password: string; admin?: boolean; displayName?: string };

/**
 * Makes an account with the homeserver's shared secret, past every stage of registration.
 * @throws Error with the homeserver's own words, such as that the name is taken
 */
export async function registerUser(server: Governed, account: NewAccount): Promise<Account> {
	const url = `${server.baseUrl}/_synapse/admin/v1/register`;
	const { nonce } = await call(url, {}, 'GET');
	const { username, password, admin = false } = account;
	const mac = createHmac('sha1', server.sharedSecret)
		.update([nonce, username, password, admin ? 'admin' : 'notadmin'].join('\0'))
		.digest('hex');
	const body = { nonce, username, password, admin, mac, displayname: account.displayName };
	const answer = await call(url, { body });
	return {
		userId: String(answer.user_id),
		accessToken: String(answer.access_token),
		deviceId: String(answer.device_id)
	};
}

/**
 * Makes an operator's account, for the calls below and for tests of the help desk.
 * @param name must be new on this homeserver
 */
export function registerAdmin(
	server: Governed,
	name = `admin-${Date.now().toString(36)}`,
	password = `${name}-password`
): Promise<Account> {
	return registerUser(server, { username: name, password, admin: true });
}

/**
 * Sets the email addresses of an account, in place of those that it has, without any mail.
 * @param operator an operator's sign-in
 */
export async function setEmails(
	server: { baseUrl: string },
	operator: { username: string; password: string },
	userId: string,
	emails: string[]
): Promise<void> {
	const client = `${server.baseUrl}/_matrix/client/v3`;
	const identifier = { type: 'm.id.user', user: operator.username };
	const signIn = { type: 'm.login.password', identifier, password: operator.password };
	const token = String((await call(`${client}/login`, { body: signIn })).access_token);
	const threepids = emails.map((address) => ({ medium: 'email', address }));
	const user = `${server.baseUrl}/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
	await call(user, { body: { threepids }, token }, 'PUT');
	await call(`${client}/logout`, { token });
}

/**
 * What the homeserver keeps of an account (`GET /_synapse/admin/v2/users/{id}`): also of one that is
 * deactivated or erased.
 */
export function readUser(
	server: { baseUrl: string },
	adminToken: string,
	userId: string
): Promise<Record<string, unknown>> {
	const url = `${server.baseUrl}/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
	return call(url, { token: adminToken }, 'GET');
}

/**
 * Makes a registration token through the admin API.
 * @param limits `uses`: how often it may be used, any number if absent; `expires`: milliseconds since 1970
 * @returns the token
 */
export async function createRegistrationToken(
	server: { baseUrl: string },
	adminToken: string,
	limits: { token?: string; uses?: number; expires?: number } = {}
): Promise<string> {
	const body = {
		token: limits.token,
		uses_allowed: limits.uses ?? null,
		expiry_time: limits.expires ?? null
	};
	const url = `${server.baseUrl}/_synapse/admin/v1/registration_tokens/new`;
	return String((await call(url, { body, token: adminToken })).token);
}

/** Calls the homeserver and answers its JSON; anything but success is thrown in its own words. */
async function call(
	url: string,
	{ body, token }: { body?: object; token?: string },
	method = 'POST'
): Promise<Record<string, unknown>> {
	const response = await fetch(url, {
		method,
		headers: token ? { authorization: `Bearer ${token}` } : {},
		body: body ? JSON.stringify(body) : undefined
	});
	const answer = (await response.json()) as Record<string, unknown>;
	if (!response.ok) throw new Error(`${response.status} ${String(answer.error)} (${url})`);
	return answer;
}
