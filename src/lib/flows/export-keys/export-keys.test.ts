import { expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { key, passphrase } from '$lib/wizard/keys/file-task-testing';
import { transition, type State } from './export-keys';
import { exported, given } from './testing';

const form: State = { step: 'form', faults: {} };
const opening: State = { step: 'opening', given: { passphrase } };

test('tries the recovery key first', () => {
	const sent = given();
	expect(transition(form, { type: 'submitted', given: sent })).toEqual({
		state: opening,
		command: { run: 'open', typed: sent.typed }
	});
});

test.each([
	[{ typed: new Secret(' ') }, { key: 'missing' }],
	[{ again: new Secret('over the hill') }, { again: 'differs' }],
	[{ passphrase: new Secret(''), again: new Secret('') }, { passphrase: 'missing' }],
	[
		{ typed: new Secret(''), passphrase: new Secret('') },
		{ key: 'missing', passphrase: 'missing', again: 'differs' }
	]
])('tells all that is wrong at once: %#', (more, faults) => {
	const next = transition(form, { type: 'submitted', given: given(more) });
	expect(next).toEqual({ state: { step: 'form', faults } });
});

test.each([
	opening,
	{ step: 'loading', given: { passphrase }, key },
	{ step: 'working' },
	{ step: 'done', outcome: exported }
] satisfies State[])('the form is sent once: $step', (state) => {
	expect(transition(state, { type: 'submitted', given: given() })).toEqual({ state });
});

test('goes on as both do', () => {
	expect(transition(opening, { type: 'opened', key })).toEqual({
		state: { step: 'loading', given: { passphrase }, key },
		command: { run: 'load' }
	});
});

test('a wrong key is told at its field, anything else above', () => {
	const wrong = { kind: 'recoveryKeyWrong' } as const;
	const none = { kind: 'backupNone' } as const;
	expect(transition(opening, { type: 'failed', error: wrong }).state).toEqual({
		step: 'form',
		faults: { key: wrong }
	});
	expect(transition({ step: 'working' }, { type: 'failed', error: none }).state).toEqual({
		step: 'form',
		faults: {},
		error: none
	});
});
