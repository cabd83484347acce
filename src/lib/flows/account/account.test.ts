import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { perform, transition, type Here, type State } from './account';

const account: Here = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	accessToken: new Secret('token')
};
const here: State = { step: 'here', account };
const { signal } = new AbortController();

describe('the account page', () => {
	it('shows who is signed in, or that nobody is', () => {
		expect(transition({ step: 'opening' }, { type: 'opened', account })).toEqual({ state: here });
		expect(transition({ step: 'opening' }, { type: 'opened', account: undefined })).toEqual({
			state: { step: 'nobody' }
		});
	});

	it('signs out when asked, and once only', () => {
		const asked = transition(here, { type: 'signOutAsked' });
		expect(asked).toEqual({ state: here, command: { run: 'signOut', account } });
		expect(transition({ step: 'nobody' }, { type: 'signOutAsked' })).toEqual({
			state: { step: 'nobody' }
		});
		expect(transition(here, { type: 'signedOut' })).toEqual({ state: { step: 'nobody' } });
	});

	it('keeps the session when signing out fails, and says why', () => {
		const error = { kind: 'serverFault', status: 500 } as const;
		const failed = transition(here, { type: 'failed', error });
		expect(failed).toEqual({ state: { ...here, error } });
		expect(transition(failed.state, { type: 'signOutAsked' }).state).toEqual(here);
		expect(transition({ step: 'nobody' }, { type: 'failed', error }).state).toEqual({
			step: 'nobody'
		});
	});
});

describe('signing out', () => {
	it('forgets the session only when the homeserver has ended it', async () => {
		const forget = vi.fn();
		const logout = vi.fn().mockResolvedValueOnce(fail({ kind: 'unreachable' }));
		const command = { run: 'signOut', account } as const;
		const ports = { account: { logout, refresh: vi.fn() }, forget };
		expect(await perform(command, ports, signal)).toEqual(fail({ kind: 'unreachable' }));
		expect(forget).not.toHaveBeenCalled();
		logout.mockResolvedValueOnce(ok(true));
		expect(await perform(command, ports, signal)).toEqual(ok({ type: 'signedOut' }));
		expect(logout).toHaveBeenLastCalledWith(account.server, account.accessToken, signal);
		expect(forget).toHaveBeenCalledOnce();
	});

	it('counts a session that the homeserver no longer knows as ended', async () => {
		const forget = vi.fn();
		const logout = vi.fn().mockResolvedValue(fail({ kind: 'sessionEnded', soft: true }));
		const ended = await perform(
			{ run: 'signOut', account },
			{ account: { logout, refresh: vi.fn() }, forget },
			signal
		);
		expect(ended).toEqual(ok({ type: 'signedOut' }));
		expect(forget).toHaveBeenCalledOnce();
	});

	it('renews a token that has run out, so that the session really ends', async () => {
		const fresh = new Secret('fresh');
		const refreshToken = new Secret('refresh');
		const logout = vi
			.fn()
			.mockResolvedValueOnce(fail({ kind: 'sessionEnded', soft: true }))
			.mockResolvedValueOnce(ok(true));
		const refresh = vi.fn().mockResolvedValue(ok({ accessToken: fresh }));
		const command = { run: 'signOut', account: { ...account, refreshToken } } as const;
		const ended = await perform(command, { account: { logout, refresh }, forget: vi.fn() }, signal);
		expect(ended).toEqual(ok({ type: 'signedOut' }));
		expect(refresh).toHaveBeenCalledWith(account.server, refreshToken, signal);
		expect(logout).toHaveBeenLastCalledWith(account.server, fresh, signal);
	});
});
