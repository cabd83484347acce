import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { answeringFetch, json } from './scripted-fetch';
import { remove, rename } from './sessions';

let hs: ReturnType<typeof answeringFetch>;
const signal = new AbortController().signal;
const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);
const flows = [{ stages: ['m.login.password'] }];

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	keepAccount({
		server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
		userId: '@ada:hs.test',
		deviceId: 'HERE',
		accessToken: new Secret('syt')
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('renaming', () => {
	test('is one request with the session’s own token', async () => {
		hs.answer(json({}));
		expect(await rename('A/B C', 'Laptop', signal)).toEqual({ ok: true, value: true });
		expect(hs.sent).toMatchObject([
			{
				line: 'PUT https://hs.test/_matrix/client/v3/devices/A%2FB%20C',
				init: { headers: { Authorization: 'Bearer syt' } },
				body: { display_name: 'Laptop' }
			}
		]);
	});

	test.each(['', '.', '..', '\ud800'])(
		'an ID that no address can hold is not asked for: %j',
		async (id) => {
			expect(await rename(id, 'Laptop', signal)).toEqual({
				ok: false,
				error: { kind: 'badAnswer' }
			});
			expect(hs.sent).toEqual([]);
		}
	);

	test.each([
		[refusal(404, 'M_NOT_FOUND'), { kind: 'unknown', errcode: 'M_NOT_FOUND' }],
		[refusal(400, 'M_TOO_LARGE'), { kind: 'tooLarge' }],
		[refusal(403, 'M_FORBIDDEN'), { kind: 'refused' }],
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		[json([]), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await rename('A', 'Laptop', signal)).toMatchObject({ ok: false, error });
	});

	test('nobody is signed in: nothing is sent', async () => {
		sessionStorage.clear();
		expect(await rename('A', 'Laptop', signal)).toMatchObject({ error: { kind: 'sessionEnded' } });
		expect(hs.sent).toEqual([]);
	});
});

describe('signing out', () => {
	test('all of them are in one request, which asks first what it takes', async () => {
		hs.answer(json({ session: 's', flows, params: {} }, 401));
		expect(await remove(['A', 'B'], undefined, signal)).toEqual({
			ok: true,
			value: { kind: 'challenge', challenge: { session: 's', flows, params: {} } }
		});
		expect(hs.sent).toMatchObject([
			{
				line: 'POST https://hs.test/_matrix/client/v3/delete_devices',
				init: { headers: { Authorization: 'Bearer syt' } }
			}
		]);
		expect(hs.sent[0]?.body).toEqual({ devices: ['A', 'B'] });
	});

	const auth = {
		session: 's',
		type: 'm.login.password',
		userId: '@ada:hs.test',
		password: new Secret('right')
	} as const;

	test('goes with the password', async () => {
		hs.answer(json({}));
		expect(await remove(['A'], auth, signal)).toEqual({
			ok: true,
			value: { kind: 'done', value: true }
		});
		expect(hs.sent[0]?.body).toEqual({
			devices: ['A'],
			auth: {
				session: 's',
				type: 'm.login.password',
				identifier: { type: 'm.id.user', user: '@ada:hs.test' },
				password: 'right'
			}
		});
	});

	test('a wrong password is told as such', async () => {
		hs.answer(refusal(401, 'M_FORBIDDEN', { session: 's', flows, completed: [] }));
		expect(await remove(['A'], auth, signal)).toMatchObject({
			value: { kind: 'challenge', refusal: { kind: 'passwordWrong' } }
		});
	});

	test.each([
		[refusal(400, 'M_UNKNOWN'), { kind: 'uiaExpired' }],
		[refusal(404, 'M_UNRECOGNIZED'), { kind: 'unsupported' }],
		[
			refusal(429, 'M_LIMIT_EXCEEDED', { retry_after_ms: 900 }),
			{ kind: 'rateLimited', retryAfterMs: 900 }
		]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await remove(['A'], { session: 's' }, signal)).toMatchObject({ ok: false, error });
	});
});

test('many sessions may take the homeserver more than the usual time', async () => {
	vi.useFakeTimers();
	vi.stubGlobal(
		'fetch',
		(_: string, { signal: aborted }: RequestInit) =>
			new Promise((_resolve, reject) => {
				aborted?.addEventListener('abort', () => reject(aborted.reason as Error));
			})
	);
	const answer = vi.fn();
	void remove(['A'], undefined, signal).then(answer);
	await vi.advanceTimersByTimeAsync(59_000);
	expect(answer).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(2_000);
	expect(answer).toHaveBeenCalledWith({ ok: false, error: { kind: 'unreachable' } });
	vi.useRealTimers();
});
