import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { Identifier } from './account-ports';
import { answeringFetch, json, text } from './scripted-fetch';
import { withPassword } from './sign-in';

let hs: ReturnType<typeof answeringFetch>;
const signal = new AbortController().signal;
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const session = { user_id: '@alice:hs.test', device_id: 'D', access_token: 'syt' };
const byName: Identifier = { user: 'alice' };
const byEmail: Identifier = { email: 'alice@people.test' };

const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);

function signIn(identifier = byName) {
	const password = new Secret('s3cret');
	const given = { identifier, password, deviceId: 'OURS', deviceName: 'Portal' };
	return withPassword(server, given, signal);
}

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
});
afterEach(() => void vi.unstubAllGlobals());

describe('a sign-in', () => {
	test.each([
		[byName, { type: 'm.id.user', user: 'alice' }],
		[{ user: '@alice:hs.test' }, { type: 'm.id.user', user: '@alice:hs.test' }],
		[byEmail, { type: 'm.id.thirdparty', medium: 'email', address: 'alice@people.test' }]
	])('by %j asks once, for a session of our own with refresh tokens', async (who, identifier) => {
		hs.answer(json({ ...session, refresh_token: 'syr', expires_in_ms: 300_000 }));
		const answer = await signIn(who);
		expect(hs.sent).toHaveLength(1);
		expect(hs.sent[0]?.line).toBe('POST https://hs.test/_matrix/client/v3/login');
		expect(hs.sent[0]?.init.headers).not.toHaveProperty('Authorization');
		expect(hs.sent[0]?.body).toEqual({
			type: 'm.login.password',
			identifier,
			password: 's3cret',
			device_id: 'OURS',
			initial_device_display_name: 'Portal',
			refresh_token: true
		});
		expect(answer).toMatchObject({
			ok: true,
			value: { userId: '@alice:hs.test', deviceId: 'D', expiresInMs: 300_000 }
		});
		expect(answer.ok && answer.value.refreshToken?.reveal()).toBe('syr');
	});

	test('goes to the homeserver that was chosen, whatever its answer names', async () => {
		const elsewhere = { 'm.homeserver': { base_url: 'https://evil.test' } };
		hs.answer(json({ ...session, home_server: 'evil.test', well_known: elsewhere }));
		const answer = await signIn();
		expect(answer.ok && Object.keys(answer.value).sort()).toEqual([
			'accessToken',
			'deviceId',
			'userId'
		]);
	});

	test('leaves no secret to be printed', async () => {
		hs.answer(json(session));
		const answer = await signIn();
		expect(JSON.stringify(answer)).not.toContain('syt');
	});
});

describe('a refusal', () => {
	test.each([
		[refusal(403, 'M_FORBIDDEN'), { kind: 'signInRefused' }],
		[refusal(401, 'M_USER_LOCKED', { soft_logout: true }), { kind: 'userLocked' }],
		[refusal(403, 'M_USER_SUSPENDED'), { kind: 'userSuspended' }],
		[refusal(403, 'M_USER_DEACTIVATED'), { kind: 'userDeactivated' }],
		[refusal(403, 'M_USER_LIMIT_EXCEEDED'), { kind: 'userLimitReached' }],
		[
			refusal(403, 'M_RESOURCE_LIMIT_EXCEEDED', { admin_contact: 'mailto:a@hs.test' }),
			{ kind: 'resourceLimitReached', adminContact: 'mailto:a@hs.test' }
		],
		[
			refusal(403, 'M_CONSENT_NOT_GIVEN', { consent_uri: 'javascript:alert(1)' }),
			{ kind: 'consentNeeded' }
		],
		[
			refusal(403, 'M_CONSENT_NOT_GIVEN', { consent_uri: 'https://hs.test/consent' }),
			{ kind: 'consentNeeded', uri: 'https://hs.test/consent' }
		],
		[refusal(403, 'ORG.MATRIX.MSC3866_USER_AWAITING_APPROVAL'), { kind: 'awaitingApproval' }],
		[
			refusal(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 5_869 }),
			{ kind: 'rateLimited', retryAfterMs: 5_869 }
		],
		[refusal(400, 'M_UNKNOWN'), { kind: 'unknown', errcode: 'M_UNKNOWN', detail: 'Words' }],
		[refusal(502, 'M_UNKNOWN'), { kind: 'serverFault', status: 502, detail: 'Words' }]
	])('%# has a kind of its own', async (answer, error) => {
		hs.answer(answer);
		expect(await signIn()).toEqual({ ok: false, error });
	});

	test.each([
		[refusal(403, 'M_FORBIDDEN'), 'signInRefused'],
		[refusal(400, 'M_THREEPID_NOT_FOUND'), 'signInRefused'],
		[refusal(400, 'M_UNKNOWN'), 'emailNotForSignIn'],
		[refusal(400, 'M_INVALID_PARAM'), 'emailNotForSignIn'],
		[refusal(400, 'M_UNRECOGNIZED'), 'emailNotForSignIn'],
		[refusal(500, 'M_UNKNOWN'), 'serverFault']
	])('%# of an email', async (answer, kind) => {
		hs.answer(answer);
		expect(await signIn(byEmail)).toMatchObject({ ok: false, error: { kind } });
	});
});

describe('an answer that is none', () => {
	test.each([
		[json({})],
		[json([])],
		[json(null)],
		[text('<p>')],
		[json({ ...session, user_id: 'alice' })],
		[json({ ...session, user_id: '@alice:' })],
		[json({ ...session, user_id: { toString: 'x' } })],
		[json({ ...session, access_token: '' })],
		[json({ ...session, access_token: 5 })],
		[json({ ...session, device_id: undefined })]
	])('%# signs nobody in', async (answer) => {
		hs.answer(answer);
		expect(await signIn()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});

	test('and nobody at all is not reached', async () => {
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('lost')));
		expect(await signIn()).toEqual({ ok: false, error: { kind: 'unreachable' } });
	});
});
