import { describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { keepAccount } from '$lib/session/account';
import { endSession } from './end-session';
import {
	expired,
	fresh,
	held,
	renewedElsewhere,
	unknownToken,
	useHomeserver
} from './tokens-testing';

const homeserver = useHomeserver();
const { signal } = new AbortController();

describe('signing out', () => {
	test('ends the session at its homeserver; the tab’s end is the caller’s affair', async () => {
		keepAccount(fresh);
		expect(await endSession(signal)).toEqual(ok(true));
		expect(homeserver().asked).toEqual(['/logout']);
		expect(held()).toBeDefined();
	});

	test('is done when nobody is signed in', async () => {
		expect(await endSession(signal)).toEqual(ok(true));
		expect(homeserver().asked).toEqual([]);
	});

	test('renews a token that has run out, so that the session really ends', async () => {
		keepAccount(expired);
		expect(await endSession(signal)).toEqual(ok(true));
		expect(homeserver().asked).toEqual(['/refresh', '/logout']);
	});

	test('renews one that the homeserver calls outdated', async () => {
		keepAccount(fresh);
		const { fetch } = homeserver();
		let first = true;
		vi.stubGlobal('fetch', (input: string, init?: RequestInit) => {
			const outdated = first;
			first = false;
			return outdated ? Promise.resolve(unknownToken(true)()) : fetch(input, init);
		});
		expect(await endSession(signal)).toEqual(ok(true));
		expect(homeserver().asked).toEqual(['/refresh', '/logout']);
	});

	test('uses the tokens of another tab, where that has newer ones', async () => {
		keepAccount(fresh);
		homeserver().generation = 2;
		const end = renewedElsewhere(2, true);
		expect(await endSession(signal)).toEqual(ok(true));
		expect(homeserver().asked).toEqual(['/logout']);
		end();
	});

	test('counts a session that was removed elsewhere as ended', async () => {
		keepAccount(fresh);
		homeserver().removed = true;
		expect(await endSession(signal)).toEqual(ok(true));
	});

	test('tells when its token cannot be renewed any more', async () => {
		keepAccount(expired);
		homeserver().removed = true;
		expect(await endSession(signal)).toEqual(fail({ kind: 'sessionEnded', soft: false }));
	});

	test('tells when the homeserver cannot be reached', async () => {
		keepAccount(fresh);
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		expect(await endSession(signal)).toEqual(fail({ kind: 'unreachable' }));
	});
});
