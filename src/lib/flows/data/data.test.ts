import { describe, expect, test } from 'vitest';
import { PORTION, transition, type Event, type State } from './data';
import { parts } from './schema';
import { after } from './testing';

const start: State = { step: 'start' };
const error = { kind: 'refused' } as const;
const file = { name: 'x.zip', blob: new Blob() };
const had = (part: (typeof parts)[number]): Event => ({ type: 'had', part, content: [] });
const beforeRooms = parts.slice(0, -1).map(had);
const atRooms = after(start, { type: 'asked' }, ...beforeRooms);

test('asks for one part after the other', () => {
	let next = after(start, { type: 'asked' });
	for (const part of parts.slice(0, -1)) {
		expect(next.command).toEqual({ run: 'ask', part });
		next = transition(next.state, had(part));
	}
	expect(next.command).toEqual({ run: 'ask', part: 'rooms' });
});

test('a part that cannot be had is noted, and the next is asked for', () => {
	const next = after(start, { type: 'asked' }, { type: 'failed', error });
	expect(next.command).toEqual({ run: 'ask', part: 'contacts' });
	expect(next.state).toMatchObject({ outcomes: { profile: { status: 'missing', error } } });
});

test('an answer to another question is not taken', () => {
	const { state } = after(start, { type: 'asked' });
	expect(transition(state, had('rooms'))).toEqual({ state });
	expect(transition(state, { type: 'roomsNamed', named: [] })).toEqual({ state });
	expect(transition(state, { type: 'packed', file })).toEqual({ state });
});

describe('rooms', () => {
	const ids = Array.from({ length: PORTION + 1 }, (_, index) => `!${String(index)}`);
	const listed = after(atRooms.state, { type: 'roomsListed', rooms: ids });

	test('are named by portions', () => {
		expect(listed.command).toEqual({ run: 'name', rooms: ids.slice(0, PORTION) });
		const named = ids.map((roomId) => ({ roomId, name: roomId }));
		const second = transition(listed.state, {
			type: 'roomsNamed',
			named: named.slice(0, PORTION)
		});
		expect(second.command).toEqual({ run: 'name', rooms: ids.slice(PORTION) });
		const last = transition(second.state, { type: 'roomsNamed', named: named.slice(PORTION) });
		expect(last.command?.run).toBe('pack');
		expect(last.state).toMatchObject({
			step: 'packing',
			outcomes: { rooms: { status: 'included', content: named } }
		});
	});

	test('of which there are none', () => {
		const next = after(atRooms.state, { type: 'roomsListed', rooms: [] });
		expect(next.state).toMatchObject({ outcomes: { rooms: { content: [] } } });
		expect(next.command?.run).toBe('pack');
	});

	test('without names are listed all the same', () => {
		const next = transition(listed.state, { type: 'failed', error });
		const content = ids.map((roomId) => ({ roomId, nameUnknown: true }));
		expect(next.state).toMatchObject({ outcomes: { rooms: { status: 'included', content } } });
	});

	test('that are not told are missing', () => {
		const next = transition(atRooms.state, { type: 'failed', error });
		expect(next.state).toMatchObject({ outcomes: { rooms: { status: 'missing', error } } });
	});
});

describe('the file', () => {
	const packing = after(
		start,
		{ type: 'asked' },
		{ type: 'failed', error },
		...beforeRooms.slice(1),
		{ type: 'roomsListed', rooms: [] }
	).state;

	test('is there, with what is missing', () => {
		const { state } = transition(packing, { type: 'packed', file });
		expect(state).toEqual({ step: 'ready', file, missing: ['profile'] });
		expect(transition(state, { type: 'asked' }).command).toEqual({ run: 'ask', part: 'profile' });
	});

	test('could not be made', () => {
		expect(transition(packing, { type: 'failed', error }).state).toEqual({ step: 'start', error });
	});

	test.each<State>([packing, atRooms.state])('$step can be stopped', (state) => {
		expect(transition(state, { type: 'cancelled' }).state).toEqual({
			step: 'start',
			cancelled: true
		});
	});

	test('nothing else happens meanwhile, or before', () => {
		expect(transition(packing, { type: 'asked' })).toEqual({ state: packing });
		expect(transition(start, { type: 'packed', file })).toEqual({ state: start });
	});
});
