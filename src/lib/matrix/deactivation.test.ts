import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { deactivate, isGone } from './deactivation';
import { answeringFetch, json } from './scripted-fetch';
import { at, me, signal, signIn } from './security-testing';

let hs: ReturnType<typeof answeringFetch>;
const flows = [{ stages: ['m.login.password'] }];
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

describe('deactivating', () => {
	test('asks first, with what was chosen', async () => {
		hs.answer(json({ session: 'uia', flows }, 401));
		expect(await deactivate({ erase: true }, signal)).toEqual(
			ok({ kind: 'challenge', challenge: { session: 'uia', flows } })
		);
		expect(hs.sent).toMatchObject([{ line: at('POST', 'v3/account/deactivate') }]);
		expect(hs.sent[0]?.body).toEqual({ erase: true });
	});

	test('is done with the password', async () => {
		hs.answer(json({ id_server_unbind_result: 'success' }));
		const password = new Secret('mine');
		const auth = { session: 'uia', type: 'm.login.password', userId: me, password } as const;
		expect(await deactivate({ erase: false, auth }, signal)).toEqual(
			ok({ kind: 'done', value: true })
		);
		expect(hs.sent[0]?.body).toEqual({
			erase: false,
			auth: {
				session: 'uia',
				type: 'm.login.password',
				identifier: { type: 'm.id.user', user: me },
				password: 'mine'
			}
		});
	});

	test('is not to be had from a homeserver without it', async () => {
		hs.answer(refusal(404, 'M_UNRECOGNIZED'));
		expect(await deactivate({ erase: false }, signal)).toMatchObject({
			ok: false,
			error: { kind: 'unsupported' }
		});
	});
});

describe('whether it is gone', () => {
	test('a session that works says no', async () => {
		hs.answer(json({ user_id: me }));
		expect(await isGone(signal)).toEqual(ok(false));
		expect(hs.sent).toMatchObject([{ line: at('GET', 'v3/account/whoami') }]);
	});

	test.each([
		refusal(401, 'M_UNKNOWN_TOKEN', { soft_logout: false }),
		refusal(403, 'M_USER_DEACTIVATED')
	])('a dead one says yes: %#', async (answer) => {
		hs.answer(answer);
		expect(await isGone(signal)).toEqual(ok(true));
	});

	test.each([
		[refusal(401, 'M_UNKNOWN_TOKEN', { soft_logout: true }), { kind: 'sessionEnded', soft: true }],
		[refusal(401, 'M_USER_LOCKED'), { kind: 'userLocked' }],
		[refusal(500, 'M_UNKNOWN'), { kind: 'serverFault', status: 500 }]
	])('anything else says nothing: %#', async (answer, error) => {
		hs.answer(answer);
		expect(await isGone(signal)).toMatchObject({ ok: false, error });
	});
});
