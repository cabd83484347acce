import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { logout, whoami } from './account';
import { redeem } from './login';
import { refresh } from './refresh';
import { answeringFetch, json } from './scripted-fetch';

let hs: ReturnType<typeof answeringFetch>;
const signal = new AbortController().signal;
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const token = new Secret('syt');
const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

describe('coming back from a provider', () => {
	const session = { user_id: '@alice:hs.test', device_id: 'D', access_token: 'syt' };

	test('makes a session with a name of its own', async () => {
		hs.answer(json({ ...session, refresh_token: 'syr', expires_in_ms: 300_000 }));
		const answer = await redeem(server, new Secret('login'), 'Portal', signal);
		expect(hs.sent[0]).toMatchObject({
			line: 'POST https://hs.test/_matrix/client/v3/login',
			body: {
				type: 'm.login.token',
				token: 'login',
				initial_device_display_name: 'Portal',
				refresh_token: true
			}
		});
		expect(answer).toMatchObject({
			ok: true,
			value: { userId: '@alice:hs.test', deviceId: 'D', expiresInMs: 300_000 }
		});
		expect(answer.ok && answer.value.accessToken.reveal()).toBe('syt');
		expect(answer.ok && answer.value.refreshToken?.reveal()).toBe('syr');
	});

	test('may make a session that does not end by itself', async () => {
		hs.answer(json({ ...session, expires_in_ms: -1, refresh_token: null }));
		const answer = await redeem(server, new Secret('login'), 'Portal', signal);
		expect(answer.ok && Object.keys(answer.value).sort()).toEqual([
			'accessToken',
			'deviceId',
			'userId'
		]);
	});

	test.each([
		[refusal(403, 'M_FORBIDDEN'), { kind: 'ssoExpired' }],
		[refusal(401, 'M_UNAUTHORIZED'), { kind: 'ssoExpired' }],
		[refusal(403, 'M_USER_DEACTIVATED'), { kind: 'userDeactivated' }],
		[refusal(401, 'M_USER_LOCKED'), { kind: 'userLocked' }],
		[refusal(429, 'M_LIMIT_EXCEEDED'), { kind: 'rateLimited', retryAfterMs: 10_000 }],
		[json({ ...session, access_token: undefined }), { kind: 'badAnswer' }],
		[json({ ...session, user_id: 'alice' }), { kind: 'badAnswer' }],
		[json([]), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await redeem(server, new Secret('login'), 'Portal', signal)).toEqual({
			ok: false,
			error
		});
	});

	test.each([
		['a lost answer', () => Promise.reject(new TypeError('lost')), 'ssoAnswerLost'],
		['a word of a proxy', refusal(502, 'M_UNKNOWN'), 'ssoAnswerLost'],
		['a limit', refusal(429, 'M_LIMIT_EXCEEDED'), 'ssoExpired']
	])('refused after %s', async (_what, first, kind) => {
		const loginToken = new Secret('login');
		vi.stubGlobal('fetch', () => Promise.resolve(first()));
		expect((await redeem(server, loginToken, 'Portal', signal)).ok).toBe(false);
		vi.stubGlobal('fetch', hs.fetch);
		hs.answer(refusal(403, 'M_FORBIDDEN'));
		expect(await redeem(server, loginToken, 'Portal', signal)).toEqual({
			ok: false,
			error: { kind }
		});
		// Another token has a fate of its own.
		expect(await redeem(server, new Secret('login'), 'Portal', signal)).toEqual({
			ok: false,
			error: { kind: 'ssoExpired' }
		});
	});
});

describe('whose session it is', () => {
	test('is asked with its token', async () => {
		hs.answer(json({ user_id: '@alice:hs.test', device_id: 'D', is_guest: false }));
		expect(await whoami(server, token, signal)).toEqual({
			ok: true,
			value: { userId: '@alice:hs.test', deviceId: 'D' }
		});
		expect(hs.sent[0]).toMatchObject({
			line: 'GET https://hs.test/_matrix/client/v3/account/whoami',
			init: { headers: { Authorization: 'Bearer syt' } }
		});
	});

	test.each([
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		[refusal(401, 'M_UNKNOWN_TOKEN', { soft_logout: true }), { kind: 'sessionEnded', soft: true }],
		[refusal(401, 'M_USER_LOCKED', { soft_logout: true }), { kind: 'userLocked' }],
		[json({ user_id: 'alice' }), { kind: 'badAnswer' }],
		[json({ user_id: '@alice:hs.test', device_id: 5 }), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await whoami(server, token, signal)).toEqual({ ok: false, error });
	});
});

describe('a session whose token has run out', () => {
	test('gets new tokens', async () => {
		hs.answer(json({ access_token: 'new', refresh_token: 'next', expires_in_ms: 5 }));
		const answer = await refresh(server, new Secret('syr'), signal);
		expect(hs.sent[0]).toMatchObject({
			line: 'POST https://hs.test/_matrix/client/v3/refresh',
			body: { refresh_token: 'syr' }
		});
		expect(hs.sent[0]?.init.headers).not.toHaveProperty('Authorization');
		expect(answer.ok && answer.value.accessToken.reveal()).toBe('new');
		expect(answer.ok && answer.value.refreshToken?.reveal()).toBe('next');
	});

	test.each([
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		// Synapse, when the successor of this refresh token is in use.
		[refusal(403, 'M_FORBIDDEN'), { kind: 'sessionEnded', soft: true }],
		[refusal(401, 'M_USER_LOCKED'), { kind: 'userLocked' }],
		[
			refusal(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 700 }),
			{ kind: 'rateLimited', retryAfterMs: 700 }
		],
		[json({ refresh_token: 'next' }), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await refresh(server, new Secret('syr'), signal)).toEqual({ ok: false, error });
	});
});

describe('signing out', () => {
	test('ends the session', async () => {
		hs.answer(json({}));
		expect(await logout(server, token, signal)).toEqual({ ok: true, value: true });
		expect(hs.sent[0]).toMatchObject({
			line: 'POST https://hs.test/_matrix/client/v3/logout',
			init: { headers: { Authorization: 'Bearer syt' } },
			body: {}
		});
	});

	test('of a session that has ended is no failure', async () => {
		hs.answer(refusal(401, 'M_UNKNOWN_TOKEN', { soft_logout: false }));
		expect(await logout(server, token, signal)).toEqual({ ok: true, value: true });
	});

	test('with a token that has run out leaves the session, and says so', async () => {
		hs.answer(refusal(401, 'M_UNKNOWN_TOKEN', { soft_logout: true }));
		expect(await logout(server, token, signal)).toEqual({
			ok: false,
			error: { kind: 'sessionEnded', soft: true }
		});
	});

	test('fails when the homeserver does', async () => {
		hs.answer(refusal(500, 'M_UNKNOWN'));
		expect(await logout(server, token, signal)).toMatchObject({ error: { kind: 'serverFault' } });
	});
});

test('no token can be printed by accident', async () => {
	hs.answer(json({ user_id: '@a:hs.test', device_id: 'D', access_token: 's3cret' }));
	const answer = await redeem(server, new Secret('l0gin'), 'Portal', signal);
	expect(JSON.stringify(answer)).not.toContain('s3cret');
	expect(String(answer.ok && answer.value.accessToken)).not.toContain('s3cret');
});
