import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MailRequest } from './ports';
import { available, requestMail, tokenValid } from './registration';
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

describe('whether a username is free', () => {
	test('is asked', async () => {
		hs.answer(json({ available: true }));
		expect(await available(server, 'alice+1', signal)).toEqual({ ok: true, value: true });
		expect(hs.sent[0]?.line).toBe(
			'GET https://hs.test/_matrix/client/v3/register/available?username=alice%2B1'
		);
	});

	test.each([
		[json({ available: false }), { kind: 'usernameTaken' }],
		[refusal(400, 'M_USER_IN_USE'), { kind: 'usernameTaken' }],
		[refusal(400, 'M_INVALID_USERNAME'), { kind: 'usernameInvalid', detail: 'Words' }],
		[refusal(400, 'M_UNKNOWN'), { kind: 'usernameInvalid', detail: 'Words' }],
		[refusal(400, 'M_EXCLUSIVE'), { kind: 'usernameReserved' }],
		[refusal(403, 'M_FORBIDDEN'), { kind: 'registrationClosed' }],
		[
			refusal(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 2000 }),
			{ kind: 'rateLimited', retryAfterMs: 2000 }
		],
		[json({ available: 'yes' }), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await available(server, 'alice', signal)).toEqual({ ok: false, error });
	});
});

describe('whether a registration token is valid', () => {
	test.each([true, false])('is asked: %s', async (valid) => {
		hs.answer(json({ valid }));
		expect(await tokenValid(server, 'a~b', signal)).toEqual({ ok: true, value: valid });
		expect(hs.sent[0]?.line).toBe(
			'GET https://hs.test/_matrix/client/v1/register/m.login.registration_token/validity?token=a%7Eb'
		);
	});

	test('cannot be told by a homeserver without the endpoint', async () => {
		hs.answer(refusal(404, 'M_UNRECOGNIZED'));
		expect(await tokenValid(server, 'a', signal)).toEqual({ ok: true, value: true });
	});

	test.each([
		[refusal(403, 'M_FORBIDDEN'), 'registrationClosed'],
		[refusal(429, 'M_LIMIT_EXCEEDED'), 'rateLimited'],
		[json({}), 'badAnswer']
	])('refusal %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await tokenValid(server, 'a', signal)).toMatchObject({ ok: false, error: { kind } });
	});
});

describe('the mail', () => {
	const mail = (more: Partial<MailRequest> = {}): MailRequest => ({
		address: 'alice@example.org',
		clientSecret: 'secret',
		attempt: 2,
		...more
	});

	test('is asked for with a link back', async () => {
		hs.answer(json({ sid: 'abc' }));
		const nextLink = 'https://portal.test/verified?v=1#flow=register';
		expect(await requestMail(server, mail({ nextLink }), signal)).toEqual({
			ok: true,
			value: { sid: 'abc' }
		});
		expect(hs.sent[0]).toMatchObject({
			line: 'POST https://hs.test/_matrix/client/v3/register/email/requestToken',
			body: {
				email: 'alice@example.org',
				client_secret: 'secret',
				send_attempt: 2,
				next_link: nextLink
			}
		});
	});

	test('is asked for without a link back', async () => {
		hs.answer(json({ sid: 'abc' }));
		await requestMail(server, mail(), signal);
		expect(hs.sent[0]?.body).not.toHaveProperty('next_link');
	});

	test.each([
		'',
		'alice',
		'@',
		'alice@',
		'@b.test',
		'a@b@c.test',
		'a b@c.test',
		'a\u0000@b.test',
		'x'.repeat(500) + '@b.test'
	])('is not asked for to %j', async (address) => {
		expect(await requestMail(server, mail({ address }), signal)).toEqual({
			ok: false,
			error: { kind: 'emailInvalid' }
		});
		expect(hs.sent).toEqual([]);
	});

	test.each([
		[refusal(400, 'M_INVALID_PARAM'), 'https://p.test', { kind: 'nextLinkRefused' }],
		[refusal(400, 'M_INVALID_PARAM'), undefined, { kind: 'emailInvalid' }],
		[refusal(400, 'M_INVALID_EMAIL'), 'https://p.test', { kind: 'emailInvalid' }],
		[refusal(400, 'M_UNKNOWN'), 'https://p.test', { kind: 'emailUnsupported' }],
		[refusal(400, 'M_THREEPID_IN_USE'), undefined, { kind: 'emailTaken' }],
		[refusal(403, 'M_THREEPID_DENIED'), undefined, { kind: 'emailDenied' }],
		[refusal(403, 'M_FORBIDDEN'), undefined, { kind: 'registrationClosed' }],
		[refusal(500, 'M_UNKNOWN'), undefined, { kind: 'mailNotSent', detail: 'Words' }],
		[refusal(404, 'M_UNRECOGNIZED'), undefined, { kind: 'emailUnsupported' }],
		[json({ sid: 5 }), undefined, { kind: 'badAnswer' }],
		[json({ sid: '<script>' }), undefined, { kind: 'badAnswer' }]
	])('refusal %#', async (answer, nextLink, error) => {
		hs.answer(answer);
		const request = mail(nextLink === undefined ? {} : { nextLink });
		expect(await requestMail(server, request, signal)).toEqual({ ok: false, error });
	});
});
