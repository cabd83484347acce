import { describe, expect, test } from 'vitest';
import type { Event, State } from './states';
import {
	after,
	compare,
	enter,
	enterOther,
	key,
	laptop,
	own,
	others,
	phone,
	typed
} from './testing';
import { transition } from './verify-session';

const opening: State = { step: 'opening' };
const error = { kind: 'badAnswer' } as const;
const wrong = { kind: 'recoveryKeyWrong' } as const;
const failed = (what: Extract<Event, { type: 'failed' }>['error']): Event => ({
	type: 'failed',
	error: what
});

describe('opening', () => {
	test('asks what there is, and then for the key', () => {
		expect(transition(opening, { type: 'openAsked' })).toEqual({
			state: opening,
			command: { run: 'open' }
		});
		expect(transition(opening, { type: 'opened', known: own })).toEqual({ state: enter });
	});

	test('a failure is told, and it is asked again', () => {
		const { state } = transition(opening, failed(error));
		expect(state).toEqual({ step: 'opening', error });
		expect(transition(state, { type: 'openAsked' })).toEqual({
			state: opening,
			command: { run: 'open' }
		});
	});

	test('what is verified already is done, after a reload in the midst of it too', () => {
		expect(transition(opening, { type: 'verified' }).state).toEqual({ step: 'done' });
		expect(transition(opening, { type: 'verified', other: phone }).state).toEqual({
			step: 'done',
			other: phone
		});
	});

	test.each(['notSetUp', 'gone', 'noKeys'] as const)('nothing to verify: %s', (why) => {
		expect(transition(opening, { type: 'closed', why }).state).toEqual({ step: 'closed', why });
	});

	test('knows nothing of what comes later', () => {
		expect(transition(opening, { type: 'matched' })).toEqual({ state: opening });
	});
});

describe('by the recovery key', () => {
	const given: Event = { type: 'keyGiven', typed, way: 'key' };
	const then = { way: 'key', key } as const;

	test('it is tried out, then the cryptography is loaded, then the session is verified', () => {
		expect(transition(enter, given)).toEqual({
			state: enter,
			command: { run: 'unlock', typed, way: 'key' }
		});
		expect(transition(enter, { type: 'unlocked', then })).toEqual({
			state: enter,
			command: { run: 'load', then }
		});
		expect(transition(enter, { type: 'loaded', then })).toEqual({
			state: enter,
			command: { run: 'verify', key }
		});
		expect(transition(enter, { type: 'verified' })).toEqual({ state: { step: 'done' } });
	});

	test('another session is verified with it', () => {
		const loaded = transition(enterOther, { type: 'loaded', then });
		expect(loaded.command).toEqual({ run: 'verify', key, other: phone });
		expect(transition(enterOther, { type: 'verified', other: phone }).state).toEqual({
			step: 'done',
			other: phone
		});
	});

	test('nothing is loaded for a wrong one, and it is asked for again', () => {
		const { state, command } = after(enter, given, failed(wrong));
		expect(state).toEqual({ ...enter, error: wrong });
		expect(command).toBeUndefined();
		expect(transition(state, given).state).toEqual(enter);
	});

	test('what has come is told, and forgotten when it fails', () => {
		const arrived = { bytes: 1, of: 2 };
		const told = transition(enter, { type: 'arrived', arrived }).state;
		expect(told).toEqual({ ...enter, arrived });
		expect(transition(told, failed(error)).state).toEqual({ ...enter, error });
	});

	test('loading can be cancelled: what was typed stays in its field', () => {
		const loading = after(enter, { type: 'arrived', arrived: { bytes: 1, of: 2 } }).state;
		expect(transition(loading, { type: 'cancelled' })).toEqual({
			state: enter,
			command: { run: 'stop' }
		});
		expect(transition(enter, { type: 'stopped' })).toEqual({ state: enter });
	});
});

describe('by another session', () => {
	test('the cryptography is loaded, then the others are asked', () => {
		expect(transition(enter, { type: 'compareAsked' })).toEqual({
			state: compare(),
			command: { run: 'load', then: { way: 'emoji' } }
		});
	});

	test('where none of them is verified, none is asked', () => {
		const lonely = { ...enter, known: { helpers: [] } };
		const { state, command } = transition(lonely, { type: 'compareAsked' });
		expect(state).toEqual({ ...lonely, alone: true });
		expect(command).toBeUndefined();
		expect(transition(state, { type: 'keyGiven', typed, way: 'key' }).state).toEqual(lonely);
	});

	test('one that is to be verified from here is compared with after the key was given', () => {
		const then = { way: 'emoji', key } as const;
		expect(transition(enterOther, { type: 'keyGiven', typed, way: 'emoji' }).command).toEqual({
			run: 'unlock',
			typed,
			way: 'emoji'
		});
		expect(transition(enterOther, { type: 'loaded', then })).toEqual({
			state: compare(undefined, others),
			command: { run: 'ask', key, other: phone }
		});
	});

	test('may be tried where no session helps, when it is another one that is verified', () => {
		const alone = { ...enterOther, known: { other: phone, helpers: [] } };
		expect(transition(alone, { type: 'compareAsked' }).state).toEqual({
			step: 'compare',
			known: alone.known
		});
	});
});

test.each<State>([
	{ step: 'done' },
	{ step: 'done', other: laptop },
	{ step: 'closed', why: 'gone' }
])('nothing follows on %j', (state) => {
	for (const event of [{ type: 'openAsked' }, { type: 'cancelled' }, failed(error)] as Event[])
		expect(transition(state, event)).toEqual({ state });
});
