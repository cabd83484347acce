import { describe, expect, it, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { perform, transition, type State } from './sign-out';

const here: State = { step: 'signedIn' };
const gone: State = { step: 'signedOut' };
const error: PortalError = { kind: 'serverFault', status: 500 };

describe('the machine', () => {
	it('signs out when asked', () => {
		expect(transition(here, { type: 'signOutAsked' })).toEqual({
			state: here,
			command: { run: 'signOut' }
		});
	});

	it('stays signed in when that fails, says why, and forgets it at the next try', () => {
		const failed = transition(here, { type: 'failed', error });
		expect(failed).toEqual({ state: { step: 'signedIn', error } });
		expect(transition(failed.state, { type: 'signOutAsked' }).state).toEqual(here);
	});

	it('is signed out when the homeserver says so, from then on for good', () => {
		expect(transition(here, { type: 'ended' })).toEqual({ state: gone });
		for (const event of [
			{ type: 'signOutAsked' },
			{ type: 'ended' },
			{ type: 'failed', error }
		] as const)
			expect(transition(gone, event)).toEqual({ state: gone });
	});
});

describe('signing out', () => {
	const { signal } = new AbortController();
	const run = (answer: Awaited<ReturnType<Parameters<typeof perform>[0]['endSession']>>) =>
		perform({ endSession: vi.fn().mockResolvedValue(answer) }, signal);

	it('has ended when the homeserver has ended the session', async () => {
		expect(await run(ok(true))).toEqual(ok({ type: 'ended' }));
	});

	it.each([true, false])('counts a session that is over already (soft: %s)', async (soft) => {
		expect(await run(fail({ kind: 'sessionEnded', soft }))).toEqual(ok({ type: 'ended' }));
	});

	it('tells every other failure', async () => {
		expect(await run(fail({ kind: 'unreachable' }))).toEqual(fail({ kind: 'unreachable' }));
	});
});
