import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { currentAccount, keepAccount, type Account } from '$lib/session/account';
import { keptErrand } from '$lib/session/errand';
import { keptReturn } from '$lib/session/return-place';
import { sayEnded } from '$lib/session/tabs';
import { Gate } from './gate.svelte';

const account: Account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	deviceId: 'ABC',
	accessToken: new Secret('syt_access')
};
const { server, userId, deviceId } = account;
const who = { server, userId, deviceId };

const go = vi.fn<(path: string) => void>();
const endSession = vi.fn<() => Promise<Result<true>>>();
const href = (path: string) => `/de${path}`;

/** Opens a page of the account, as the address bar has it. */
function open(path: string): Gate {
	history.replaceState(null, '', path);
	const gate = new Gate({ account: { endSession }, href, go });
	gate.arrived(new URL(location.href));
	return gate;
}

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
	go.mockClear();
	endSession.mockReset();
});
afterEach(() => history.replaceState(null, '', '/'));

describe('for nobody', () => {
	test('it is closed, and leads to sign-in, which leads back with the query', () => {
		const gate = open('/de/account/profile?client=app');
		expect(gate.open).toBe(false);
		expect(() => gate.account).toThrow();
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/login');
		expect(keptReturn()).toEqual({ path: '/de/account/profile?client=app' });
	});

	test('a link’s task is what one comes back to', () => {
		open('/de/account?action=session_view&device_id=XYZ');
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/login');
		expect(keptReturn()).toEqual({
			path: '/de/account/sessions?action=org.matrix.device_view&device_id=XYZ'
		});
		expect(keptErrand()).toEqual({});
	});

	test('there is nothing to sign out', () => {
		open('/de/account').signOut();
		expect(endSession).not.toHaveBeenCalled();
	});
});

describe('for whoever is signed in', () => {
	beforeEach(() => {
		keepAccount(account);
	});

	test('it is open', () => {
		const gate = open('/de/account/profile');
		expect(gate.open).toBe(true);
		expect(gate.account).toMatchObject(who);
		expect(gate.errand).toBeUndefined();
		expect(go).not.toHaveBeenCalled();
	});

	test('a link’s task is gone to, before the page that it named is shown', () => {
		const gate = open('/de/account?action=profile&client=app');
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/account/profile');
		expect(gate.open).toBe(false);
		expect(gate.errand).toEqual({ client: 'app' });
		history.replaceState(null, '', '/de/account/profile');
		gate.arrived(new URL(location.href));
		expect(gate.open).toBe(true);
		expect(gate.errand).toEqual({ client: 'app' });
	});

	test('a link to the very page leads nowhere else', () => {
		const gate = open('/de/account/sessions?action=org.matrix.device_view&device_id=XYZ');
		expect(gate.open).toBe(true);
		expect(go).not.toHaveBeenCalled();
	});

	test('a link that asks for the unknown stays, and says so until one goes on', () => {
		const gate = open('/de/account?action=nonsense');
		expect(gate.open).toBe(true);
		expect(gate.note).toBe('actionUnknown');
		gate.arrived(new URL('https://portal/de/account/profile'));
		expect(gate.note).toBeUndefined();
	});

	test.each([
		[{ kind: 'sessionEnded', soft: false }, 'ended'],
		[{ kind: 'sessionEnded', soft: true }, 'expired'],
		[{ kind: 'userLocked' }, 'locked'],
		[{ kind: 'userDeactivated' }, 'deactivated']
	] as const)('the end of the session (%o) leads to sign-in, once', (error, reason) => {
		const gate = open('/de/account/emails?a=b');
		gate.ended(error);
		history.replaceState(null, '', '/de/login');
		gate.ended({ kind: 'sessionEnded', soft: false });
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/login');
		expect(keptReturn()).toEqual({ path: '/de/account/emails?a=b', reason, who });
		expect(currentAccount()).toBeUndefined();
	});

	test('signing out wipes the tab, and says so at sign-in', async () => {
		endSession.mockResolvedValue(ok(true));
		const gate = open('/de/account/emails?client=app');
		gate.signOut();
		expect(gate.busy).toBe(true);
		expect(currentAccount()).toBeDefined();
		await vi.waitFor(() => expect(go).toHaveBeenCalledExactlyOnceWith('/de/login'));
		expect(keptReturn()).toEqual({ path: '/de/account', reason: 'signedOut' });
		expect(Object.keys({ ...sessionStorage })).toEqual(['vestibule.return']);
	});

	test('an account that is no more leaves nothing behind, and the page stays', () => {
		localStorage.setItem('vestibule.locale', '"de"');
		const gate = open('/de/account/deactivate?client=app');
		expect(gate.over).toBe(false);
		gate.deactivated();
		expect(gate.over).toBe(true);
		expect(gate.open).toBe(true);
		expect(currentAccount()).toBeUndefined();
		expect({ ...localStorage, ...sessionStorage }).toEqual({});
		expect(go).not.toHaveBeenCalled();
	});

	test('signing out that fails leaves everything as it was, and tells', async () => {
		endSession.mockResolvedValue(fail({ kind: 'badAnswer' }));
		const gate = open('/de/account/emails');
		gate.signOut();
		await vi.waitFor(() => expect(gate.error).toEqual({ kind: 'badAnswer' }));
		expect(gate.busy).toBe(false);
		expect(currentAccount()).toBeDefined();
		expect(go).not.toHaveBeenCalled();
	});

	test('what passes by itself is waited for, and no longer when the page goes', async () => {
		vi.useFakeTimers();
		endSession.mockResolvedValue(fail({ kind: 'unreachable' }));
		const gate = open('/de/account/emails');
		const stop = gate.watch();
		gate.signOut();
		await vi.advanceTimersByTimeAsync(0);
		expect(gate.hold?.error).toEqual({ kind: 'unreachable' });
		await vi.advanceTimersByTimeAsync(2_000);
		expect(endSession).toHaveBeenCalledTimes(2);
		stop();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(endSession).toHaveBeenCalledTimes(2);
		vi.useRealTimers();
	});

	test('a page that has ended this session itself says so', () => {
		open('/de/account/sessions').signedOut();
		expect(endSession).not.toHaveBeenCalled();
		expect(keptReturn()).toMatchObject({ reason: 'signedOut' });
		expect(currentAccount()).toBeUndefined();
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/login');
	});

	test('a sign-out in another tab reaches this one, which would come back to its page', async () => {
		const stop = open('/de/account/emails').watch();
		sayEnded(account);
		await vi.waitFor(() => expect(go).toHaveBeenCalledExactlyOnceWith('/de/login'));
		expect(keptReturn()).toEqual({ path: '/de/account/emails', reason: 'signedOut' });
		expect(currentAccount()).toBeUndefined();
		stop();
	});

	test('a page that comes back from the browser’s memory is for nobody any more', () => {
		const gate = open('/de/account/emails');
		sessionStorage.clear();
		gate.arrived(new URL(location.href));
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/login');
		expect(keptReturn()?.path).toBe('/de/account/emails');
	});
});
