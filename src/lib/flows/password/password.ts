import { passwordFaults } from '$lib/base/password-policy';
import { confirmation } from '$lib/uia/confirm';
import { answered, begin, failed, lost } from './changing';
import type { Change, Event, Faults, FormState, State, Step } from './states';

export const initial: State = { step: 'before' };

/** The machine of a change of password. */
export function transition(state: State, event: Event): Step {
	switch (state.step) {
		case 'before':
			return before(state, event);
		case 'form':
			return form(state, event);
		default:
			return { state };
	}
}

function before(state: Extract<State, { step: 'before' }>, event: Event): Step {
	switch (event.type) {
		case 'opened':
			return { state: initial, command: { run: 'check' } };
		case 'found':
			if (event.elsewhere) return { state: { step: 'elsewhere', ...event.elsewhere } };
			return { state: { ...state, found: event.found } };
		case 'continued':
			return { state: { ...state, error: undefined }, command: { run: 'probe' } };
		case 'probed':
			return probed(state.found, event);
		case 'failed':
			// A homeserver without this request has another place for it.
			if (event.error.kind === 'unsupported') return { state: { step: 'elsewhere' } };
			return { state: { ...state, error: event.error } };
		default:
			return { state };
	}
}

/** A homeserver that does not say beforehand how a change is confirmed says it when it is asked for. */
function probed(found: FormState['found'], { answer }: Extract<Event, { type: 'probed' }>): Step {
	const challenge = answer?.kind === 'challenge' ? confirmation(answer.challenge) : undefined;
	const ways = challenge?.ways;
	if (ways && !ways.some(({ kind }) => kind === 'password'))
		return { state: { step: 'noPassword' } };
	return { state: { step: 'form', found, faults: {} }, command: { run: 'policy' } };
}

function form(state: FormState, event: Event): Step {
	switch (event.type) {
		case 'policyKnown':
			return { state: { ...state, policy: event.policy } };
		case 'submitted':
			return submitted(state, event.change);
		case 'answered':
			return answered(state, event.answer);
		case 'lost':
			return lost(state);
		case 'failed':
			return failed(state, event.error);
		default:
			return { state };
	}
}

function submitted(state: FormState, change: Change): Step {
	const faults = faultsOf(change, state);
	if (faults.current || faults.next)
		return { state: { ...state, faults, error: undefined, outcome: undefined } };
	return begin(state, { change, phase: 'begin', proof: 'current', sent: 0 });
}

function faultsOf({ current, next }: Change, { policy }: FormState): Faults {
	const missing = { kind: 'passwordMissing' } as const;
	const [fault] = passwordFaults(next.reveal(), policy ?? {});
	return {
		...(current.reveal() === '' && { current: missing }),
		...(next.reveal() === '' ? { next: missing } : fault && { next: { kind: fault } })
	};
}
