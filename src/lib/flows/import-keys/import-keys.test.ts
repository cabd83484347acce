import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { transition, type Event, type State } from './import-keys';
import { file, given, imported, key, passphrase, states } from './testing';

const none = { kind: 'backupNone' } as const;
const events: Event[] = [
	{ type: 'submitted', given: given() },
	{ type: 'opened', key },
	{ type: 'arrived', arrived: { bytes: 1, of: 2 } },
	{ type: 'loaded' },
	{ type: 'told', progress: { done: 1, of: 2 } },
	{ type: 'imported', imported },
	{ type: 'cancelled' },
	{ type: 'failed', error: none }
];
/** What means something in a step; everything else changes nothing. */
const heard: Record<string, string[]> = {
	form: ['submitted'],
	opening: ['opened', 'cancelled', 'failed'],
	loading: ['arrived', 'loaded', 'cancelled', 'failed'],
	importing: ['told', 'imported', 'cancelled', 'failed'],
	done: []
};

test.each(Object.values(states))('in $step only what belongs there is heard', (state: State) => {
	for (const event of events) {
		const next = transition(state, event);
		if (heard[state.step]?.includes(event.type)) expect(next.state).not.toBe(state);
		else expect(next).toEqual({ state });
	}
});

describe('the form', () => {
	test('needs no recovery key', () => {
		const next = transition(states.form, { type: 'submitted', given: given() });
		expect(next).toEqual({ state: states.loading, command: { run: 'load' } });
	});

	test('tries the recovery key first where there is one', () => {
		const typed = new Secret('EsTc');
		const next = transition(states.form, { type: 'submitted', given: given({ typed }) });
		expect(next).toEqual({ state: states.opening, command: { run: 'open', typed } });
		const opened = transition(next.state, { type: 'opened', key });
		expect(opened.command).toEqual({ run: 'load' });
		const loaded = transition(opened.state, { type: 'loaded' });
		expect(loaded.command).toEqual({ run: 'import', source: { file, passphrase, key } });
	});

	test.each([
		[{ file: undefined }, { file: 'missing' }],
		[{ passphrase: new Secret('') }, { passphrase: 'missing' }],
		[
			{ file: undefined, passphrase: new Secret('') },
			{ file: 'missing', passphrase: 'missing' }
		]
	])('tells all that is missing at once: %#', (more, faults) => {
		const next = transition(states.form, { type: 'submitted', given: given(more) });
		expect(next).toEqual({ state: { step: 'form', faults } });
	});
});

test('the way into the backup', () => {
	const arrived = { bytes: 1, of: 2 };
	const coming = transition(states.loading, { type: 'arrived', arrived });
	expect(coming).toEqual({ state: { ...states.loading, arrived } });
	const importing = transition(coming.state, { type: 'loaded' });
	expect(importing.state).toEqual(states.importing);
	const progress = { done: 1, of: 2 };
	const told = transition(importing.state, { type: 'told', progress });
	expect(told).toEqual({ state: { step: 'importing', progress } });
	expect(transition(told.state, { type: 'imported', imported })).toEqual({ state: states.done });
});

describe('failures', () => {
	test.each([
		['recoveryKeyWrong', 'key'],
		['keyFileForeign', 'file'],
		['keyFileDamaged', 'file'],
		['passphraseWrong', 'passphrase']
	] as const)('%s is told at its field', (kind, field) => {
		expect(transition(states.importing, { type: 'failed', error: { kind } }).state).toEqual({
			step: 'form',
			faults: { [field]: { kind } }
		});
	});

	test('others concern the page', () => {
		expect(transition(states.importing, { type: 'failed', error: none }).state).toEqual({
			step: 'form',
			faults: {},
			error: none
		});
	});
});

test.each([
	[states.opening, 'before'],
	[states.loading, 'before'],
	[states.importing, 'before'],
	[{ step: 'importing', progress: { done: 200, of: 300 } } as const, 'between']
])('cancelling says whether something may have been put in: %#', (state, cancelled) => {
	expect(transition(state, { type: 'cancelled' }).state).toEqual({
		step: 'form',
		faults: {},
		cancelled
	});
});
