import { Secret } from '$lib/base/secret';
import type { Confirmed } from '$lib/matrix/account-ports';
import type { Challenge } from '$lib/uia/types';
import type { Found } from './checking';
import type { Attempt, Change, Event, FormState, State, Step } from './states';
import { transition } from './password';

export const change: Change = {
	current: new Secret('old password'),
	next: new Secret('new password'),
	signOut: true
};

export const safe: Found = {
	backup: 12,
	recoveryKey: true,
	others: { count: 2, unverified: 0, unused: 0 }
};

/** What a homeserver answers that wants a password, or what else it is told to want. */
export const challenged = (
	stages: readonly string[] = ['m.login.password'],
	more: Partial<Challenge> = {}
): Confirmed<true> => ({
	kind: 'challenge',
	challenge: { session: 'uia', flows: [{ stages }], ...more }
});

export const done: Confirmed<true> = { kind: 'done', value: true };
export const wrong: Confirmed<true> = {
	...(challenged() as Extract<Confirmed<true>, { kind: 'challenge' }>),
	refusal: { kind: 'passwordWrong' }
};

export const form: FormState = { step: 'form', found: safe, faults: {} };
export const submitted: Event = { type: 'submitted', change };
export const answered = (answer: Confirmed<true>): Event => ({ type: 'answered', answer });

/** The state after some events, and the last command. */
export function after(state: State, ...events: Event[]): Step {
	return events.reduce<Step>((last, event) => transition(last.state, event), { state });
}

/** A form whose change is on its way. */
export function onItsWay(...events: Event[]): { state: FormState; attempt: Attempt } {
	const { state } = after(form, submitted, ...events);
	if (state.step !== 'form' || !state.attempt) throw new Error('Nothing is on its way');
	return { state, attempt: state.attempt };
}
