import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { currentAccount, keepLogin } from './account';

const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const login = { userId: '@ada:example.org', deviceId: 'D', accessToken: new Secret('syt') };

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => {
	vi.useRealTimers();
	sessionStorage.clear();
});

test('a new session is kept with the moment at which its token ends', () => {
	keepLogin(server, { ...login, expiresInMs: 300_000 });
	expect(currentAccount()).toMatchObject({
		server,
		userId: '@ada:example.org',
		expiresAt: 301_000
	});
	expect(currentAccount()?.accessToken.reveal()).toBe('syt');
});

test('or without one, where it does not end by itself', () => {
	keepLogin(server, login);
	expect(currentAccount()).not.toHaveProperty('expiresAt');
});
