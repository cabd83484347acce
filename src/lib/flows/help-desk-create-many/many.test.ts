import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { Secret } from '$lib/base/secret';
import { afterLeaving, initial, PORTION, transition } from './many';
import type { Event, Job, Outcome, Place, State } from './states';
import { job, lost, next, placed, previewOf, refused, row, taken, working } from './testing';

const password = new Secret('geheim');
const made: Outcome = { kind: 'made', password };

describe('choosing a list', () => {
	test('asks the homeserver about its rows', () => {
		const { state, command } = next(initial, { type: 'given', text: 'username\nada\n,\nä' });
		expect(state).toMatchObject({ step: 'checking', rows: [{ faults: [] }, { line: 4 }] });
		expect(command).toMatchObject({ run: 'check', rows: [[0, { userId: '@ada:hs.test' }]] });
	});

	test('tells what is wrong with it, and keeps it', () => {
		const { state } = next(initial, { type: 'given', text: 'x\ny' });
		expect(state).toEqual({ step: 'choose', text: 'x\ny', fault: { kind: 'noUsername' } });
		expect(next(state, { type: 'unreadable' }).state).toMatchObject({
			text: 'x\ny',
			fault: { kind: 'unreadable' }
		});
	});

	test('asks by portions, each row once', () => {
		const text = `username\n${Array.from({ length: PORTION + 1 }, (_, at) => `u${String(at)}`).join('\n')}`;
		const first = next(initial, { type: 'given', text });
		const asked = first.command?.run === 'check' ? first.command.rows : [];
		expect(asked).toHaveLength(PORTION);
		const found = asked.map(([at]) => [at, { kind: 'free' }] as const);
		const second = next(first.state, { type: 'checked', found });
		expect(second).toMatchObject({
			state: { step: 'checking' },
			command: { run: 'check', rows: [expect.arrayContaining([PORTION])] }
		});
		const last = next(second.state, { type: 'checked', found: [[PORTION, { kind: 'free' }]] });
		expect(last.state.step).toBe('preview');
		expect(last.command).toBeUndefined();
	});

	test('a question that fails can be asked again, where it stood', () => {
		const { state } = next(initial, { type: 'given', text: 'username\nada' });
		const failed = next(state, { type: 'failed', error: refused });
		expect(failed.state).toMatchObject({ step: 'preview', error: refused });
		expect(next(failed.state, { type: 'confirmed', passwordless: false })).toEqual({
			state: failed.state
		});
		expect(next(failed.state, { type: 'checkAgain' })).toMatchObject({
			state: { step: 'checking' },
			command: { run: 'check' }
		});
	});

	test('leads back with what was typed', () => {
		const { state } = next(initial, { type: 'given', text: 'username\nada' });
		expect(next(state, { type: 'otherFile' }).state).toEqual({
			step: 'choose',
			text: 'username\nada'
		});
	});
});

describe('the preview', () => {
	test('makes what can be made, and leaves out the rest', () => {
		const state = previewOf(
			{ kind: 'free' },
			{ kind: 'exists', deactivated: false },
			taken,
			{ kind: 'begun' },
			{ kind: 'refused', error: refused }
		);
		const { state: after, command } = next(state, { type: 'confirmed', passwordless: true });
		expect(command).toMatchObject({
			run: 'make',
			user: { userId: row(0).userId },
			passwordless: true
		});
		expect(after).toMatchObject({
			step: 'working',
			job: { rows: [row(0), row(3)], begun: [1], leftOut: 3, passwordless: true },
			place: { at: 0, phase: 'make' }
		});
	});

	test('with nothing to make makes nothing', () => {
		const state = previewOf({ kind: 'exists', deactivated: false });
		expect(next(state, { type: 'confirmed', passwordless: false })).toEqual({ state });
		expect(next(state, { type: 'otherFile' }).state.step).toBe('choose');
	});
});

describe('a row', () => {
	test('is made, then finished, then the next one begins', () => {
		const finishing = next(working(), { type: 'made', password });
		expect(finishing).toMatchObject({
			state: { place: { at: 0, phase: 'finish', password } },
			command: { run: 'finish', user: { userId: row(0).userId, password } }
		});
		const after = next(finishing.state, { type: 'finished' });
		expect(after).toMatchObject({
			state: { job: { outcomes: [made, undefined] }, place: { at: 1, phase: 'make' } },
			command: { run: 'make', user: { userId: row(1).userId } }
		});
	});

	test('that was begun before only gets what belongs to it', () => {
		const begun: Job = { ...job, begun: [1] };
		const state = placed({ at: 0, phase: 'finish' }, begun);
		expect(next(state, { type: 'finished' })).toMatchObject({
			state: { place: { at: 1, phase: 'equip' } },
			command: { run: 'equip' }
		});
	});

	test.each<[Event, Outcome]>([
		[
			{ type: 'exists', deactivated: true },
			{ kind: 'exists', deactivated: true }
		],
		[{ type: 'taken', taken }, taken],
		[
			{ type: 'failed', error: { kind: 'usernameReserved' } },
			{ kind: 'failed', error: { kind: 'usernameReserved' } }
		],
		[
			{ type: 'failed', error: refused },
			{ kind: 'failed', error: refused }
		]
	])('that cannot be made holds up no other: %j', (event, outcome) => {
		expect(next(working(), event)).toMatchObject({
			state: { step: 'working', job: { outcomes: [outcome, undefined] }, place: { at: 1 } }
		});
	});

	test.each<[Event, Outcome]>([
		[
			{ type: 'taken', taken },
			{ kind: 'unfinished', reason: taken }
		],
		[
			{ type: 'failed', error: refused },
			{ kind: 'unfinished', reason: { kind: 'failed', error: refused } }
		]
	])('that is half done is told so: %j', (event, outcome) => {
		const state = placed({ at: 1, phase: 'finish', password });
		expect(next(state, event).state).toMatchObject({
			step: 'done',
			job: { outcomes: [undefined, outcome] }
		});
	});
});

