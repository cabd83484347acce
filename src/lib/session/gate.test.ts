import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { currentAccount, keepAccount, type Account } from './account';
import { SessionGate } from './gate.svelte';
import { keptReturn } from './return-place';
import { sayEnded } from './tabs';

const account: Account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@op:example.org',
	deviceId: 'ABC',
	accessToken: new Secret('syt_access')
};
const { server, userId, deviceId } = account;
const go = vi.fn<(path: string) => void>();

/** The gate of a page, as the address bar has it. */
function at(path: string): SessionGate {
	history.replaceState(null, '', path);
	return new SessionGate({ href: (to) => `/de${to}`, go });
}

beforeEach(() => {
	sessionStorage.clear();
	localStorage.clear();
	go.mockClear();
});
afterEach(() => history.replaceState(null, '', '/'));

describe('for nobody', () => {
	test('it leads to sign-in, which leads back with the query', () => {
		const gate = at('/de/help-desk?search=ada');
		gate.enter();
		expect(gate.open).toBe(false);
		expect(() => gate.account).toThrow();
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/login');
		expect(keptReturn()).toEqual({ path: '/de/help-desk?search=ada' });
	});

	test('what a link asks for is where one comes back to', () => {
		at('/de/account').enter('/de/account/sessions');
		expect(keptReturn()).toEqual({ path: '/de/account/sessions' });
	});
});

describe('for whoever is signed in', () => {
	beforeEach(() => {
		keepAccount(account);
	});

	test('it opens, and goes where a link asks for', () => {
		const gate = at('/de/help-desk');
		gate.enter('/de/help-desk/user');
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/help-desk/user');
		expect(gate.open).toBe(false);
		gate.enter();
		expect(gate.account).toMatchObject({ server, userId, deviceId });
	});

	test('the end of the session leads to sign-in once, which can go on with it', () => {
		const gate = at('/de/help-desk');
		gate.enter();
		gate.ended({ kind: 'sessionEnded', soft: true });
		gate.ended({ kind: 'userLocked' });
		expect(go).toHaveBeenCalledOnce();
		const who = { server, userId, deviceId };
		expect(keptReturn()).toEqual({ path: '/de/help-desk', reason: 'expired', who });
		expect(currentAccount()).toBeUndefined();
	});

	test('a session that was ended leaves nothing but the place to come back to', () => {
		const gate = at('/de/help-desk');
		gate.enter();
		gate.wipe('/de/help-desk');
		expect(keptReturn()).toEqual({ path: '/de/help-desk', reason: 'signedOut' });
		expect(Object.keys({ ...sessionStorage })).toEqual(['vestibule.return']);
	});

	test('a sign-out in another tab reaches this one, until it stops to listen', async () => {
		const gate = at('/de/help-desk');
		gate.enter();
		const stop = gate.watch();
		sayEnded(account);
		await vi.waitFor(() => expect(go).toHaveBeenCalledExactlyOnceWith('/de/login'));
		stop();
	});

	test('and leaves as little here as there', async () => {
		sessionStorage.setItem('vestibule.visit', '{}');
		const gate = at('/de/help-desk');
		gate.enter();
		const stop = gate.watch();
		sayEnded(account);
		await vi.waitFor(() => expect(go).toHaveBeenCalled());
		expect(Object.keys({ ...sessionStorage })).toEqual(['vestibule.return']);
		stop();
	});

	test('an account that is no more leaves nothing, and the page stays', () => {
		const gate = at('/de/account/deactivate');
		gate.enter();
		gate.deactivated();
		expect(gate.over).toBe(true);
		expect(gate.open).toBe(true);
		expect({ ...sessionStorage, ...localStorage }).toEqual({});
		expect(go).not.toHaveBeenCalled();
	});
});
