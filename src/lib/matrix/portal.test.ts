import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { Portal } from './context';

const fetched = vi.fn<typeof fetch>();
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const signal = new AbortController().signal;
let portal: () => Portal;
const loaded = { count: 0, fails: false };

beforeEach(async () => {
	vi.resetModules();
	loaded.count = 0;
	loaded.fails = false;
	vi.doMock('./later-ports', async (original) => {
		loaded.count += 1;
		if (loaded.fails) throw new Error('no network');
		return await original();
	});
	const { createPortal } = await import('./portal');
	portal = () => createPortal(new Promise(() => undefined));
	fetched.mockImplementation(() => Promise.resolve(Response.json({})));
	vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	fetched.mockReset();
});

test('what is asked before the first form works needs nothing more', async () => {
	const { homeservers, login } = portal();
	await homeservers.find('hs.test', signal);
	await homeservers.offer(server, signal);
	await homeservers.passwordPolicy(server, signal);
	login.ssoUrl(server, { id: 'a', name: 'A' }, 'https://portal.test/');
	expect(fetched).toHaveBeenCalled();
	expect(loaded.count).toBe(0);
});

test('the rest is loaded on first use, once', async () => {
	const { registration, account } = portal();
	fetched.mockImplementation(() => Promise.resolve(Response.json({ available: true })));
	expect(await registration.available(server, 'alice', signal)).toEqual({ ok: true, value: true });
	await account.logout(server, new Secret('t'), signal);
	expect(loaded.count).toBe(1);
});

test('the rest can be loaded ahead', async () => {
	portal().preload();
	await vi.waitFor(() => {
		expect(loaded.count).toBe(1);
	});
	expect(fetched).not.toHaveBeenCalled();
});

test.each([
	[true, 'unreachable'],
	[false, 'offline']
])('a piece that does not come is a failure of the line (online: %s)', async (onLine, kind) => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(onLine);
	loaded.fails = true;
	const answer = await portal().registration.tokenValid(server, 't', signal);
	expect(answer).toEqual({ ok: false, error: { kind } });
});

test('every port of the later piece is there', async () => {
	const { registration, login, account } = portal();
	const calls = [
		() => registration.tokenValid(server, 't', signal),
		() => registration.register(server, { auth: { session: 's' } }, signal),
		() =>
			registration.requestMail(
				server,
				{ address: 'a@b.test', clientSecret: 'c', attempt: 1 },
				signal
			),
		() => login.redeem(server, new Secret('t'), 'Portal', signal),
		() => account.whoami(server, new Secret('t'), signal),
		() => account.refresh(server, new Secret('t'), signal)
	];
	for (const call of calls)
		expect(await call()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	expect(fetched).toHaveBeenCalledTimes(calls.length);
});
