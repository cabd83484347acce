import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRegistrationToken, registerUser, setEmails } from './admin.ts';

type Call = { method: string; path: string; body: unknown; token: string | undefined };
const calls: Call[] = [];
let answers: Record<string, { status?: number; body: object }>;

beforeEach(() => {
	calls.length = 0;
	vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
		const { pathname } = new URL(url);
		const headers = init.headers as Record<string, string>;
		const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
		calls.push({ method: String(init.method), path: pathname, body, token: headers.authorization });
		const answer = answers[`${init.method} ${pathname}`] ?? { status: 404, body: {} };
		return Promise.resolve(Response.json(answer.body, { status: answer.status ?? 200 }));
	});
});
afterEach(() => vi.unstubAllGlobals());

const server = { baseUrl: 'http://hs', sharedSecret: 'secret' };
const register = '/_synapse/admin/v1/register';

describe('making an account with the shared secret', () => {
	it('signs the nonce and the account', async () => {
		const account = { user_id: '@a:hs', access_token: 't', device_id: 'D' };
		answers = {
			[`GET ${register}`]: { body: { nonce: 'n' } },
			[`POST ${register}`]: { body: account }
		};
		const made = await registerUser(server, { username: 'a', password: 'p', admin: true });
		expect(made).toEqual({ userId: '@a:hs', accessToken: 't', deviceId: 'D' });
		const mac = createHmac('sha1', 'secret').update('n\0a\0p\0admin').digest('hex');
		expect(calls[1]?.body).toMatchObject({ nonce: 'n', username: 'a', admin: true, mac });
	});

	it('fails with the words of the homeserver', async () => {
		const body = { errcode: 'M_USER_IN_USE', error: 'User ID already taken.' };
		answers = {
			[`GET ${register}`]: { body: { nonce: 'n' } },
			[`POST ${register}`]: { status: 400, body }
		};
		await expect(registerUser(server, { username: 'a', password: 'p' })).rejects.toThrow(
			'400 User ID already taken.'
		);
	});
});

describe('making a registration token', () => {
	it('sends the limits, and nothing for those that are not set', async () => {
		const path = '/_synapse/admin/v1/registration_tokens/new';
		answers = { [`POST ${path}`]: { body: { token: 'abc' } } };
		expect(await createRegistrationToken(server, 't', { uses: 1 })).toBe('abc');
		expect(calls[0]).toEqual({
			method: 'POST',
			path,
			token: 'Bearer t',
			body: { uses_allowed: 1, expiry_time: null }
		});
	});
});

describe('setting emails', () => {
	it('signs in as the operator, and out again', async () => {
		const user = '/_synapse/admin/v2/users/%40a%3Ahs';
		answers = {
			'POST /_matrix/client/v3/login': { body: { access_token: 't' } },
			[`PUT ${user}`]: { body: {} },
			'POST /_matrix/client/v3/logout': { body: {} }
		};
		await setEmails(server, { username: 'op', password: 'p' }, '@a:hs', ['a@x.test']);
		expect(calls.map(({ method, path, token }) => [method, path, token])).toEqual([
			['POST', '/_matrix/client/v3/login', undefined],
			['PUT', user, 'Bearer t'],
			['POST', '/_matrix/client/v3/logout', 'Bearer t']
		]);
		expect(calls[1]?.body).toEqual({ threepids: [{ medium: 'email', address: 'a@x.test' }] });
	});
});
