import { afterEach, beforeEach, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { Result } from '$lib/base/result';
import { Flow } from './flow.svelte';

/** A flow of two steps, whose commands are answered by the test. */
type State = { step: 'one' | 'two'; heard: readonly string[] };
type Event =
	| { type: 'run'; command: Command }
	| { type: 'told'; what: string }
	| { type: 'moved' }
	| { type: 'bug' };
interface Command {
	run: 'save' | 'send' | 'look' | 'unlock';
	name?: string;
}
interface Call {
	command: Command;
	signal: AbortSignal;
	answer(result: Result<Event>): void;
	throw(error: unknown): void;
}

export const told = (what: string): Event => ({ type: 'told', what });
export const unreachable: PortalError = { kind: 'unreachable' };
export const limited = (retryAfterMs: number): PortalError => ({
	kind: 'rateLimited',
	retryAfterMs
});

function transition(state: State, event: Event): { state: State; command?: Command } {
	switch (event.type) {
		case 'run':
			return { state, command: event.command };
		case 'told':
			return { state: { ...state, heard: [...state.heard, event.what] } };
		case 'moved':
			return { state: { ...state, step: state.step === 'one' ? 'two' : 'one' } };
		case 'bug':
			throw new Error('bug in the machine');
	}
}

/** The runner under test, and what it asked for. */
class Harness {
	readonly calls: Call[] = [];
	readonly kept: State[] = [];
	readonly flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => this.#perform(command, signal),
			failed: (error, { run }) => told(`${run} failed: ${error.kind}`),
			background: ['look'],
			byHand: ({ run, name }) => run === 'unlock' || name === 'secret',
			keep: (state) => this.kept.push(state)
		},
		{ step: 'one', heard: [] }
	);

	#perform(command: Command, signal: AbortSignal): Promise<Result<Event>> {
		return new Promise((resolve, reject) => {
			this.calls.push({ command, signal, answer: resolve, throw: reject });
			signal.addEventListener('abort', () => {
				reject(signal.reason as Error);
			});
		});
	}

	send(run: Command['run'], name?: string): void {
		this.flow.send({ type: 'run', command: { run, ...(name === undefined ? {} : { name }) } });
	}

	call(index: number): Call {
		const found = this.calls.at(index);
		if (!found) throw new Error(`No call ${String(index)}`);
		return found;
	}

	/** Answers a call, the last one when no index is given. */
	async answer(result: Result<Event>, index = -1): Promise<void> {
		this.call(index).answer(result);
		await flush();
	}
}

/** Lets all promises come through. */
export const flush = () => vi.advanceTimersByTimeAsync(0);

/** A new harness for each test of a file, with a clock that only the test moves. */
export function useHarness(): () => Harness {
	let harness: Harness;
	beforeEach(() => {
		vi.useFakeTimers({ now: 1_000_000 });
		harness = new Harness();
	});
	afterEach(() => {
		harness.flow.dispose();
		vi.useRealTimers();
		vi.restoreAllMocks();
	});
	return () => harness;
}
