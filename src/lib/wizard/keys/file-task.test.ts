import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fileTask, toLoading } from './file-task';
import type { FileTask, FileTaskEvent, FileTaskNext } from './file-task-states';
import { key, passphrase } from './file-task-testing';

interface Any {
	faults: { key?: PortalError };
	given: { passphrase: typeof passphrase };
	key: typeof key;
	outcome: { count: number };
}

const wrong = { kind: 'recoveryKeyWrong' } as const;
const none = { kind: 'backupNone' } as const;
const given = { passphrase };
const outcome = { count: 2 };
const arrived = { bytes: 1, of: 2 };
const progress = { done: 1, of: 2 };

const on = (state: FileTask<Any>, event: FileTaskEvent<Any>): FileTaskNext<Any> =>
	fileTask<Any>(state, event, (error) => (error.kind === wrong.kind ? { key: error } : undefined));

const states = {
	form: { step: 'form', faults: {} },
	opening: { step: 'opening', given },
	loading: { step: 'loading', given, key },
	working: { step: 'working' },
	done: { step: 'done', outcome }
} as const satisfies Record<string, FileTask<Any>>;
const events: FileTaskEvent<Any>[] = [
	{ type: 'opened', key },
	{ type: 'arrived', arrived },
	{ type: 'loaded' },
	{ type: 'told', progress },
	{ type: 'worked', outcome },
	{ type: 'cancelled' },
	{ type: 'failed', error: none }
];
/** What means something in a step; everything else changes nothing. */
const heard: Record<string, string[]> = {
	form: [],
	opening: ['opened', 'cancelled', 'failed'],
	loading: ['arrived', 'loaded', 'cancelled', 'failed'],
	working: ['told', 'worked', 'cancelled', 'failed'],
	done: []
};

test.each(Object.values(states))('in $step only what belongs there is heard', (state) => {
	for (const event of events) {
		const next = on(state, event);
		if (heard[state.step]?.includes(event.type)) expect(next.state).not.toBe(state);
		else expect(next).toEqual({ state });
	}
});

test('the key opens, the cryptography comes, the keys are gone through', () => {
	const loading = on(states.opening, { type: 'opened', key });
	expect(loading).toEqual({ state: states.loading, command: { run: 'load' } });
	expect(toLoading<Any>(given, key)).toEqual(loading);
	const coming = on(loading.state, { type: 'arrived', arrived });
	expect(coming).toEqual({ state: { ...states.loading, arrived } });
	const working = on(coming.state, { type: 'loaded' });
	expect(working).toEqual({ state: states.working, command: { run: 'work', given, key } });
	const told = on(working.state, { type: 'told', progress });
	expect(told).toEqual({ state: { step: 'working', progress } });
	expect(on(told.state, { type: 'worked', outcome })).toEqual({ state: states.done });
});

describe.each([states.opening, states.loading, states.working])('in $step', (state) => {
	test('a failure that belongs to a field is told there', () => {
		expect(on(state, { type: 'failed', error: wrong })).toEqual({
			state: { step: 'form', faults: { key: wrong } }
		});
	});

	test('any other concerns the page', () => {
		expect(on(state, { type: 'failed', error: none })).toEqual({
			state: { step: 'form', faults: {}, error: none }
		});
	});
});

test.each([
	[states.opening, 'before'],
	[states.loading, 'before'],
	[states.working, 'before'],
	[{ step: 'working', progress } as const, 'between']
])('cancelling says whether something may have been done: %#', (state, cancelled) => {
	expect(on(state, { type: 'cancelled' })).toEqual({
		state: { step: 'form', faults: {}, cancelled }
	});
});
