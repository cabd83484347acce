import { beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import {
	currentAccount,
	forgetAccount,
	isSameSession,
	keepAccount,
	lastGeneration,
	packed,
	unpacked,
	wipeAccount,
	type Account
} from './account';
import { keepDraft } from './draft';
import { rememberLanguage } from './language';
import { keepReturn } from './return-place';
import { keepWaiting } from './waiting';

const account: Account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	deviceId: 'ABC',
	accessToken: new Secret('syt_access'),
	refreshToken: new Secret('syr_refresh'),
	expiresAt: 1_000
};

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('a session is there until it is forgotten', () => {
	expect(currentAccount()).toBeUndefined();
	keepAccount(account);
	const found = currentAccount();
	expect(found?.accessToken.reveal()).toBe('syt_access');
	expect(found?.refreshToken?.reveal()).toBe('syr_refresh');
	expect(found).toMatchObject({ ...account, accessToken: {}, refreshToken: {} });
	forgetAccount();
	expect(currentAccount()).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});

test('a session that does not end by itself has neither expiry nor refresh token', () => {
	const { expiresAt: _end, refreshToken: _refresh, ...lasting } = account;
	keepAccount(lasting);
	const found = currentAccount();
	expect(found && Object.keys(found).sort()).toEqual(Object.keys(lasting).sort());
});

test('the tokens are in the storage of the tab only', () => {
	keepAccount(account);
	expect(JSON.stringify({ ...localStorage })).not.toMatch(/syt_|syr_/);
	expect(localStorage).toHaveLength(0);
});

describe('what is stored in a foreign shape', () => {
	test.each(['{}', 'null', '{"userId":"@eve:example.org"}', 'nonsense'])('%s is nobody', (text) => {
		keepAccount(account);
		sessionStorage.setItem(Object.keys(sessionStorage)[0] ?? '', text);
		expect(currentAccount()).toBeUndefined();
	});
});

describe('generations', () => {
	test('a session that was never renewed leaves nothing in the browser', () => {
		keepAccount(account);
		expect(currentAccount()).not.toHaveProperty('generation');
		expect(lastGeneration('ABC')).toBe(0);
	});

	test('the browser knows the highest one of a session, and nothing else', () => {
		keepAccount({ ...account, generation: 2 });
		keepAccount({ ...account, generation: 1 });
		keepAccount({ ...account, deviceId: 'XYZ', generation: 7 });
		expect(lastGeneration('ABC')).toBe(2);
		expect(lastGeneration('XYZ')).toBe(7);
		expect(Object.values({ ...localStorage })).toEqual(['2', '7']);
	});

	test('signing in again to the same session is ahead of all tabs from before', () => {
		keepAccount({ ...account, generation: 4 });
		keepAccount(account);
		expect(currentAccount()?.generation).toBe(5);
		expect(lastGeneration('ABC')).toBe(5);
	});
});

describe('when the session was signed out', () => {
	test('everything that its pages kept goes too, and nothing else', () => {
		keepAccount({ ...account, generation: 1 });
		keepDraft('emails', { username: '', email: 'ada@example.org' });
		keepReturn({ path: '/account' });
		keepWaiting('emails', { sid: 'x' }, Date.now() + 1_000);
		rememberLanguage('de');
		sessionStorage.setItem('of-somebody-else', 'x');
		wipeAccount(account);
		expect(Object.keys({ ...sessionStorage })).toEqual(['of-somebody-else']);
		expect(Object.keys({ ...localStorage })).toEqual(['vestibule.language']);
	});
});

describe('for other tabs', () => {
	test('an account is packed as text, and comes back whole', () => {
		const back = unpacked(structuredClone(packed({ ...account, generation: 3 })));
		expect(back && packed(back)).toEqual(packed({ ...account, generation: 3 }));
	});

	test.each([undefined, null, 'text', {}, { ...account, accessToken: 1 }])(
		'%o is none',
		(given) => {
			expect(unpacked(given)).toBeUndefined();
		}
	);

	test('the same session is that of the same person, session and homeserver', () => {
		const renewed: Account = { ...account, accessToken: new Secret('other') };
		expect(isSameSession(account, renewed)).toBe(true);
		expect(isSameSession(account, { ...account, userId: '@eve:example.org' })).toBe(false);
		expect(isSameSession(account, { ...account, deviceId: 'XYZ' })).toBe(false);
		const server = { ...account.server, baseUrl: 'https://evil.example' };
		expect(isSameSession(account, { ...account, server })).toBe(false);
	});
});
