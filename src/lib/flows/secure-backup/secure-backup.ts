import type { Secret } from '$lib/base/secret';
import { keeping, toSave, toWork } from '$lib/wizard/keys/keeping';
import type { Choose, Enter, Event, Found, Next, PhraseFault, State } from './states';

/** A phrase opens everything, so a short one is no lock. */
export const SHORTEST_PHRASE = 12;

/** The machine of setting up Secure Backup. */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'choose':
			return choose(state, event);
		case 'enter':
			return enter(state, event);
		case 'done':
			return event.type === 'finishAsked' ? { state: { step: 'enter' } } : { state };
		case 'appOnly':
			return { state };
		default:
			return kept(state, event);
	}
}

function opening(state: State, event: Event): Next {
	switch (event.type) {
		case 'opened':
			return { state: { step: 'opening' }, command: { run: 'look' } };
		case 'found':
			return { state: first(event.found) };
		case 'failed':
			return { state: { step: 'opening', error: event.error } };
		default:
			return { state };
	}
}

/** What works is never replaced here: it is on, or is finished with the key that there is. */
function first({ recoveryKey, crossSigning, backup }: Found): State {
	if (!crossSigning && !backup) return { step: 'choose' };
	if (!recoveryKey) return { step: 'appOnly' };
	return crossSigning && backup ? { step: 'done', before: true } : { step: 'enter' };
}

function choose(state: Choose, event: Event): Next {
	switch (event.type) {
		case 'chosen': {
			const { phrase } = event;
			if (!phrase) return { state: { step: 'choose' }, command: { run: 'make' } };
			const fault = faultOf(phrase);
			if (fault) return { state: { step: 'choose', fault } };
			return { state: { step: 'choose' }, command: { run: 'make', phrase: phrase.text } };
		}
		case 'made':
			return { state: toSave(event.key) };
		case 'failed':
			return { state: { step: 'choose', error: event.error } };
		default:
			return { state };
	}
}

function faultOf({ text, again }: { text: Secret; again: Secret }): PhraseFault | undefined {
	const phrase = text.reveal();
	if (phrase === '') return 'missing';
	if (Array.from(phrase).length < SHORTEST_PHRASE) return 'short';
	return phrase === again.reveal() ? undefined : 'different';
}

function enter(state: Enter, event: Event): Next {
	switch (event.type) {
		case 'keyTyped':
			if (event.typed.reveal().trim() === '') return { state: { step: 'enter', fault: 'missing' } };
			return { state: { step: 'enter' }, command: { run: 'open', typed: event.typed } };
		case 'keyOpened':
			return toWork(event.key);
		case 'failed': {
			const { error } = event;
			// Somebody has taken it away meanwhile: the truth is looked for.
			if (error.kind === 'recoveryKeyNone')
				return { state: { step: 'opening' }, command: { run: 'look' } };
			if (error.kind === 'recoveryKeyWrong') return { state: { step: 'enter', fault: 'wrong' } };
			return { state: { step: 'enter', error } };
		}
		default:
			return { state };
	}
}

function kept(state: Extract<State, { key: unknown }>, event: Event): Next {
	// What an earlier set-up has left depends on its own key: the new one has done nothing.
	if (event.type === 'failed' && event.error.kind === 'recoveryKeyNeeded')
		return { state: { step: 'enter', error: event.error } };
	// A key that was there before is not saved again: back is to its entry.
	if (event.type === 'cancelled' && 'id' in state.key) return { state: { step: 'enter' } };
	switch (event.type) {
		case 'opened':
		case 'found':
		case 'chosen':
		case 'made':
		case 'keyTyped':
		case 'keyOpened':
		case 'finishAsked':
			return { state };
		default: {
			const { state: next, command } = keeping(state, event);
			const settled: State = next === 'finished' ? { step: 'done' } : next;
			return { state: settled, ...(command && { command }) };
		}
	}
}
