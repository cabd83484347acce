import type { PortalError } from '$lib/base/errors';
import { keeping, toSave } from '$lib/wizard/keys/keeping';
import type { Consent, Cost, Event, Next, State } from './states';

/**
 * The machine of a reset. Nothing is replaced before the new recovery key is proved to have been
 * kept: then one request after the other, without a pause.
 */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'opening':
			if (event.type === 'opened') return { state, command: { run: 'look' } };
			return event.type === 'found' ? { state: { step: 'cost', found: event.found } } : { state };
		case 'cost':
			return cost(state, event);
		case 'consent':
			return consent(state, event);
		case 'making':
			return making(state, event);
		case 'done':
			return event.type === 'othersKnown'
				? { state: { ...state, others: event.others } }
				: { state };
		default:
			return kept(state, event);
	}
}

function cost(state: Cost, event: Event): Next {
	const calm: Cost = { step: 'cost', found: state.found };
	switch (event.type) {
		case 'submitted': {
			const typed = event.typed.trim();
			if (typed === '') return { state: { ...calm, fault: 'missing' } };
			const isIt = typed.toLocaleLowerCase() === event.word.toLocaleLowerCase();
			if (!isIt) return { state: { ...calm, fault: 'other' } };
			return { state: calm, command: { run: 'consent' } };
		}
		case 'consentAsked': {
			const { confirmation } = event;
			return { state: { step: 'consent', found: state.found, confirmation } };
		}
		case 'consented':
			return { state: { step: 'making' }, command: { run: 'make' } };
		case 'failed':
			return { state: { ...calm, error: event.error } };
		default:
			return { state };
	}
}

function consent(state: Consent, event: Event): Next {
	const { error: _, ...calm } = state;
	const { confirmation: before } = state;
	switch (event.type) {
		case 'passwordGiven': {
			const { password } = event;
			if (password.reveal() === '')
				return { state: { ...calm, error: { kind: 'passwordMissing' } } };
			return { state: calm, command: { run: 'consent', before, password } };
		}
		case 'pageDone':
			return { state: calm, command: { run: 'consent', before } };
		case 'lost':
			// A new beginning costs nothing: nothing was sent but the password.
			return { state: { ...calm, error: { kind: 'unreachable' } } };
		case 'consentAsked':
			return asked(calm, event);
		case 'consented': {
			const { proof } = event;
			return { state: { step: 'making', ...(proof && { proof }) }, command: { run: 'make' } };
		}
		case 'backAsked':
			return { state: { step: 'cost', found: state.found } };
		case 'failed': {
			const { error } = event;
			// The homeserver has forgotten what was confirmed: a new beginning, and the person is told.
			if (error.kind === 'uiaExpired' && !state.expired)
				return { state: { ...calm, expired: true, error }, command: { run: 'consent' } };
			return { state: { ...calm, error } };
		}
		default:
			return { state };
	}
}

function asked(state: Consent, event: Extract<Event, { type: 'consentAsked' }>): Next {
	const { expired, ...rest } = state;
	const { confirmation } = event;
	const told: PortalError | undefined =
		event.error ??
		(expired && confirmation.uia.completed.length === 0 ? { kind: 'uiaExpired' } : undefined);
	return { state: { ...rest, confirmation, ...(told && { error: told }) } };
}

function making(state: Extract<State, { step: 'making' }>, event: Event): Next {
	const { error: _, ...calm } = state;
	switch (event.type) {
		case 'made':
			return { state: toSave(event.key, state.proof) };
		case 'triedAgain':
			return { state: calm, command: { run: 'make' } };
		case 'failed':
			return { state: { ...calm, error: event.error } };
		default:
			return { state };
	}
}

function kept(state: Extract<State, { key: unknown }>, event: Event): Next {
	switch (event.type) {
		case 'opened':
		case 'found':
		case 'submitted':
		case 'consentAsked':
		case 'consented':
		case 'made':
		case 'othersKnown':
			return { state };
		default: {
			const { state: next, command } = keeping(state, event);
			if (next === 'finished') return { state: { step: 'done' }, command: { run: 'others' } };
			return { state: next, ...(command && { command }) };
		}
	}
}
