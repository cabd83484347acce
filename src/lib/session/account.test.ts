import { beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { currentAccount, forgetAccount, keepAccount, type Account } from './account';

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
