import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import type { AdminAccessPort } from '$lib/matrix/admin-ports';

export type State =
	/** Nobody was asked yet: nobody is signed in, or the help desk is switched off. */
	| { step: 'before' }
	| { step: 'asking' }
	| { step: 'open' }
	| { step: 'closed'; error: PortalError };

export type Event = { type: 'asked' } | { type: 'opened' } | { type: 'failed'; error: PortalError };

export interface Command {
	run: 'ask';
}

/** The machine of getting in: whether the account may use the help desk is found out by asking. */
export function transition(state: State, event: Event): { state: State; command?: Command } {
	switch (event.type) {
		case 'asked':
			// Who was let in stays in: what is refused later is told by the page that asked for it.
			if (state.step === 'open' || state.step === 'asking') return { state };
			return { state: { step: 'asking' }, command: { run: 'ask' } };
		case 'opened':
			return { state: state.step === 'asking' ? { step: 'open' } : state };
		case 'failed':
			return { state: state.step === 'asking' ? { step: 'closed', error: event.error } : state };
	}
}

/** Asks the homeserver. Expected failures come back as values. */
export async function perform(admin: AdminAccessPort, signal: AbortSignal): Promise<Result<Event>> {
	const told = await admin.access(signal);
	return told.ok ? ok({ type: 'opened' }) : told;
}
