import { describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { flush, told, unreachable, useHarness } from './flow-testing';

const wizard = useHarness();

describe('an event', () => {
	test('leads to the next state, which is kept', () => {
		wizard().flow.send(told('a'));
		expect(wizard().flow.state).toEqual({ step: 'one', heard: ['a'] });
		expect(wizard().kept).toEqual([wizard().flow.state]);
		expect(wizard().calls).toEqual([]);
	});

	test('may ask for a command, whose answer is the next event', async () => {
		wizard().send('save', 'x');
		expect(wizard().call(-1).command).toEqual({ run: 'save', name: 'x' });
		await wizard().answer(ok(told('saved')));
		expect(wizard().flow.state.heard).toEqual(['saved']);
		expect(wizard().calls).toHaveLength(1);
	});

	test('an answer may ask for the next command', async () => {
		wizard().send('save');
		await wizard().answer(ok({ type: 'run', command: { run: 'send' } }));
		expect(wizard().calls.map(({ command }) => command.run)).toEqual(['save', 'send']);
		expect(wizard().flow.busy).toBe('send');
	});
});

describe('busy', () => {
	test('names the command under way, until it has ended', async () => {
		expect(wizard().flow.busy).toBeUndefined();
		wizard().send('save');
		expect(wizard().flow.busy).toBe('save');
		await wizard().answer(ok(told('saved')));
		expect(wizard().flow.busy).toBeUndefined();
	});

	test('ends with a failure too', async () => {
		wizard().send('save');
		await wizard().answer(fail({ kind: 'usernameTaken' }));
		expect(wizard().flow.busy).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual(['save failed: usernameTaken']);
	});

	test('ends when the flow moves on', () => {
		wizard().send('save');
		wizard().flow.send({ type: 'moved' });
		expect(wizard().flow.busy).toBeUndefined();
	});

	test('is nothing that goes on in the background', () => {
		wizard().send('look');
		expect(wizard().flow.busy).toBeUndefined();
	});
});

describe('answers that come too late', () => {
	test('after the step was left they are dropped, and the command is told to stop', async () => {
		wizard().send('save');
		wizard().send('look');
		wizard().flow.send({ type: 'moved' });
		expect(wizard().calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
		await wizard().answer(ok(told('saved')), 0);
		await wizard().answer(ok(told('looked')), 1);
		expect(wizard().flow.state.heard).toEqual([]);
	});

	test('an event inside the step stops nothing', async () => {
		wizard().send('save');
		wizard().flow.send(told('typed'));
		await wizard().answer(ok(told('saved')));
		expect(wizard().flow.state.heard).toEqual(['typed', 'saved']);
	});

	test('the same command once more replaces the first: a double click asks once', async () => {
		wizard().send('save', 'first');
		wizard().send('save', 'second');
		expect(wizard().call(0).signal.aborted).toBe(true);
		await wizard().answer(ok(told('first')), 0);
		expect(wizard().flow.busy).toBe('save');
		await wizard().answer(ok(told('second')), 1);
		expect(wizard().flow.state.heard).toEqual(['second']);
		expect(wizard().flow.busy).toBeUndefined();
	});

	test('another command replaces what the person waited for before', async () => {
		wizard().send('save');
		wizard().send('send');
		expect(wizard().call(0).signal.aborted).toBe(true);
		await wizard().answer(ok(told('saved')), 0);
		await wizard().answer(ok(told('sent')), 1);
		expect(wizard().flow.state.heard).toEqual(['sent']);
	});

	test('a command does not replace what goes on in the background, nor the other way round', async () => {
		wizard().send('look');
		wizard().send('save');
		wizard().send('look', 'again');
		expect(wizard().calls.map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
		await wizard().answer(ok(told('saved')), 1);
		await wizard().answer(ok(told('looked')), 2);
		expect(wizard().flow.state.heard).toEqual(['saved', 'looked']);
	});
});

describe('a bug', () => {
	test('in a command reaches the error page', async () => {
		wizard().send('save');
		const bug = new TypeError('undefined is not a function');
		wizard().call(0).throw(bug);
		await flush();
		expect(wizard().flow.crash).toBe(bug);
		expect(wizard().flow.busy).toBeUndefined();
	});

	test('that throws no error reaches it as one', async () => {
		wizard().send('save');
		wizard().call(0).throw('out of order');
		await flush();
		expect(wizard().flow.crash).toEqual(new Error('out of order'));
	});

	test('in a command of the background too', async () => {
		wizard().send('look');
		wizard().call(0).throw(new Error('bug'));
		await flush();
		expect(wizard().flow.crash).toEqual(new Error('bug'));
	});

	test('in the machine, when it takes an answer, reaches the error page', async () => {
		wizard().send('save');
		await wizard().answer(ok({ type: 'bug' }));
		expect(wizard().flow.crash).toEqual(new Error('bug in the machine'));
		expect(wizard().flow.busy).toBeUndefined();
	});

	test('in a command that was stopped is nobody’s business', async () => {
		wizard().send('save');
		wizard().flow.send({ type: 'moved' });
		wizard().call(0).throw(new Error('late'));
		await flush();
		expect(wizard().flow.crash).toBeUndefined();
	});
});

describe('when the view goes', () => {
	test('everything under way ends', async () => {
		wizard().send('save');
		wizard().send('look');
		wizard().flow.dispose();
		expect(wizard().calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
		await wizard().answer(ok(told('saved')), 0);
		expect(wizard().flow.state.heard).toEqual([]);
		expect(wizard().flow.busy).toBeUndefined();
		expect(wizard().flow.crash).toBeUndefined();
	});

	test('nothing is tried again', async () => {
		wizard().send('save');
		await wizard().answer(fail(unreachable));
		wizard().flow.dispose();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(wizard().calls).toHaveLength(1);
		expect(vi.getTimerCount()).toBe(0);
	});
});