describe('a lost answer', () => {
	const looking = next(working(), { type: 'lost', error: lost });

	test('is looked for', () => {
		expect(looking).toMatchObject({
			state: { place: { at: 0, phase: 'look', lost } },
			command: { run: 'look', userId: row(0).userId }
		});
	});

	test('is tried once more where nothing is there, then told', () => {
		const again = next(looking.state, { type: 'looked', found: 'nothing' });
		expect(again).toMatchObject({ state: { place: { phase: 'make', again: true } } });
		const twice = next(again.state, { type: 'lost', error: lost });
		expect(next(twice.state, { type: 'looked', found: 'nothing' }).state).toMatchObject({
			job: { outcomes: [{ kind: 'failed', error: lost }, undefined] }
		});
	});

	test.each([
		['untouched', { kind: 'unsure' }],
		['somebody', { kind: 'exists', deactivated: false }]
	] as const)('that leaves an account is told as what it is: %s', (found, outcome) => {
		expect(next(looking.state, { type: 'looked', found }).state).toMatchObject({
			job: { outcomes: [outcome, undefined] }
		});
	});
});

describe('stopping', () => {
	test('waits for the row under way, and keeps what it came to', () => {
		const asked = next(working(), { type: 'stopAsked', held: false });
		expect(asked).toMatchObject({ state: { step: 'working', stopping: true } });
		expect(asked.command).toBeUndefined();
		const finishing = next(asked.state, { type: 'made', password });
		expect(finishing.state).toMatchObject({ stopping: true });
		const after = next(finishing.state, { type: 'finished' });
		expect(after.state).toMatchObject({
			step: 'stopped',
			job: { outcomes: [made, undefined] },
			place: { at: 1, phase: 'make' }
		});
		expect(after.command).toBeUndefined();
		expect(next(after.state, { type: 'continueAsked' })).toMatchObject({
			state: { step: 'working', place: { at: 1 } },
			command: { run: 'make' }
		});
	});

	test('does not wait for a row that waits itself, and goes on where it was', () => {
		const state = placed({ at: 0, phase: 'finish', password });
		const halted = next(state, { type: 'stopAsked', held: true });
		expect(halted.state).toMatchObject({ step: 'stopped', place: { phase: 'finish', password } });
		expect(next(halted.state, { type: 'continueAsked' })).toMatchObject({
			command: { run: 'finish', user: { password } }
		});
	});

	test('happens by itself when all rows would fail', () => {
		const error: PortalError = { kind: 'admin', problem: 'notAdmin' };
		const halted = next(placed({ at: 1, phase: 'finish', password }), { type: 'failed', error });
		expect(halted.state).toMatchObject({ step: 'stopped', error, place: { at: 1 } });
		expect(next(halted.state, { type: 'continueAsked' })).toMatchObject({
			state: { step: 'working' },
			command: { run: 'finish' }
		});
	});

	test('in the last row is the end', () => {
		const first: Job = { ...job, outcomes: [made, undefined] };
		const last = { ...placed({ at: 1, phase: 'finish' }, first), stopping: true } as State;
		expect(next(last, { type: 'finished' }).state.step).toBe('done');
	});
});

describe('the end', () => {
	const ended: Job = { ...job, outcomes: [{ kind: 'unsure' }, made] };
	const done: State = { step: 'done', job: ended };

	test('lets what is open be finished, and nothing else', () => {
		expect(next(done, { type: 'claimed' })).toMatchObject({
			state: { step: 'working', job: { outcomes: [undefined, made] }, place: { at: 0 } },
			command: { run: 'equip' }
		});
		const closed: State = { step: 'done', job: { ...job, outcomes: [made, made] } };
		expect(next(closed, { type: 'claimed' })).toEqual({ state: closed });
	});

	test('leads to another list', () => {
		expect(next(done, { type: 'anotherAsked' })).toEqual({ state: initial });
	});
});

describe('leaving the page', () => {
	test.each<[Place, Place]>([
		[
			{ at: 0, phase: 'make' },
			{ at: 0, phase: 'look' }
		],
		[
			{ at: 0, phase: 'finish', password },
			{ at: 0, phase: 'finish', password }
		]
	])('in the middle is a stop: %j', (before, after) => {
		expect(afterLeaving(working(before))).toEqual({ step: 'stopped', job, place: after });
	});

	test('keeps what was typed, and what was done', () => {
		const { state } = next(initial, { type: 'given', text: 'username\nada' });
		expect(afterLeaving(state)).toEqual({ step: 'choose', text: 'username\nada' });
		const done: State = { step: 'done', job };
		expect(afterLeaving(done)).toBe(done);
	});
});

test('what does not fit the step changes nothing', () => {
	const states: State[] = [initial, previewOf({ kind: 'free' }), working(), { step: 'done', job }];
	for (const state of states)
		expect(transition(state, { type: 'unreadable' }, 'hs.test').command).toBeUndefined();
	for (const state of states.slice(1))
		expect(next(state, { type: 'given', text: 'x' })).toEqual({ state });
});
