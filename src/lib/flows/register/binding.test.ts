import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { portalOf } from '$lib/matrix/testing';
import { currentAccount } from '$lib/session/account';
import { keepSso } from '$lib/session/single-sign-on';
import { bind, type Bound } from './binding';
import { done, login, notConfirmed, Scripted, stages, type Script } from './ports-testing';
import type { Event } from './states';
import { challenge, provider, server, strict, TERMS, TOKEN, withToken } from './testing';

const DEVICE = /^Example account page/;
let bound: Bound | undefined;
let scripted: Scripted;

/** Opens the page at an address, as after a reload: what an earlier one began has ended. */
function visit(address: string, script: Script = {}): Bound {
	bound?.flow.dispose();
	history.replaceState(null, '', address);
	const offer = { kind: 'open', challenge: challenge(...strict), providers: [provider] } as const;
	scripted = new Scripted({
		config: { defaultServer: server, brand: 'Example' },
		offer: ok(offer),
		...script
	});
	const { config, homeservers, registration } = scripted.ports;
	const portal = portalOf({ config, homeservers, registration, login: scripted.ports.login });
	bound = bind({ portal, verified: '/de/verified', brand: 'Vestibule' });
	return bound;
}

async function send({ flow }: Bound, ...events: Event[]): Promise<void> {
	for (const event of events) {
		flow.send(event);
		await vi.advanceTimersByTimeAsync(0);
	}
}

const opened = (more: object = {}) => ({
	type: 'opened',
	typed: { username: '', email: '', token: '' },
	...more
});
const stored = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
const submitted: Event = { type: 'submitted', typed: withToken };
const register = [stages(TOKEN), stages(TOKEN, TERMS), notConfirmed];

async function waitForMail(script: Script = {}): Promise<Bound> {
	const visited = visit('/register', { register, ...script });
	await send(visited, visited.opening, submitted, { type: 'accepted' });
	expect(visited.flow.state.step).toBe('email');
	return visited;
}

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
	vi.useFakeTimers({ now: 1_000_000, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});

afterEach(() => {
	bound?.flow.dispose();
	vi.useRealTimers();
});

describe('the address of the page', () => {
	test('says nothing: the form begins empty', () => {
		const { opening, client } = visit('/register');
		expect(opening).toEqual(opened());
		expect(client).toBeUndefined();
	});

	test('brings a registration token, an app to return to, and a homeserver', async () => {
		const visited = visit('/register?token=invite-1&client=app&homeserver=other.org');
		expect(visited.opening).toMatchObject({ typed: { token: 'invite-1' } });
		expect(visited.client).toBe('app');
		await send(visited, visited.opening);
		expect(scripted.asked[0]).toBe('find other.org');
	});

	test.each(['?homeserver=', '?homeserver=%20'])('names no homeserver: %s', async (query) => {
		const visited = visit(`/register${query}`);
		await send(visited, visited.opening);
		expect(scripted.asked[0]).toBe('offer');
	});
});

describe('a login token', () => {
	const started = { server, provider: 'Example ID', startedAt: 1_000 };

	test('leaves the address at once, and is redeemed where it was begun', async () => {
		keepSso(started);
		const visited = visit('/register?client=app&loginToken=once');
		expect(location.search).toBe('?client=app');
		await send(visited, visited.opening);
		expect(scripted.asked).toEqual(['redeem once']);
		expect(visited.flow.state.step).toBe('ready');
		expect(currentAccount()?.accessToken.reveal()).toBe('syt_token');
		expect(visit('/register').opening).toEqual(opened());
	});

	test('that this tab did not begin is refused: it could be somebody else’s', () => {
		const { opening } = visit('/register?loginToken=foreign');
		expect(opening).toEqual(opened({ error: { kind: 'ssoNotStartedHere' } }));
		expect(location.search).toBe('');
		expect(stored()).not.toContain('foreign');
	});

	test('that never came: the person is told, once', () => {
		keepSso(started);
		expect(visit('/register').opening).toEqual(opened({ error: { kind: 'ssoUnfinished' } }));
		expect(visit('/register').opening).toEqual(opened());
	});

	test('to be had from a provider: what was begun is kept, and nothing of the address but the app', async () => {
		const visited = visit('/register?client=app&token=invite-1');
		scripted.ports.login.ssoUrl = (_server, _provider, returnTo) =>
			`${location.origin}/register?client=app&token=invite-1#${returnTo}`;
		await send(visited, visited.opening, { type: 'providerChosen', provider });
		expect(location.hash).toBe(`#${location.origin}/register?client=app`);
		history.replaceState(null, '', '/register');
		expect(visit('/register?loginToken=once').opening).toMatchObject({
			returned: { server, provider: 'Example ID' }
		});
	});
});

