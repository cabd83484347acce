import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { transition, type Event, type State } from './export-keys';
import { file, given, key, passphrase, states } from './testing';

const wrong = { kind: 'recoveryKeyWrong' } as const;
const none = { kind: 'backupNone' } as const;
const events: Event[] = [
	{ type: 'submitted', given: given() },
	{ type: 'opened', key },
	{ type: 'arrived', arrived: { bytes: 1, of: 2 } },
	{ type: 'loaded' },
	{ type: 'told', progress: { done: 1, of: 2 } },
	{ type: 'exported', file, count: 2, unreadable: 0 },
	{ type: 'cancelled' },
	{ type: 'failed', error: none }
];
/** What means something in a step; everything else changes nothing. */
const heard: Record<string, string[]> = {
	form: ['submitted'],
	opening: ['opened', 'cancelled', 'failed'],
	loading: ['arrived', 'loaded', 'cancelled', 'failed'],
	exporting: ['told', 'exported', 'cancelled', 'failed'],
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
	test('tries the recovery key first', () => {
		const next = transition(states.form, { type: 'submitted', given: given() });
		expect(next.state).toEqual(states.opening);
		expect(next.command).toMatchObject({ run: 'open' });
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
		const next = transition(states.form, { type: 'submitted', given: given(more) });
		expect(next).toEqual({ state: { step: 'form', faults } });
	});
});

describe('the way to the file', () => {
	test('the key opens, the cryptography comes, the backup is read', () => {
		const loading = transition(states.opening, { type: 'opened', key });
		expect(loading).toEqual({ state: states.loading, command: { run: 'load' } });
		const arrived = { bytes: 1, of: 2 };
		const coming = transition(loading.state, { type: 'arrived', arrived });
		expect(coming).toEqual({ state: { ...states.loading, arrived } });
		const exporting = transition(coming.state, { type: 'loaded' });
		expect(exporting).toEqual({
			state: states.exporting,
			command: { run: 'export', key, passphrase }
		});
		const progress = { done: 1, of: 2 };
		const told = transition(exporting.state, { type: 'told', progress });
		expect(told).toEqual({ state: { step: 'exporting', progress } });
		const done = transition(told.state, { type: 'exported', file, count: 2, unreadable: 0 });
		expect(done).toEqual({ state: states.done });
	});

	test('a wrong key is told at its field', () => {
		expect(transition(states.opening, { type: 'failed', error: wrong }).state).toEqual({
			step: 'form',
			faults: { key: wrong }
		});
	});

	test.each([states.opening, states.loading, states.exporting])(
		'other failures concern the page, and cancelling says so: $step',
		(state) => {
			expect(transition(state, { type: 'failed', error: none }).state).toEqual({
				step: 'form',
				faults: {},
				error: none
			});
			expect(transition(state, { type: 'cancelled' }).state).toEqual({
				step: 'form',
				faults: {},
				cancelled: true
			});
		}
	);
});
