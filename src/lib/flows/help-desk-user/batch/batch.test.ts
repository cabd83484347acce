import { describe, expect, test } from 'vitest';
import { ada } from '../task/testing';
import { idsIn, MOST, transition } from './batch';
import type { Event, Row, State } from './states';

type List = Exclude<State, { step: 'choose' }>;
const id = (name: string) => `@${name}:hs.test`;
const row = (name: string, status: Row['status'] = 'ready'): Row => ({
	userId: id(name),
	status,
	user: { ...ada, userId: id(name) }
});
const list = (phase: List['phase'], ...rows: Row[]): List => ({
	step: 'list',
	rows,
	phase,
	erase: false
});
const choose: State = { step: 'choose' };
const error = { kind: 'admin', problem: 'notAdmin' } as const;
const command = (name: string, erase = false) => ({
	run: 'deactivate',
	user: row(name).user,
	erase
});

describe('choosing', () => {
	test('looks at some of them at a time, until all were looked at', () => {
		const userIds = Array.from({ length: 10 }, (_, number) => id(`u${number}`));
		const first = transition(choose, { type: 'chosen', userIds });
		expect(first.state).toMatchObject({ phase: 'looking', rows: { length: 10 } });
		expect(first.command).toEqual({ run: 'look', userIds: userIds.slice(0, 8) });
		const rows = userIds.slice(0, 8).map((userId) => ({ userId, status: 'ready' as const }));
		const second = transition(first.state, { type: 'looked', rows });
		expect(second.command).toEqual({ run: 'look', userIds: userIds.slice(8) });
		const rest = userIds.slice(8).map((userId) => ({ userId, status: 'already' as const }));
		const third = transition(second.state, { type: 'looked', rows: rest });
		expect(third.command).toBeUndefined();
		expect(third.state).toMatchObject({ phase: 'ready' });
	});

	test.each([
		[0, 'missing'],
		[MOST + 1, 'tooMany']
	])('%d of them: %s', (length, fault) => {
		const userIds = Array.from({ length }, (_, number) => id(`u${number}`));
		expect(transition(choose, { type: 'chosen', userIds })).toEqual({
			state: { step: 'choose', fault }
		});
	});

	test('a pasted list is taken apart however it is written, each once', () => {
		expect(idsIn(' @a:b\n@c:d, @e:f;@a:b\t')).toEqual(['@a:b', '@c:d', '@e:f']);
		expect(idsIn(' \n')).toEqual([]);
	});

	test('a failure while looking stops, and goes on where it was', () => {
		const looking = list('looking', row('a'), row('b', 'asking'));
		const failed = transition(looking, { type: 'failed', error });
		expect(failed).toEqual({ state: { ...looking, error } });
		expect(transition(failed.state, { type: 'wentOn' })).toEqual({
			state: looking,
			command: { run: 'look', userIds: [id('b')] }
		});
	});
});

describe('confirming', () => {
	const ready = list('ready', row('a'), row('me', 'own'), row('b'));

	test.each(['', '1', '3', 'two', '2.'])('%j is not the number: nothing is done', (typed) => {
		expect(transition(ready, { type: 'started', typed, erase: true })).toEqual({
			state: { ...ready, erase: true, fault: true }
		});
	});

	test('the number of those that are ready begins with the first', () => {
		expect(transition(ready, { type: 'started', typed: ' 2 ', erase: true })).toEqual({
			state: { ...ready, erase: true, phase: 'working' },
			command: command('a', true)
		});
	});

	test('others can be chosen, as long as nothing is under way', () => {
		expect(transition(ready, { type: 'othersAsked' })).toEqual({ state: choose });
		const working = list('working', row('a'));
		expect(transition(working, { type: 'othersAsked' })).toEqual({ state: working });
	});
});

describe('working', () => {
	const working = list('working', row('a'), row('b'));

	test('goes on with the next, and ends with the last', () => {
		const second = transition(working, { type: 'treated', row: row('a', 'done') });
		expect(second).toEqual({
			state: list('working', row('a', 'done'), row('b')),
			command: command('b')
		});
		const end = transition(second.state, { type: 'treated', row: row('b', 'done') });
		expect(end).toEqual({ state: list('ended', row('a', 'done'), row('b', 'done')) });
	});

	test('one that fails does not keep the others', () => {
		const failed: Row = { ...row('a', 'failed'), error: { kind: 'badAnswer' } };
		expect(transition(working, { type: 'treated', row: failed }).command).toEqual(command('b'));
	});

	test('stops after the one that is under way, and goes on from there', () => {
		const stopping = transition(working, { type: 'stopAsked' });
		expect(stopping).toEqual({ state: list('stopping', row('a'), row('b')) });
		const stopped = transition(stopping.state, { type: 'treated', row: row('a', 'done') });
		expect(stopped).toEqual({ state: list('stopped', row('a', 'done'), row('b')) });
		expect(transition(stopped.state, { type: 'wentOn' })).toEqual({
			state: list('working', row('a', 'done'), row('b')),
			command: command('b')
		});
	});

	test('stops at once while it only waits to be tried again', () => {
		for (const phase of ['working', 'stopping'] as const) {
			const { state } = transition(list(phase, row('a', 'done'), row('b')), {
				type: 'stopAsked',
				held: true
			});
			expect(state).toEqual({
				...list('stopped', row('a', 'done'), row('b')),
				step: 'halted'
			});
			expect(transition(state, { type: 'wentOn' })).toEqual({
				state: list('working', row('a', 'done'), row('b')),
				command: command('b')
			});
		}
	});

	test('has ended when it was asked to stop at the last', () => {
		const { state } = transition(list('stopping', row('a')), {
			type: 'treated',
			row: row('a', 'done')
		});
		expect(state).toMatchObject({ phase: 'ended' });
	});

	test('what concerns all stops it: what was done stays said', () => {
		const half = list('working', row('a', 'done'), row('b'));
		const { state } = transition(half, { type: 'failed', error });
		expect(state).toEqual({ ...half, phase: 'stopped', error });
		expect(transition(state, { type: 'wentOn' })).toEqual({
			state: half,
			command: command('b')
		});
	});
});

test('at the end, those that have failed are tried again, and no other', () => {
	const failed: Row = { ...row('b', 'failed'), error: { kind: 'badAnswer' } };
	const unseen: Row = { userId: id('c'), status: 'failed', error: { kind: 'badAnswer' } };
	const ended = list('ended', row('a', 'done'), failed, unseen);
	expect(transition(ended, { type: 'wentOn' })).toEqual({
		state: list('working', row('a', 'done'), row('b'), unseen),
		command: command('b')
	});
});

test.each<[State, Event]>([
	[choose, { type: 'wentOn' }],
	[list('ready', row('a')), { type: 'treated', row: row('a', 'done') }],
	[list('ready', row('a')), { type: 'stopAsked' }],
	[list('ready', row('a')), { type: 'wentOn' }],
	[list('ended', row('a', 'done')), { type: 'started', typed: '0', erase: false }],
	[list('working', row('a')), { type: 'looked', rows: [] }],
	[list('working', row('a')), { type: 'chosen', userIds: [] }]
])('what comes at the wrong moment means nothing: %#', (state, event) => {
	expect(transition(state, event)).toEqual({ state });
});
