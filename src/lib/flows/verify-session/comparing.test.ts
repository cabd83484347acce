import { describe, expect, test } from 'vitest';
import type { Comparison } from '$lib/matrix/keys-ports';
import {
	accepted,
	after,
	asked,
	compare,
	compared,
	done,
	ended,
	enter,
	enterOther,
	matched,
	others,
	phone,
	shown
} from './testing';
import { transition } from './verify-session';

const error = { kind: 'refused' } as const;
const trouble = { kind: 'unreachable' } as const;

describe('a comparison', () => {
	test('begins when the cryptography is there', () => {
		const arrived = { bytes: 1, of: 2 };
		const { state } = transition(compare(), { type: 'arrived', arrived });
		expect(state).toEqual({ ...compare(), arrived });
		expect(transition(state, { type: 'loaded', then: { way: 'emoji' } })).toEqual({
			state: compare(),
			command: { run: 'ask' }
		});
	});

	test.each<[Comparison, Comparison]>([
		[asked, accepted],
		[accepted, shown],
		[shown, matched],
		[shown, ended('mismatch')],
		[asked, ended('timeout')],
		[ended('refused'), accepted]
	])('goes from %j to %j, and is waited for', (from, to) => {
		expect(transition(compare(from), compared(to))).toEqual({
			state: compare(to),
			command: { run: 'watch', from: to }
		});
	});

	test('they match, or they do not: the other side is told', () => {
		expect(transition(compare(shown), { type: 'matched' })).toEqual({
			state: compare(shown),
			command: { run: 'match' }
		});
		expect(transition(compare(shown), { type: 'differed' })).toEqual({
			state: compare(shown),
			command: { run: 'differ' }
		});
	});

	test.each([asked, accepted, matched, ended()])(
		'nothing matches before it is shown: %j',
		(one) => {
			for (const type of ['matched', 'differed'] as const)
				expect(transition(compare(one), { type })).toEqual({ state: compare(one) });
		}
	);

	test('counts when the homeserver says so', () => {
		const { state, command } = transition(compare(matched), compared(done));
		expect(state).toEqual({ ...compare(done), settling: true });
		expect(command).toEqual({ run: 'settle' });
		expect(transition(state, { type: 'verified' }).state).toEqual({ step: 'done' });
		const other = transition(compare(matched, others), compared(done));
		expect(other.command).toEqual({ run: 'settle', other: phone });
		expect(transition(other.state, { type: 'verified', other: phone }).state).toEqual({
			step: 'done',
			other: phone
		});
	});

	test('both matched, and yet it was not verified', () => {
		expect(after(compare(matched), compared(done), { type: 'unsigned' })).toEqual({
			state: { ...compare(done), unsigned: true },
			command: { run: 'stop' }
		});
	});
});

describe('an end', () => {
	test('can be begun anew', () => {
		expect(transition(compare(ended()), { type: 'askedAgain' })).toEqual({
			state: compare(),
			command: { run: 'load', then: { way: 'emoji' } }
		});
	});

	test('of a session that is verified from here leads back to the key', () => {
		expect(transition(compare(ended(), others), { type: 'askedAgain' })).toEqual({
			state: enterOther,
			command: { run: 'stop' }
		});
	});

	test('for want of keys is final', () => {
		expect(transition(compare(), compared(ended('otherKeys')))).toEqual({
			state: compare(ended('otherKeys'))
		});
	});

	test.each(['keyWanted', 'cancelled'] as const)('%s leads back to the key', (type) => {
		for (const one of [undefined, asked, shown, ended()])
			expect(transition(compare(one), { type })).toEqual({
				state: enter,
				command: { run: 'stop' }
			});
	});
});

describe('trouble', () => {
	test('is told while it is waited on, until it is over', () => {
		const { state, command } = transition(compare(asked), { type: 'troubled', error: trouble });
		expect(state).toEqual({ ...compare(asked), trouble });
		expect(command).toEqual({ run: 'watch', from: asked });
		expect(transition(state, compared(asked)).state).toEqual(compare(asked));
	});

	test('says nothing where nothing was begun', () => {
		expect(transition(compare(), { type: 'troubled', error: trouble })).toEqual({
			state: compare()
		});
	});

	test('a failure is told, and what there was stays', () => {
		expect(transition(compare(), { type: 'failed', error }).state).toEqual({ ...compare(), error });
		const { state } = transition(compare(shown), { type: 'failed', error });
		expect(state).toEqual({ ...compare(shown), error });
		expect(transition(state, compared(shown)).state).toEqual(compare(shown));
	});

	test('after a failed look whether it counts, it is looked again', () => {
		const { state } = after(compare(matched), compared(done), { type: 'failed', error });
		expect(transition(state, compared(done)).command).toEqual({ run: 'settle' });
	});

	test('knows nothing of other steps', () => {
		expect(transition(compare(asked), { type: 'openAsked' })).toEqual({ state: compare(asked) });
	});
});
