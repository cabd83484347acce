import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { Flow } from './flow.svelte';

interface State {
	step: 'form';
	typed: string;
	told?: PortalError;
}
type Event = { type: 'save' | 'look' } | { type: 'saved' } | { type: 'failed'; error: PortalError };

const ended = vi.fn();
let answers: ((result: Result<Event>) => void)[];

/** A page with something typed into it; `ended` is given, or not, as a page of an account does. */
const page = (withEnd = true) =>
	new Flow<State, Event, { run: 'save' | 'look' }>(
		{
			transition: (state, event) => {
				if (event.type === 'failed') return { state: { ...state, told: event.error } };
				return event.type === 'saved' ? { state } : { state, command: { run: event.type } };
			},
			perform: () => new Promise((resolve) => answers.push(resolve)),
			failed: (error) => ({ type: 'failed', error }),
			background: ['look'],
			...(withEnd && { ended })
		},
		{ step: 'form', typed: 'a display name' }
	);

const over: [string, PortalError][] = [
	['was removed elsewhere', { kind: 'sessionEnded', soft: false }],
	['cannot be renewed', { kind: 'sessionEnded', soft: true }],
	['is that of a locked account', { kind: 'userLocked' }],
	['is that of a deactivated account', { kind: 'userDeactivated' }]
];

beforeEach(() => {
	vi.useFakeTimers();
	answers = [];
	ended.mockClear();
});
afterEach(() => vi.useRealTimers());

describe.each(over)('a session that %s', (_name, error) => {
	test('leaves for sign-in with the reason; the page stays as it is until then', async () => {
		const flow = page();
		flow.send({ type: 'save' });
		answers[0]?.(fail(error));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(ended).toHaveBeenCalledExactlyOnceWith(error);
		expect(flow.state).toEqual({ step: 'form', typed: 'a display name' });
		expect(flow.busy).toBe('save');
		expect(flow.hold).toBeUndefined();
		expect(answers).toHaveLength(1);
		flow.dispose();
		await vi.advanceTimersByTimeAsync(0);
		expect(flow.crash).toBeUndefined();
		expect(flow.busy).toBeUndefined();
	});

	test('is met by what goes on unseen as well', async () => {
		const flow = page();
		flow.send({ type: 'look' });
		answers[0]?.(fail(error));
		await vi.advanceTimersByTimeAsync(0);
		expect(ended).toHaveBeenCalledExactlyOnceWith(error);
		expect(flow.state.told).toBeUndefined();
		flow.dispose();
	});

	test('is a failure like any other for a flow that nobody is signed in for', async () => {
		const flow = page(false);
		flow.send({ type: 'save' });
		answers[0]?.(fail(error));
		await vi.advanceTimersByTimeAsync(0);
		expect(flow.state.told).toEqual(error);
		expect(ended).not.toHaveBeenCalled();
	});
});

test.each<PortalError>([{ kind: 'userSuspended' }, { kind: 'refused' }, { kind: 'uiaExpired' }])(
	'%o ends no session: the flow is told',
	async (error) => {
		const flow = page();
		flow.send({ type: 'save' });
		answers[0]?.(fail(error));
		await vi.advanceTimersByTimeAsync(0);
		expect(ended).not.toHaveBeenCalled();
		expect(flow.state.told).toEqual(error);
		expect(flow.busy).toBeUndefined();
	}
);

test('the end that comes after the page was left is nobody’s business', async () => {
	const flow = page();
	flow.send({ type: 'save' });
	flow.dispose();
	answers[0]?.(fail({ kind: 'sessionEnded', soft: false }));
	await vi.advanceTimersByTimeAsync(0);
	expect(ended).not.toHaveBeenCalled();
});

test('nothing is ended by an answer', async () => {
	const flow = page();
	flow.send({ type: 'save' });
	answers[0]?.(ok({ type: 'saved' }));
	await vi.advanceTimersByTimeAsync(0);
	expect(ended).not.toHaveBeenCalled();
	expect(flow.busy).toBeUndefined();
});
