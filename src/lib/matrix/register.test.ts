import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { AuthData } from '$lib/uia/types';
import { register } from './registration';
import { answeringFetch, json } from './scripted-fetch';

let hs: ReturnType<typeof answeringFetch>;
const signal = new AbortController().signal;
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

const flows = [{ stages: ['m.login.email.identity'] }];
const email: AuthData = {
	session: 's',
	type: 'm.login.email.identity',
	threepid_creds: { sid: 'sid', client_secret: 'c' }
};
const token: AuthData = { session: 's', type: 'm.login.registration_token', token: 't' };
const dummy: AuthData = { session: 's', type: 'm.login.dummy' };
const first = (auth: AuthData) => ({
	auth,
	parameters: {
		username: 'alice',
		password: new Secret('pass word'),
		deviceId: 'DEVICE',
		deviceName: 'Portal'
	}
});
const account = { user_id: '@alice:hs.test', home_server: 'hs.test' };
const session = {
	...account,
	device_id: 'DEVICE',
	access_token: 'syt',
	refresh_token: 'syr',
	expires_in_ms: 300_000
};

test('a request carries everything the first time', async () => {
	hs.answer(json(session));
	await register(server, first(dummy), signal);
	expect(hs.sent).toHaveLength(1);
	expect(hs.sent[0]).toMatchObject({ line: 'POST https://hs.test/_matrix/client/v3/register' });
	expect(hs.sent[0]?.init.headers).not.toHaveProperty('Authorization');
	expect(hs.sent[0]?.body).toEqual({
		auth: dummy,
		username: 'alice',
		password: 'pass word',
		device_id: 'DEVICE',
		initial_device_display_name: 'Portal',
		refresh_token: true
	});
});

test('a request carries nothing but auth later, or the homeserver would forget the username', async () => {
	hs.answer(json(session));
	await register(server, { auth: email, deviceId: 'OTHER' }, signal);
	expect(hs.sent[0]?.body).toEqual({ auth: email });
});

test('a request asks for no session with the username only', async () => {
	hs.answer(json(account));
	const request = { auth: { session: 's' }, username: 'alice', inhibitLogin: true } as const;
	expect(await register(server, request, signal)).toEqual({
		ok: true,
		value: { kind: 'done', userId: '@alice:hs.test' }
	});
	expect(hs.sent[0]?.body).toEqual({
		auth: { session: 's' },
		username: 'alice',
		inhibit_login: true
	});
});

test('a request may ask for no session the first time', async () => {
	hs.answer(json(account));
	await register(server, { ...first(dummy), inhibitLogin: true }, signal);
	expect(hs.sent[0]?.body).toMatchObject({ username: 'alice', inhibit_login: true });
	expect(hs.sent[0]?.body).not.toHaveProperty('refresh_token');
});

test('a request ends with the account and its session', async () => {
	hs.answer(json(session));
	const answer = await register(server, first(dummy), signal);
	expect(answer).toMatchObject({
		ok: true,
		value: {
			kind: 'done',
			userId: '@alice:hs.test',
			login: { userId: '@alice:hs.test', deviceId: 'DEVICE', expiresInMs: 300_000 }
		}
	});
	const login = answer.ok && answer.value.kind === 'done' ? answer.value.login : undefined;
	expect(login?.accessToken.reveal()).toBe('syt');
	expect(login?.refreshToken?.reveal()).toBe('syr');
});

test.each([
	['no token', account],
	['a token of another type', { ...session, access_token: 5 }],
	['no device', { ...session, device_id: undefined }]
])('with %s is done without a session', async (_name, body) => {
	hs.answer(json(body));
	expect(await register(server, first(dummy), signal)).toEqual({
		ok: true,
		value: { kind: 'done', userId: '@alice:hs.test' }
	});
});

test.each([{}, { user_id: 5 }, { user_id: 'alice' }, { user_id: '@a b:c' }])(
	'that ends with %j is a bad answer',
	async (body) => {
		hs.answer(json(body));
		expect(await register(server, first(dummy), signal)).toEqual({
			ok: false,
			error: { kind: 'badAnswer' }
		});
	}
);

test('a request leads on to more stages', async () => {
	hs.answer(json({ session: 's', flows, completed: ['m.login.terms'], params: {} }, 401));
	expect(await register(server, first(token), signal)).toEqual({
		ok: true,
		value: {
			kind: 'challenge',
			challenge: { session: 's', flows, completed: ['m.login.terms'], params: {} }
		}
	});
});

test.each([
	[email, 'M_UNAUTHORIZED', { kind: 'linkNotConfirmed' }],
	[token, 'M_UNAUTHORIZED', { kind: 'registrationTokenInvalid' }],
	[
		{ ...token, type: 'org.matrix.msc3231.login.registration_token' } as const,
		'M_UNAUTHORIZED',
		{ kind: 'registrationTokenInvalid' }
	],
	[dummy, 'M_UNAUTHORIZED', { kind: 'stageRefused', detail: 'Words' }],
	[{ session: 's' }, 'M_CAPTCHA_INVALID', { kind: 'captchaRefused' }],
	[dummy, 'M_ODD', { kind: 'unknown', errcode: 'M_ODD', detail: 'Words' }]
])('says why the stage %j was refused', async (auth, errcode, error) => {
	hs.answer(refusal(401, errcode, { session: 's', flows, completed: [] }));
	const answer = await register(server, { auth }, signal);
	expect(answer).toMatchObject({ ok: true, value: { kind: 'challenge', refusal: error } });
});

test('a request with a session that the homeserver replaced has to begin anew', async () => {
	hs.answer(json({ session: 'another', flows }, 401));
	expect(await register(server, { auth: email }, signal)).toEqual({
		ok: false,
		error: { kind: 'uiaExpired' }
	});
});

test.each([
	[refusal(400, 'M_UNKNOWN'), { kind: 'uiaExpired' }],
	[refusal(400, 'M_MISSING_PARAM'), { kind: 'uiaExpired' }],
	[refusal(400, 'M_THREEPID_AUTH_FAILED'), { kind: 'linkNotConfirmed' }],
	[refusal(400, 'M_USER_IN_USE'), { kind: 'usernameTaken' }],
	[refusal(400, 'M_PASSWORD_TOO_SHORT'), { kind: 'passwordTooShort' }],
	[refusal(400, 'M_THREEPID_IN_USE'), { kind: 'emailTaken' }],
	[refusal(403, 'M_FORBIDDEN'), { kind: 'registrationClosed' }],
	[refusal(403, 'M_RESOURCE_LIMIT_EXCEEDED'), { kind: 'resourceLimitReached' }],
	[refusal(500, 'M_UNKNOWN'), { kind: 'serverFault', status: 500, detail: 'Words' }],
	[json({ flows: 'all' }, 401), { kind: 'badAnswer' }]
])('refusal %#', async (answer, error) => {
	hs.answer(answer);
	expect(await register(server, { auth: email }, signal)).toEqual({ ok: false, error });
});

test.each([
	['a'.repeat(256), 'short', { kind: 'usernameInvalid' }],
	['alice', '👋'.repeat(513), { kind: 'passwordTooLong' }]
])('is not sent with what no homeserver takes', async (username, password, error) => {
	const parameters = {
		username,
		password: new Secret(password),
		deviceId: 'D',
		deviceName: 'N'
	};
	const answer = await register(server, { auth: dummy, parameters }, signal);
	expect(answer).toEqual({ ok: false, error });
	expect(hs.sent).toEqual([]);
});
