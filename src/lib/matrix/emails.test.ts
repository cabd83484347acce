import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { add, remove, requestCode, requestMail, submitCode } from './emails';
import { answeringFetch, json } from './scripted-fetch';

const V3 = 'https://hs.test/_matrix/client/v3/account/3pid';
const signal = new AbortController().signal;
const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);
let hs: ReturnType<typeof answeringFetch>;

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	keepAccount({
		server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
		userId: '@ada:hs.test',
		deviceId: 'DEVICE',
		accessToken: new Secret('syt_token')
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

const tokenOf = (init: RequestInit | undefined) => new Headers(init?.headers).get('authorization');

describe('the mail for an address that shall be added', () => {
	const mail = { address: 'ada@example.org', clientSecret: 'cs', attempt: 1 };
	const nextLink = 'https://portal.test/verified?v=1#flow=add';

	test('is asked for by whoever is signed in', async () => {
		hs.answer(json({ sid: 'abc' }));
		expect(await requestMail({ ...mail, nextLink }, signal)).toEqual({
			ok: true,
			value: { sid: 'abc' }
		});
		expect(hs.sent[0]).toMatchObject({
			line: `POST ${V3}/email/requestToken`,
			body: { email: 'ada@example.org', client_secret: 'cs', send_attempt: 1, next_link: nextLink }
		});
		expect(tokenOf(hs.sent[0]?.init)).toBe('Bearer syt_token');
	});

	test.each([
		[refusal(400, 'M_THREEPID_IN_USE'), { kind: 'emailTaken' }],
		[refusal(403, 'M_THREEPID_DENIED'), { kind: 'emailDenied' }],
		[refusal(400, 'M_INVALID_PARAM'), { kind: 'emailInvalid' }],
		[refusal(500, 'M_UNKNOWN'), { kind: 'mailNotSent', detail: 'Words' }],
		[refusal(400, 'M_UNKNOWN'), { kind: 'emailUnsupported' }],
		[refusal(404, 'M_UNRECOGNIZED'), { kind: 'emailUnsupported' }],
		// Not "registration is closed": it is this account that may not.
		[refusal(403, 'M_FORBIDDEN'), { kind: 'refused', detail: 'Words' }],
		[
			refusal(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 2000 }),
			{ kind: 'rateLimited', retryAfterMs: 2000 }
		],
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		[json({ sid: '../x' }), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await requestMail(mail, signal)).toEqual({ ok: false, error });
	});

	test('a refused link back is told apart from a malformed address', async () => {
		hs.answer(refusal(400, 'M_INVALID_PARAM'));
		expect(await requestMail({ ...mail, nextLink }, signal)).toEqual({
			ok: false,
			error: { kind: 'nextLinkRefused' }
		});
		hs.answer(refusal(403, 'M_FORBIDDEN'));
		expect(await requestMail({ ...mail, nextLink }, signal)).toMatchObject({
			error: { kind: 'refused' }
		});
	});

	test('nothing is sent for what cannot be an address, or by nobody', async () => {
		expect(await requestMail({ ...mail, address: 'ada' }, signal)).toMatchObject({
			error: { kind: 'emailInvalid' }
		});
		sessionStorage.clear();
		expect(await requestMail(mail, signal)).toMatchObject({ error: { kind: 'sessionEnded' } });
		expect(hs.sent).toEqual([]);
	});
});

describe('adding an address', () => {
	const given = { clientSecret: 'cs', sid: 'abc' };
	const password = new Secret('correct horse');
	const auth = {
		session: 's1',
		type: 'm.login.password',
		userId: '@ada:hs.test',
		password
	} as const;
	const flows = [{ stages: ['m.login.password'] }];

	test('first asks how it is to be confirmed', async () => {
		hs.answer(json({ session: 's1', flows, params: {} }, 401));
		expect(await add(given, signal)).toEqual({
			ok: true,
			value: { kind: 'challenge', challenge: { session: 's1', flows, params: {} } }
		});
		expect(hs.sent[0]).toMatchObject({
			line: `POST ${V3}/add`,
			body: { client_secret: 'cs', sid: 'abc' }
		});
		expect(hs.sent[0]?.body).not.toHaveProperty('auth');
	});

	test('carries the password, and is done', async () => {
		hs.answer(json({}));
		expect(await add({ ...given, auth }, signal)).toEqual({
			ok: true,
			value: { kind: 'done', value: true }
		});
		expect(hs.sent[0]?.body).toEqual({
			client_secret: 'cs',
			sid: 'abc',
			auth: {
				session: 's1',
				type: 'm.login.password',
				identifier: { type: 'm.id.user', user: '@ada:hs.test' },
				password: 'correct horse'
			}
		});
	});

	test('tells a wrong password, and keeps the session', async () => {
		hs.answer(refusal(401, 'M_FORBIDDEN', { session: 's1', flows, completed: [] }));
		expect(await add({ ...given, auth }, signal)).toMatchObject({
			ok: true,
			value: { kind: 'challenge', refusal: { kind: 'passwordWrong' } }
		});
	});

	test('looks with the session alone', async () => {
		hs.answer(refusal(400, 'M_THREEPID_AUTH_FAILED'));
		expect(await add({ ...given, auth: { session: 's1' } }, signal)).toEqual({
			ok: false,
			error: { kind: 'linkNotConfirmed' }
		});
		expect(hs.sent[0]?.body).toEqual({ client_secret: 'cs', sid: 'abc', auth: { session: 's1' } });
	});

	test.each([
		[refusal(400, 'M_UNKNOWN'), { kind: 'uiaExpired' }],
		[json({ session: 's2', flows }, 401), { kind: 'uiaExpired' }],
		[refusal(400, 'M_THREEPID_IN_USE'), { kind: 'emailTaken' }],
		[refusal(400, 'M_SESSION_EXPIRED'), { kind: 'linkExpired' }],
		[refusal(403, 'M_FORBIDDEN'), { kind: 'refused', detail: 'Words' }],
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		[json({ flows: [] }, 401), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await add({ ...given, auth: { session: 's1' } }, signal)).toEqual({ ok: false, error });
	});
});

describe('removing', () => {
	test.each([
		{ medium: 'email', address: 'ada@example.org' },
		{ medium: 'msisdn', address: '447700900000' }
	] as const)('$address', async (threepid) => {
		hs.answer(json({ id_server_unbind_result: 'no-support' }));
		expect(await remove(threepid, signal)).toEqual({ ok: true, value: true });
		expect(hs.sent[0]).toMatchObject({ line: `POST ${V3}/delete`, body: threepid });
	});

	test('may be refused', async () => {
		hs.answer(refusal(403, 'M_FORBIDDEN'));
		const gone = await remove({ medium: 'email', address: 'ada@example.org' }, signal);
		expect(gone).toMatchObject({ ok: false, error: { kind: 'refused' } });
	});
});

describe('a phone number', () => {
	const asked = { number: '+447700900000', country: 'GB', clientSecret: 'cs', attempt: 1 };

	test('gets a code, which is handed in at the place that the homeserver names', async () => {
		hs.answer(json({ sid: 'abc', submit_url: 'https://sms.test/submit' }));
		const sent = await requestCode(asked, signal);
		expect(sent).toEqual({ ok: true, value: { sid: 'abc', submitUrl: 'https://sms.test/submit' } });
		expect(hs.sent[0]).toMatchObject({
			line: `POST ${V3}/msisdn/requestToken`,
			body: { phone_number: '+447700900000', country: 'GB', client_secret: 'cs', send_attempt: 1 }
		});
	});

	test.each([
		[refusal(400, 'M_THREEPID_MEDIUM_NOT_SUPPORTED'), 'emailUnsupported'],
		[refusal(404, 'M_UNRECOGNIZED'), 'emailUnsupported'],
		[refusal(400, 'M_THREEPID_IN_USE'), 'emailTaken'],
		[refusal(400, 'M_INVALID_PARAM'), 'emailInvalid'],
		[refusal(500, 'M_UNKNOWN'), 'mailNotSent'],
		[refusal(400, 'M_UNKNOWN'), 'mailNotSent'],
		[refusal(403, 'M_FORBIDDEN'), 'refused'],
		[json({ sid: 'abc' }), 'unsupported'],
		[json({ sid: 'abc', submit_url: 'javascript:alert(1)' }), 'badAnswer'],
		[json({ sid: 'abc', submit_url: 7 }), 'badAnswer'],
		[json({ sid: '../x', submit_url: 'https://sms.test/' }), 'badAnswer']
	])('refusal %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await requestCode(asked, signal)).toMatchObject({ ok: false, error: { kind } });
	});

	const code = {
		submitUrl: 'https://sms.test/submit',
		sid: 'abc',
		clientSecret: 'cs',
		code: '123'
	};

	test('is confirmed by its code; the token stays here', async () => {
		hs.answer(json({ success: true }));
		expect(await submitCode(code, signal)).toEqual({ ok: true, value: true });
		expect(hs.sent[0]).toMatchObject({
			line: 'POST https://sms.test/submit',
			body: { sid: 'abc', client_secret: 'cs', token: '123' }
		});
		expect(tokenOf(hs.sent[0]?.init)).toBeNull();
	});

	test.each([
		[json({ success: false }), 'linkNotConfirmed'],
		[refusal(400, 'M_UNKNOWN'), 'linkNotConfirmed'],
		[refusal(401, 'M_UNAUTHORIZED'), 'linkNotConfirmed'],
		[refusal(400, 'M_SESSION_EXPIRED'), 'linkExpired'],
		[json({}), 'badAnswer']
	])('a code that is not taken %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await submitCode(code, signal)).toMatchObject({ ok: false, error: { kind } });
	});
});
