import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { KeyTest } from '$lib/matrix/keys-ports';

/** Why there is no answer; `missing`: nothing was entered. */
export type Fault = 'missing' | PortalError;

export type State =
	{ step: 'form'; fault?: Fault } | { step: 'testing' } | { step: 'told'; test: KeyTest };

export type Event =
	| { type: 'submitted'; typed: Secret }
	| { type: 'tested'; test: KeyTest }
	| { type: 'failed'; error: PortalError };

export interface Command {
	run: 'test';
	typed: Secret;
}

export interface Next {
	state: State;
	command?: Command;
}

/** The machine of testing a recovery key, as often as somebody likes. */
export function transition(state: State, event: Event): Next {
	switch (event.type) {
		case 'submitted': {
			const { typed } = event;
			if (state.step === 'testing') return { state };
			if (typed.reveal().trim() === '') return { state: { step: 'form', fault: 'missing' } };
			return { state: { step: 'testing' }, command: { run: 'test', typed } };
		}
		case 'tested':
			return state.step === 'testing' ? { state: { step: 'told', test: event.test } } : { state };
		case 'failed':
			return state.step === 'testing' ? { state: { step: 'form', fault: event.error } } : { state };
	}
}
