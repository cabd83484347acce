import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { leaveForProvider, redeemReturned, takeReturned, visitProvider } from './provider-visit';
import { keepSso, takeSso } from './single-sign-on';

const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const provider = { id: 'a', name: 'Example ID' };
const started = { server, provider: 'Example ID', startedAt: 1 };
const signal = () => new AbortController().signal;

beforeEach(() => {
	sessionStorage.clear();
	vi.restoreAllMocks();
	history.replaceState(null, '', '/login');
});

describe('leaving for a provider', () => {
	const leave = vi.fn();
	const ports = {
		login: {
			ssoUrl: (_: unknown, { id }: typeof provider, to: string) => `https://hs/${id}?to=${to}`
		},
		returnTo: 'https://portal/login',
		leave
	};
	beforeEach(() => void leave.mockReset());

	test('ends the page; shown again from memory, it is told', async () => {
		const back = visitProvider<typeof provider>({ server, provider }, ports, signal());
		expect(leave).toHaveBeenCalledExactlyOnceWith(
			{ server, provider: 'Example ID' },
			'https://hs/a?to=https://portal/login'
		);
		dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
		expect(await back).toEqual(ok(true));
	});

	test('is not tried without a network', async () => {
		vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		const back = await visitProvider<typeof provider>({ server, provider }, ports, signal());
		expect(back).toEqual(fail({ kind: 'offline' }));
		expect(leave).not.toHaveBeenCalled();
	});

	test('is noted in this tab, and leads to web addresses only', () => {
		leaveForProvider({ server, provider: 'Example ID' }, 'javascript:alert(1)');
		expect(location.pathname).toBe('/login');
		expect(takeSso()).toMatchObject({ server, provider: 'Example ID' });
	});
});

describe('coming back', () => {
	test('with a token of a sign-on that this tab began', () => {
		keepSso(started);
		history.replaceState(null, '', '/login?client=a&loginToken=once');
		const { returned, error } = takeReturned();
		expect(returned).toMatchObject({ server, provider: 'Example ID' });
		expect(returned?.loginToken.reveal()).toBe('once');
		expect(error).toBeUndefined();
		expect(location.search).toBe('?client=a');
		expect(takeReturned()).toEqual({});
	});

	test('with one that nobody here began: it leaves the address all the same', () => {
		history.replaceState(null, '', '/login?loginToken=foreign');
		expect(takeReturned()).toEqual({ error: { kind: 'ssoNotStartedHere' } });
		expect(location.search).toBe('');
	});

	test('without any', () => {
		expect(takeReturned()).toEqual({});
		keepSso(started);
		expect(takeReturned()).toEqual({ error: { kind: 'ssoUnfinished' } });
	});
});

describe('a token', () => {
	const returned = { server, provider: 'Example ID', loginToken: new Secret('once') };

	test('makes a session, which is kept', async () => {
		const keepLogin = vi.fn();
		const redeem = vi.fn(() => Promise.resolve(ok('session')));
		const ports = { login: { redeem }, deviceName: () => Promise.resolve('Portal'), keepLogin };
		const asked = signal();
		expect(await redeemReturned(returned, ports, asked)).toEqual(ok('session'));
		expect(redeem).toHaveBeenCalledExactlyOnceWith(server, returned.loginToken, 'Portal', asked);
		expect(keepLogin).toHaveBeenCalledExactlyOnceWith(server, 'session');
	});

	test('that is refused makes none', async () => {
		const keepLogin = vi.fn();
		const redeem = () => Promise.resolve(fail({ kind: 'ssoExpired' }));
		const ports = { login: { redeem }, deviceName: () => Promise.resolve('Portal'), keepLogin };
		expect(await redeemReturned(returned, ports, signal())).toEqual(fail({ kind: 'ssoExpired' }));
		expect(keepLogin).not.toHaveBeenCalled();
	});
});
