import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { ConfirmData } from '$lib/uia/types';
import { change, probe } from './password';
import { answeringFetch, json } from './scripted-fetch';
import { at, me, signal, signIn } from './security-testing';

let hs: ReturnType<typeof answeringFetch>;
const PASSWORD = at('POST', 'v3/account/password');
const flows = [{ stages: ['m.login.password'] }];
const given = { newPassword: new Secret('new'), logoutDevices: false };
const auth: ConfirmData = {
	session: 'uia',
	type: 'm.login.password',
	userId: me,
	password: new Secret('old')
};
const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	signIn();
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('how a change is confirmed', () => {
	test('is asked with no new password', async () => {
		hs.answer(json({ session: 'uia', flows }, 401));
		expect(await probe(signal)).toEqual({
			ok: true,
			value: { kind: 'challenge', challenge: { session: 'uia', flows } }
		});
		expect(hs.sent).toMatchObject([{ line: PASSWORD, body: {} }]);
		expect(hs.sent[0]?.body).toEqual({});
	});

	test('is not to be had from a homeserver without it', async () => {
		hs.answer(refusal(404, 'M_UNRECOGNIZED'));
		expect(await probe(signal)).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
	});
});

describe('a change', () => {
	test('asks first, with what the person chose', async () => {
		hs.answer(json({ session: 'uia', flows, params: {} }, 401));
		expect(await change(given, signal)).toMatchObject({ value: { kind: 'challenge' } });
		const { body, init, line } = hs.sent[0] ?? {};
		expect(line).toBe(PASSWORD);
		expect(body).toEqual({ new_password: 'new', logout_devices: false });
		expect(init?.headers).toMatchObject({ Authorization: 'Bearer syt_here' });
	});

	test('is confirmed with the password', async () => {
		hs.answer(json({}));
		const answer = await change({ ...given, logoutDevices: true, auth }, signal);
		expect(answer).toEqual({ ok: true, value: { kind: 'done', value: true } });
		expect(hs.sent[0]?.body).toEqual({
			new_password: 'new',
			logout_devices: true,
			auth: {
				session: 'uia',
				type: 'm.login.password',
				identifier: { type: 'm.id.user', user: me },
				password: 'old'
			}
		});
	});

	test('is asked for again without a password', async () => {
		hs.answer(json({}));
		await change({ ...given, auth: { session: 'uia' } }, signal);
		expect(hs.sent[0]?.body).toMatchObject({ auth: { session: 'uia' } });
	});

	test('tells a wrong password from a challenge without one', async () => {
		hs.answer(refusal(401, 'M_FORBIDDEN', { session: 'uia', flows, completed: [] }));
		expect(await change({ ...given, auth }, signal)).toMatchObject({
			value: { kind: 'challenge', refusal: { kind: 'passwordWrong' } }
		});
		hs.answer(json({ session: 'uia', flows, completed: [] }, 401));
		const asked = await change({ ...given, auth: { session: 'uia' } }, signal);
		expect(asked.ok && asked.value).not.toHaveProperty('refusal');
	});

	test.each([
		[refusal(400, 'M_PASSWORD_TOO_SHORT'), { kind: 'passwordTooShort' }],
		[refusal(400, 'M_PASSWORD_NO_DIGIT'), { kind: 'passwordNoDigit' }],
		[refusal(400, 'M_WEAK_PASSWORD'), { kind: 'passwordWeak', detail: 'Words' }],
		[refusal(400, 'M_BAD_JSON'), { kind: 'passwordTooLong' }],
		[refusal(403, 'M_FORBIDDEN'), { kind: 'refused' }],
		[refusal(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 900 }), { kind: 'rateLimited' }],
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		[refusal(401, 'M_USER_LOCKED', { soft_logout: true }), { kind: 'userLocked' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await change(given, signal)).toMatchObject({ ok: false, error });
		expect(await change({ ...given, auth }, signal)).toMatchObject({ ok: false, error });
	});

	test.each([
		['is unknown', refusal(400, 'M_UNKNOWN')],
		['is another one', json({ session: 'other', flows }, 401)]
	])('fails when its session %s', async (_name, answer) => {
		hs.answer(answer);
		const asked = await change({ ...given, auth: { session: 'uia' } }, signal);
		expect(asked).toEqual({ ok: false, error: { kind: 'uiaExpired' } });
	});

	test('is not sent when nobody is signed in: without a token it would be a reset', async () => {
		sessionStorage.clear();
		expect(await change(given, signal)).toMatchObject({ error: { kind: 'sessionEnded' } });
		expect(hs.sent).toEqual([]);
	});
});
