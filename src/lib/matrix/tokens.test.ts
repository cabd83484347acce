import { describe, expect, test, vi } from 'vitest';
import { fail } from '$lib/base/result';
import { currentAccount, forgetAccount, keepAccount, lastGeneration } from '$lib/session/account';
import { followTabs } from '$lib/session/tabs';
import { expired, fresh, held, renewed, renewedElsewhere, useHomeserver } from './tokens-testing';
import { freshAccount, isOutdated, renewedAccount } from './tokens';

const homeserver = useHomeserver();
const { signal } = new AbortController();
const tokenOf = async (answer: ReturnType<typeof freshAccount>) => {
	const account = await answer;
	return account.ok ? account.value.accessToken.reveal() : account.error;
};

describe('the account for the next request', () => {
	test('is nobody’s when nobody is signed in', async () => {
		expect(await freshAccount(signal)).toEqual(fail({ kind: 'sessionEnded', soft: false }));
	});

	test.each([
		['is good for minutes', fresh],
		['does not end by itself', { ...expired, expiresAt: undefined }],
		['cannot be renewed', { ...expired, refreshToken: undefined }]
	])('is the one that is there when its token %s', async (_name, account) => {
		keepAccount(account);
		expect(await tokenOf(freshAccount(signal))).toBe('syt_0');
		expect(homeserver().asked).toEqual([]);
	});

	test.each([0, 19_999])('is renewed when its token ends in %i ms', async (ms) => {
		keepAccount({ ...expired, expiresAt: Date.now() + ms });
		expect(await tokenOf(freshAccount(signal))).toBe('syt_1');
		expect(held()).toMatchObject({
			accessToken: 'syt_1',
			refreshToken: 'syr_1',
			expiresAt: Date.now() + 300_000,
			generation: 1
		});
		expect(lastGeneration('ABC')).toBe(1);
	});

	test('is renewed once, however many ask at a time', async () => {
		keepAccount(expired);
		const answers = await Promise.all([1, 2, 3].map(() => tokenOf(freshAccount(signal))));
		expect(answers).toEqual(['syt_1', 'syt_1', 'syt_1']);
		expect(homeserver().asked).toEqual(['/refresh']);
	});
});

describe('a renewal', () => {
	test('that is refused ends nothing by itself: the caller tells', async () => {
		keepAccount(expired);
		homeserver().removed = true;
		expect(await renewedAccount(expired, signal)).toEqual(
			fail({ kind: 'sessionEnded', soft: false })
		);
		expect(held()).toMatchObject({ accessToken: 'syt_0' });
	});

	test('whose answer is lost can be tried again', async () => {
		keepAccount(expired);
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		expect(await tokenOf(freshAccount(signal))).toEqual({ kind: 'unreachable' });
		vi.stubGlobal('fetch', homeserver().fetch);
		expect(await tokenOf(freshAccount(signal))).toBe('syt_1');
	});

	test('goes on to its end when the page that asked for it is left', async () => {
		keepAccount(expired);
		const leaving = new AbortController();
		const answer = renewedAccount(expired, leaving.signal);
		leaving.abort(new Error('left'));
		await expect(answer).rejects.toThrow('left');
		await vi.waitFor(() => expect(held()).toMatchObject({ refreshToken: 'syr_1' }));
	});

	test('is not even begun for a page that is left already', () => {
		keepAccount(expired);
		expect(() => renewedAccount(expired, AbortSignal.abort(new Error('left')))).toThrow('left');
		expect(homeserver().asked).toEqual([]);
	});

	test('signs nobody in again who has signed out meanwhile', async () => {
		keepAccount(expired);
		const answer = renewedAccount(expired, signal);
		forgetAccount();
		expect(await answer).toEqual(fail({ kind: 'sessionEnded', soft: false }));
		expect(currentAccount()).toBeUndefined();
	});

	test('needs a refresh token', async () => {
		const lasting = { ...expired, refreshToken: undefined };
		keepAccount(lasting);
		expect(await renewedAccount(lasting, signal)).toEqual(
			fail({ kind: 'sessionEnded', soft: true })
		);
	});

	test('is told to the other tabs', async () => {
		keepAccount(expired);
		const heard = vi.fn();
		const other = new BroadcastChannel('vestibule.session');
		other.onmessage = ({ data }) => {
			heard(data);
		};
		await freshAccount(signal);
		await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
		expect(heard.mock.calls[0]?.[0]).toMatchObject({
			word: 'renewed',
			account: { accessToken: 'syt_1', refreshToken: 'syr_1', generation: 1 }
		});
		other.close();
	});
});

describe('when another tab has renewed', () => {
	test('and this one has heard of it, nothing is spent', async () => {
		keepAccount(expired);
		const stop = followTabs(() => undefined);
		const end = renewedElsewhere(1, true);
		expect(await tokenOf(renewedAccount(expired, signal))).toBe('syt_1');
		expect(homeserver().asked).toEqual([]);
		end();
		stop();
	});

	test('and this one has not, its tokens are asked for', async () => {
		keepAccount(expired);
		const end = renewedElsewhere(3, true);
		expect(await tokenOf(freshAccount(signal))).toBe('syt_3');
		expect(held()).toMatchObject({ accessToken: 'syt_3', generation: 3 });
		expect(homeserver().asked).toEqual([]);
		end();
	});

	test('and is gone, the own token is tried: it works until its successor was used', async () => {
		keepAccount(expired);
		const end = renewedElsewhere(4, false);
		expect(await tokenOf(freshAccount(signal))).toBe('syt_1');
		expect(held()).toMatchObject({ accessToken: 'syt_1', generation: 5 });
		end();
	});
});

test('a token is outdated when this tab, or another one, has a newer one', () => {
	expect(isOutdated(expired)).toBe(false);
	keepAccount(expired);
	expect(isOutdated(expired)).toBe(false);
	const end = renewedElsewhere(1, false);
	expect(isOutdated(expired)).toBe(true);
	keepAccount(renewed(1));
	expect(isOutdated(expired)).toBe(true);
	expect(isOutdated(renewed(1))).toBe(false);
	end();
});
