import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import type { AccountPort } from '$lib/matrix/ports';

export type State = { step: 'signedIn'; error?: PortalError } | { step: 'signedOut' };

export type Event =
	{ type: 'signOutAsked' } | { type: 'ended' } | { type: 'failed'; error: PortalError };

export interface Command {
	run: 'signOut';
}

/** The machine of signing out, which every page of an account offers. */
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
export async function perform(
	{ endSession }: Pick<AccountPort, 'endSession'>,
	signal: AbortSignal
): Promise<Result<Event>> {
	const ended = await endSession(signal);
	return ended.ok || ended.error.kind === 'sessionEnded' ? ok({ type: 'ended' }) : ended;
}
