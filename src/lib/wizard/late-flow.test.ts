import { describe, expect, test, vi } from 'vitest';
import type { Result } from '$lib/base/result';
import { fail, ok } from '$lib/base/result';
import { Flow } from './flow.svelte';
import { LateFlow } from './late-flow.svelte';

/** A machine that writes down what it hears, and saves when it is told to. */
type State = { step: 'one'; heard: readonly string[] };
type Event = { type: string };
type Command = { run: 'save' };

const initial: State = { step: 'one', heard: [] };

function late() {
	const ends: { answer: (result: Result<Event>) => void; signal: AbortSignal }[] = [];
	const machine = new Flow<State, Event, Command>(
		{
			transition: (state, { type }) => ({
				state: { ...state, heard: [...state.heard, type] },
				...(type === 'save' && { command: { run: 'save' } })
			}),
			perform: (_, signal) => new Promise((answer) => ends.push({ answer, signal })),
			failed: ({ kind }) => ({ type: kind }),
			background: []
		},
		initial
	);
	return { flow: new LateFlow<State, Event, Command>(initial), machine, ends };
}
const opening: Event = { type: 'opened' };

describe('before the machine has come', () => {
	test('the view has the initial state, and nothing is under way', () => {
		const { flow } = late();
		expect(flow.state).toBe(initial);
		expect([flow.busy, flow.hold, flow.crash]).toEqual([undefined, undefined, undefined]);
	});

	test('a press is seen to be taken', () => {
		const { flow } = late();
		flow.send({ type: 'save' });
		expect(flow.busy).toBe('early');
		expect(flow.state).toBe(initial);
	});

	test('the view can go', () => {
		const { flow } = late();
		expect(() => flow.dispose()).not.toThrow();
	});
});

describe('when the machine comes', () => {
	test('it opens first, then hears what was sent before, in order and once', () => {
		const { flow, machine } = late();
		flow.send({ type: 'a' });
		flow.send({ type: 'b' });
		flow.arrive(machine, opening);
		expect(flow.state.heard).toEqual(['opened', 'a', 'b']);
		expect(flow.busy).toBeUndefined();
		flow.send({ type: 'c' });
		expect(flow.state.heard).toEqual(['opened', 'a', 'b', 'c']);
	});

	test('an early press is under way from then on', () => {
		const { flow, machine } = late();
		flow.send({ type: 'save' });
		flow.arrive(machine, opening);
		expect(flow.busy).toBe('save');
	});

	test('what holds it up is seen', async () => {
		const { flow, machine, ends } = late();
		flow.arrive(machine, { type: 'save' });
		ends[0]?.answer(fail({ kind: 'rateLimited', retryAfterMs: 60_000 }));
		await vi.waitFor(() => expect(flow.hold?.error.kind).toBe('rateLimited'));
		expect(flow.busy).toBe('save');
		flow.dispose();
	});

	test('the answer is seen', async () => {
		const { flow, machine, ends } = late();
		flow.arrive(machine, { type: 'save' });
		ends[0]?.answer(ok({ type: 'saved' }));
		await vi.waitFor(() => expect(flow.state.heard).toEqual(['save', 'saved']));
		expect(flow.busy).toBeUndefined();
	});

	test('a bug is seen', async () => {
		const { flow } = late();
		const broken = new Flow<State, Event, Command>(
			{
				transition: (state) => ({ state, command: { run: 'save' } }),
				perform: () => Promise.reject(new Error('a bug')),
				failed: ({ kind }) => ({ type: kind }),
				background: []
			},
			initial
		);
		flow.arrive(broken, opening);
		await vi.waitFor(() => expect(flow.crash?.message).toBe('a bug'));
	});

	test('everything under way ends with the view', () => {
		const { flow, machine, ends } = late();
		flow.arrive(machine, { type: 'save' });
		expect(ends[0]?.signal.aborted).toBe(false);
		flow.dispose();
		expect(ends[0]?.signal.aborted).toBe(true);
	});
});
