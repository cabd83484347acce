import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import { Flow } from './flow.svelte';

export type State = { step: 'signedIn'; error?: PortalError } | { step: 'signedOut' };

export type Event =
	{ type: 'signOutAsked' } | { type: 'ended' } | { type: 'failed'; error: PortalError };

export interface Command {
	run: 'signOut';
}

/** The port that ends the session of this tab at the homeserver. */
interface Ends {
	endSession(signal: AbortSignal): Promise<Result<true>>;
}

/** The machine of signing out, which every page offers to whoever is signed in. */
export function transition(state: State, event: Event): { state: State; command?: Command } {
	if (state.step === 'signedOut') return { state };
	switch (event.type) {
		case 'signOutAsked':
			return { state: { step: 'signedIn' }, command: { run: 'signOut' } };
		case 'ended':
			return { state: { step: 'signedOut' } };
		case 'failed':
			return { state: { step: 'signedIn', error: event.error } };
	}
}

/** Signs out at the homeserver; a session that is over already is signed out. */
export async function perform(account: Ends, signal: AbortSignal): Promise<Result<Event>> {
	const ended = await account.endSession(signal);
	return ended.ok || ended.error.kind === 'sessionEnded' ? ok({ type: 'ended' }) : ended;
}

/**
 * Signing out, bound to a page's frame.
 * @param signedOut called once, when the session is over
 */
export const signOutFlow = (account: Ends, signedOut: () => void): Flow<State, Event, Command> =>
	new Flow<State, Event, Command>(
		{
			transition,
			perform: (_command, signal) => perform(account, signal),
			failed: (error) => ({ type: 'failed', error }),
			background: [],
			keep: ({ step }) => {
				if (step === 'signedOut') signedOut();
			}
		},
		{ step: 'signedIn' }
	);
