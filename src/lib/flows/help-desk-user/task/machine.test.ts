import { describe, expect, test } from 'vitest';
import { transition } from './machine';
import type { Event, Facts, State } from './states';
import { ada, facts } from './testing';

type S = State<string>;
type E = Event<string>;

const opening: S = { step: 'opening' };
const form: S = { step: 'form', facts };
const sent = { choice: 'this', again: false };
const underway: S = { ...form, sent };
const error = { kind: 'refused' } as const;
const later: Facts = { ...facts, user: { ...ada, displayName: 'Later' } };
const done: S = { step: 'done', choice: 'this', before: facts, after: later, already: false };

describe('opening', () => {
	test('looks, and shows the form', () => {
		expect(transition(opening, { type: 'opened' })).toEqual({
			state: opening,
			command: { run: 'look' }
		});
		expect(transition(opening, { type: 'found', facts })).toEqual({ state: form });
	});

	test('nobody has this Matrix ID', () => {
		expect(transition(opening, { type: 'nobodyFound' })).toEqual({ state: { step: 'nobody' } });
	});

	test('a failure is told, and asked again', () => {
		const { state } = transition(opening, { type: 'failed', error });
		expect(state).toEqual({ step: 'opening', error });
		expect(transition(state, { type: 'opened' })).toEqual({
			state: opening,
			command: { run: 'look' }
		});
	});
});

describe('the form', () => {
	const submitted: E = { type: 'submitted', choice: 'this' };

	test('does what was chosen, against what was shown', () => {
		expect(transition(form, submitted)).toEqual({
			state: underway,
			command: { run: 'apply', sent, shown: facts }
		});
	});

	test('a second press while it is under way does nothing', () => {
		expect(transition(underway, { type: 'submitted', choice: 'that' })).toEqual({
			state: underway
		});
	});

	test('a lost answer is asked for, with the same choice', () => {
		const again = { choice: 'this', again: true };
		expect(transition(underway, { type: 'lost' })).toEqual({
			state: { ...form, sent: again },
			command: { run: 'apply', sent: again, shown: facts }
		});
	});

	test('done shows what was and what is', () => {
		const event: E = { type: 'applied', after: later, already: false };
		expect(transition(underway, event)).toEqual({ state: done });
	});

	test('a change by somebody else shows what is there now, and clears what was sent', () => {
		const trouble = { kind: 'changed' } as const;
		const stopped: E = { type: 'stopped', trouble, facts: later };
		expect(transition(underway, stopped)).toEqual({
			state: { step: 'form', facts: later, trouble }
		});
	});

	test('what is not known keeps what was shown, and says why', () => {
		const trouble = { kind: 'unknown' } as const;
		expect(transition(underway, { type: 'stopped', trouble, error })).toEqual({
			state: { ...form, trouble, error }
		});
	});

	test('a failure is told, and gone with the next press', () => {
		const { state } = transition(underway, { type: 'failed', error });
		expect(state).toEqual({ ...form, error });
		expect(transition(state, submitted).state).toEqual(underway);
	});

	test('the user is gone meanwhile', () => {
		expect(transition(underway, { type: 'nobodyFound' })).toEqual({ state: { step: 'nobody' } });
	});

	test.each<E>([
		{ type: 'lost' },
		{ type: 'applied', after: later, already: true },
		{ type: 'opened' },
		{ type: 'forgotten', choice: '' }
	])('nothing was sent: $type means nothing', (event) => {
		expect(transition(form, event)).toEqual({ state: form });
	});
});

describe('the end', () => {
	test('forgets what was shown once', () => {
		expect(transition(done, { type: 'forgotten', choice: '' }).state).toEqual({
			...done,
			choice: ''
		});
	});

	test.each<S>([done, { step: 'nobody' }])('$step stays as it is', (state) => {
		const events: E[] = [
			{ type: 'opened' },
			{ type: 'found', facts },
			{ type: 'submitted', choice: 'this' },
			{ type: 'lost' },
			{ type: 'failed', error }
		];
		for (const event of events) expect(transition(state, event)).toEqual({ state });
	});
});
