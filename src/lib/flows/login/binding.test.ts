import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { portalOf } from '$lib/matrix/testing';
import { currentAccount, keepAccount } from '$lib/session/account';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { keepReturn, keptReturn, type ReturnPlace } from '$lib/session/return-place';
import { keepSso } from '$lib/session/single-sign-on';
import { bind, type Bound } from './binding';
import { scriptedPorts, type Script } from './ports-testing';
import type { Event } from './states';
import { otherServer, password, server } from './testing';

let bound: Bound | undefined;
let ports: ReturnType<typeof scriptedPorts>;
const go = vi.fn(() => Promise.resolve());

function visit(address = '/login', script: Script = {}): Bound {
	bound?.flow.dispose();
	history.replaceState(null, '', address);
	ports = scriptedPorts({ config: { defaultServer: server, brand: 'Example' }, ...script });
	const { config, homeservers, signIn, login } = ports;
	const portal = portalOf({
		config,
		homeservers: { ...portalOf().homeservers, ...homeservers },
		signIn,
		login
	});
	bound = bind({ portal, account: '/de/account', brand: 'Vestibule', go });
	return bound;
}

async function send({ flow }: Bound, ...events: Event[]): Promise<void> {
	for (const event of events) {
		flow.send(event);
		await vi.advanceTimersByTimeAsync(0);
	}
}

const submitted: Event = { type: 'submitted', typed: { username: 'ada', password } };
const opened = (more: object = {}) => ({ type: 'opened', typed: { username: '' }, ...more });
const stored = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
const asked = () => ports.signIn.withPassword.mock.lastCall?.[1];
const who = { server: otherServer, userId: '@ada:other.org', deviceId: 'EARLIER' };
const ended: ReturnPlace = { path: '/account/emails', reason: 'expired', who };
const account = {
	server,
	userId: '@ada:example.org',
	deviceId: 'D',
	accessToken: new Secret('syt_old')
};

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
	go.mockClear();
	vi.useFakeTimers({ now: 1_000_000, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});

afterEach(() => {
	bound?.flow.dispose();
	vi.useRealTimers();
});

describe('what the page begins with', () => {
	test('nothing', () => {
		const { opening, homeserver, reason, place } = visit();
		expect(opening).toEqual(opened());
		expect([homeserver, reason, place]).toEqual([undefined, undefined, '/de/account']);
	});

	test('a homeserver of the address', async () => {
		const visited = visit('/login?homeserver=other.org');
		expect(visited.homeserver).toBe('other.org');
		await send(visited, visited.opening);
		expect(ports.homeservers.find.mock.lastCall?.[0]).toBe('other.org');
	});

	test.each([
		[{ username: 'ada', email: '' }, 'ada'],
		[{ username: '', email: 'ada@people.test' }, 'ada@people.test']
	])('what was typed before: %j', (draft, username) => {
		keepDraft('login', draft);
		expect(visit().opening).toEqual(opened({ typed: { username } }));
	});

	test('somebody who is signed in', async () => {
		keepAccount(account);
		const visited = visit();
		expect(visited.opening).toEqual(opened({ userId: '@ada:example.org' }));
		await send(visited, visited.opening);
		expect(go).toHaveBeenCalledExactlyOnceWith('/de/account');
	});

	test('what a provider sent back; its token leaves the address', async () => {
		keepSso({ server, provider: 'Example ID', startedAt: 1 });
		const visited = visit('/login?loginToken=once');
		expect(location.search).toBe('');
		await send(visited, visited.opening);
		expect(currentAccount()?.userId).toBe('@ada:example.org');
		expect(go).toHaveBeenCalledOnce();
	});

	test('a token that nobody here asked for', () => {
		const { opening } = visit('/login?loginToken=foreign');
		expect(opening).toEqual(opened({ error: { kind: 'ssoNotStartedHere' } }));
		expect(stored()).not.toContain('foreign');
	});
});

describe('a session that has ended', () => {
	test('goes on where it was, as the same one, at the same homeserver', async () => {
		keepAccount(account);
		keepReturn(ended);
		const visited = visit();
		// Whatever the tab has kept of it: nobody is signed in.
		expect(visited.opening).toEqual(opened({ typed: { username: '@ada:other.org' } }));
		expect([visited.reason, visited.place]).toEqual(['expired', '/account/emails']);
		await send(visited, visited.opening);
		expect(ports.signIn.offer.mock.lastCall?.[0]).toEqual(otherServer);
		expect(ports.homeservers.find).not.toHaveBeenCalled();
		await send(visited, { type: 'submitted', typed: { username: '@ada:other.org', password } });
		expect(asked()).toMatchObject({ deviceId: 'EARLIER', identifier: { user: '@ada:other.org' } });
		expect(go).toHaveBeenCalledExactlyOnceWith('/account/emails');
		expect(keptReturn()).toBeUndefined();
	});

	test('but not at another one than the address names', async () => {
		keepReturn(ended);
		const visited = visit('/login?homeserver=example.org');
		await send(visited, visited.opening);
		expect(ports.homeservers.find.mock.lastCall?.[0]).toBe('example.org');
	});

	test('leads to no other site', () => {
		sessionStorage.setItem('vestibule.return', JSON.stringify({ path: '//evil.example/' }));
		expect(visit().place).toBe('/de/account');
	});
});

describe('signing in', () => {
	test('makes a session with a name and an ID of its own, kept in this tab', async () => {
		const visited = visit();
		await send(visited, visited.opening, submitted);
		expect(asked()?.deviceName).toMatch(/^Example account page/);
		expect(currentAccount()).toMatchObject({ server, userId: '@ada:example.org' });
		expect(go).toHaveBeenCalledOnce();
	});

	test('once more after a lost answer and a reload ends in the same session', async () => {
		const signIn = [{ ok: false, error: { kind: 'unreachable' } } as const];
		for (const _ of ['before', 'after']) {
			const visited = visit('/login', { signIn });
			await send(visited, visited.opening, submitted);
		}
		const before = asked()?.deviceId;
		const visited = visit();
		await send(visited, visited.opening, submitted);
		expect(asked()?.deviceId).toBe(before);
		expect(before).toMatch(/^[A-Z]{10}$/);
		expect(sessionStorage.getItem('vestibule.device')).toBeNull();
	});

	test('a limit is waited out, and then it is the person’s turn', async () => {
		const limit = { kind: 'rateLimited', retryAfterMs: 5_000 } as const;
		const visited = visit('/login', { signIn: [{ ok: false, error: limit }] });
		await send(visited, visited.opening, submitted);
		expect(visited.flow.hold?.byHand).toBe('waiting');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(visited.flow.hold?.byHand).toBe('possible');
		expect(ports.signIn.withPassword).toHaveBeenCalledOnce();
	});

	test('the name survives a reload, the password is nowhere', async () => {
		const signIn = [{ ok: false, error: { kind: 'signInRefused' } } as const];
		const visited = visit('/login', { signIn });
		await send(visited, visited.opening, submitted);
		visited.keepTyped({ username: 'ada', password });
		expect(visit().opening).toEqual(opened({ typed: { username: 'ada' } }));
		expect(stored()).not.toContain(password.reveal());
		const again = visit();
		await send(again, again.opening, submitted);
		expect(keptDraft('login')).toBeUndefined();
	});
});
