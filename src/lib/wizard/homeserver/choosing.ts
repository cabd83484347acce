import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { fail, ok, type Result } from '$lib/base/result';
import type { FlowDefinition } from '../flow.svelte';

/** Choosing a homeserver by its name. */
export type State = { step: 'asking'; error?: PortalError } | { step: 'found'; server: Homeserver };

export type Event =
	| { type: 'named'; text: string }
	| { type: 'found'; server: Homeserver }
	| { type: 'failed'; error: PortalError };

export interface Command {
	run: 'find';
	text: string;
}

type Find = (text: string, signal: AbortSignal) => Promise<Result<Homeserver>>;

/**
 * The machine of the dialog "Choose a homeserver".
 * @param find how a homeserver is found; fails with the kinds of `HomeserverPort.find`
 */
export function choosing(find: Find): FlowDefinition<State, Event, Command> {
	return {
		transition(_, event) {
			switch (event.type) {
				case 'named':
					if (event.text.trim() === '')
						return { state: { step: 'asking', error: { kind: 'homeserverMissing' } } };
					return { state: { step: 'asking' }, command: { run: 'find', text: event.text.trim() } };
				case 'found':
					return { state: { step: 'found', server: event.server } };
				case 'failed':
					return { state: { step: 'asking', error: event.error } };
			}
		},
		async perform({ text }, signal) {
			const found = await find(text, signal);
			// A mistyped name looks like a server that is down: the person has to see it, not to wait.
			if (!found.ok && found.error.kind === 'unreachable')
				return fail({ kind: 'homeserverNotFound', host: text });
			return found.ok ? ok({ type: 'found', server: found.value }) : found;
		},
		failed: (error) => ({ type: 'failed', error }),
		background: []
	};
}