describe('a registration that waits for its mail', () => {
	test('goes on by itself after a reload of the tab', async () => {
		await waitForMail();
		const again = visit('/register', { register: [notConfirmed, done()] });
		expect(again.opening).toMatchObject({ waiting: { sameTab: true } });
		await send(again, again.opening);
		expect(again.flow.state).toMatchObject({ step: 'email', mail: { sid: '17' } });
		await vi.advanceTimersByTimeAsync(2_000);
		expect(again.flow.state.step).toBe('ready');
		expect(scripted.requests.every(({ parameters }) => parameters === undefined)).toBe(true);
	});

	test('is asked about in another tab', async () => {
		await waitForMail();
		sessionStorage.clear();
		expect(visit('/register').opening).toMatchObject({ waiting: { sameTab: false } });
	});

	test('is nothing any more when its link has expired', async () => {
		await waitForMail();
		vi.setSystemTime(1_000_000 + 3_600_000);
		expect(visit('/register').opening).not.toHaveProperty('waiting');
		expect(localStorage).toHaveLength(0);
	});

	test('is forgotten when the account is there, with everything that was typed', async () => {
		await waitForMail({ register: [...register.slice(0, 2), notConfirmed, done()] });
		await vi.advanceTimersByTimeAsync(2_000);
		expect(bound?.flow.state.step).toBe('ready');
		expect(Object.keys(sessionStorage)).toEqual(['vestibule.account']);
		expect(localStorage).toHaveLength(0);
	});

	test('is forgotten when another one is begun', async () => {
		await waitForMail();
		const again = visit('/register');
		await send(again, again.opening, { type: 'otherAddressAsked' });
		sessionStorage.clear();
		const other = visit('/register');
		await send(other, other.opening, { type: 'startedAnew' });
		expect(other.flow.state.step).toBe('form');
		expect(localStorage).toHaveLength(0);
	});
});

describe('what is stored', () => {
	test('at no step holds a password or a registration token', async () => {
		const seen: string[] = [];
		const visited = visit('/register', { register });
		for (const event of [visited.opening, submitted, { type: 'accepted' } as const]) {
			await send(visited, event);
			seen.push(stored());
		}
		expect(visited.flow.state.step).toBe('email');
		expect(seen.join()).toContain('ada@example.org');
		expect(seen.join()).not.toMatch(/battery|invite-1|secret\]/);
	});

	test('what was typed comes back after a reload, but for the password and the token', () => {
		visit('/register').keepTyped(withToken);
		expect(visit('/register').opening).toEqual(
			opened({ typed: { username: 'ada', email: 'ada@example.org', token: '' } })
		);
		expect(stored()).not.toMatch(/battery|invite-1/);
	});
});

test('the session is seen under the name of the portal, with a device ID of its own', async () => {
	const visited = visit('/register', {
		register: [done({ login: { ...login, expiresInMs: 300_000 } })]
	});
	await send(visited, visited.opening, submitted);
	const parameters = scripted.requests[0]?.parameters;
	expect(parameters?.deviceName).toMatch(DEVICE);
	expect(parameters?.deviceId).toMatch(/^[A-Z]{10}$/);
	expect(currentAccount()).toMatchObject({ userId: '@ada:example.org', expiresAt: 1_300_000 });
});

test('the mail leads to the page of its link, in the language of the person', async () => {
	await waitForMail();
	const link = new URL(scripted.mails[0]?.nextLink ?? '');
	expect(link.href).toMatch(`${location.origin}/de/verified?v=1#`);
});
