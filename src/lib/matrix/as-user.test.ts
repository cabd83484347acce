import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { keepAccount } from '$lib/session/account';
import { asUser } from './as-user';
import { lightHttp } from './light-http';
import { json } from './scripted-fetch';
import { fresh, renewedElsewhere, unknownToken, useHomeserver } from './tokens-testing';

const homeserver = useHomeserver();
const { signal } = new AbortController();
const ask = () => asUser(lightHttp, { method: 'GET', path: '/_matrix/client/v3/devices', signal });
const answered = (token: string) => ok({ status: 200, body: { path: '/devices', token } });

/** Answers the first request in its own way, the rest as the homeserver does. */
function firstAnswer(answer: () => Response): void {
	const { fetch } = homeserver();
	let first = true;
	vi.stubGlobal('fetch', (input: RequestInfo, init?: RequestInit) => {
		if (!first) return fetch(input, init);
		first = false;
		return Promise.resolve(answer());
	});
}

beforeEach(() => {
	keepAccount(fresh);
});

test('a request carries the token of the tab, to its homeserver', async () => {
	expect(await ask()).toEqual(answered('syt_0'));
	expect(homeserver().asked).toEqual(['/devices']);
});

test('nobody asks when nobody is signed in', async () => {
	sessionStorage.clear();
	expect(await ask()).toEqual(fail({ kind: 'sessionEnded', soft: false }));
	expect(homeserver().asked).toEqual([]);
});

describe('a token that has run out before its time', () => {
	test('is renewed, and the request sent again', async () => {
		firstAnswer(unknownToken(true));
		expect(await ask()).toEqual(answered('syt_1'));
		expect(homeserver().asked).toEqual(['/refresh', '/devices']);
	});

	test('is renewed once: what comes then is the answer', async () => {
		vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
			input.endsWith('/refresh') ? homeserver().fetch(input, init) : unknownToken(true)()
		);
		expect(await ask()).toMatchObject({ ok: true, value: { status: 401 } });
		expect(homeserver().count('/refresh')).toBe(1);
	});

	test('and cannot be renewed, has expired', async () => {
		firstAnswer(unknownToken(true));
		homeserver().removed = true;
		expect(await ask()).toEqual(fail({ kind: 'sessionEnded', soft: true }));
	});

	test('and cannot be renewed now, is told as what it is', async () => {
		firstAnswer(unknownToken(true));
		const { fetch } = globalThis;
		vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
			input.endsWith('/refresh') ? Promise.reject(new TypeError('no')) : fetch(input, init)
		);
		expect(await ask()).toEqual(fail({ kind: 'unreachable' }));
	});
});

describe('a token that the homeserver does not know', () => {
	test('is the end, when nobody has a newer one: nothing is spent', async () => {
		homeserver().removed = true;
		expect(await ask()).toMatchObject({ ok: true, value: { status: 401 } });
		expect(homeserver().asked).toEqual(['/devices']);
	});

	test('was replaced in another tab: its tokens are used', async () => {
		homeserver().generation = 2;
		const end = renewedElsewhere(2, true);
		expect(await ask()).toEqual(answered('syt_2'));
		expect(homeserver().asked).toEqual(['/devices', '/devices']);
		end();
	});

	test('was replaced in a tab that is gone: the end, after one try', async () => {
		homeserver().generation = 2;
		const end = renewedElsewhere(2, false);
		expect(await ask()).toEqual(fail({ kind: 'sessionEnded', soft: false }));
		expect(homeserver().asked).toEqual(['/devices', '/refresh']);
		end();
	});
});

test.each([
	[401, { errcode: 'M_FORBIDDEN' }],
	[401, { flows: [], session: 's' }],
	[401, { errcode: 'M_USER_LOCKED', soft_logout: true }],
	[403, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true }],
	[401, null]
])('any other refusal is the answer: %i %o', async (status, body) => {
	firstAnswer(json(body, status));
	expect(await ask()).toEqual(ok({ status, body }));
	expect(homeserver().asked).toEqual([]);
});
