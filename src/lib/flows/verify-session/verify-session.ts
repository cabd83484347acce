import { compare, comparing } from './comparing';
import type { Command, Enter, Event, Known, State } from './states';

/** Where an event leads. */
export interface Next {
	state: State;
	command?: Command;
}

/** The machine of verifying a session: this one, or another one of the account. */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'enter':
			return enter(state, event);
		case 'compare':
			return compare(state, event);
		case 'closed':
		case 'done':
			return { state };
	}
}

function opening(state: Extract<State, { step: 'opening' }>, event: Event): Next {
	switch (event.type) {
		case 'openAsked':
			return { state: { step: 'opening' }, command: { run: 'open' } };
		case 'opened':
			return { state: { step: 'enter', known: event.known } };
		case 'closed':
			return { state: { step: 'closed', why: event.why } };
		case 'verified':
			return { state: doneWith(event.other) };
		case 'failed':
			return { state: { ...state, error: event.error } };
		default:
			return { state };
	}
}

function enter(state: Enter, event: Event): Next {
	const { known } = state;
	const calm: Enter = { step: 'enter', known };
	switch (event.type) {
		case 'keyGiven': {
			const { typed, way } = event;
			return { state: calm, command: { run: 'unlock', typed, way } };
		}
		case 'unlocked':
			return { state: calm, command: { run: 'load', then: event.then } };
		case 'arrived':
			return { state: { ...state, arrived: event.arrived } };
		case 'loaded':
			return loaded(known, event);
		case 'cancelled':
			return { state: calm, command: { run: 'stop' } };
		case 'compareAsked':
			if (!known.other && known.helpers.length === 0) return { state: { ...calm, alone: true } };
			return { state: comparing(known), command: { run: 'load', then: { way: 'emoji' } } };
		case 'verified':
			return { state: doneWith(known.other) };
		case 'failed':
			return { state: { ...calm, error: event.error } };
		default:
			return { state };
	}
}

/** The cryptography is there: another session is compared with only after its key was given. */
function loaded(known: Known, { then }: Extract<Event, { type: 'loaded' }>): Next {
	const other = known.other && { other: known.other };
	if (then.way === 'key')
		return {
			state: { step: 'enter', known },
			command: { run: 'verify', key: then.key, ...other }
		};
	return {
		state: comparing(known),
		command: { run: 'ask', ...(then.key && { key: then.key }), ...other }
	};
}

const doneWith = (other: Known['other']): State => ({ step: 'done', ...(other && { other }) });
