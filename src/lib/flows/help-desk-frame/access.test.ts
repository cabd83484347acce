import { describe, expect, it } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { perform, transition, type State } from './access';

const error: PortalError = { kind: 'admin', problem: 'notAdmin' };
const all: State[] = [
	{ step: 'before' },
	{ step: 'asking' },
	{ step: 'open' },
	{ step: 'closed', error }
];
const [before, asking, open, closed] = all as [State, State, State, State];

describe('the machine', () => {
	it.each([before, closed])('asks from $step', (state) => {
		expect(transition(state, { type: 'asked' })).toEqual({
			state: asking,
			command: { run: 'ask' }
		});
	});

	it.each([asking, open])('asks once: not again from $step', (state) => {
		expect(transition(state, { type: 'asked' })).toEqual({ state });
	});

	it('opens, or stays closed and says why', () => {
		expect(transition(asking, { type: 'opened' })).toEqual({ state: open });
		expect(transition(asking, { type: 'failed', error })).toEqual({ state: closed });
	});

	it.each([before, open, closed])('an answer to nothing changes nothing: $step', (state) => {
		expect(transition(state, { type: 'opened' })).toEqual({ state });
		expect(transition(state, { type: 'failed', error })).toEqual({ state });
	});
});

describe('asking', () => {
	const signal = new AbortController().signal;

	it('opens for administrators', async () => {
		const ports = { access: () => Promise.resolve(ok(true as const)) };
		expect(await perform(ports, signal)).toEqual(ok({ type: 'opened' }));
	});

	it('hands on why not', async () => {
		expect(await perform({ access: () => Promise.resolve(fail(error)) }, signal)).toEqual(
			fail(error)
		);
	});
});
