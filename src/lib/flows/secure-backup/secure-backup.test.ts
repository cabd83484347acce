import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { ENCODED } from '$lib/wizard/keys/keeping-testing';
import { toSave, toWork } from '$lib/wizard/keys/keeping';
import type { Event, State } from './states';
import { after, all, made, nothing, opened } from './testing';

const opening: State = { step: 'opening' };
const choose: State = { step: 'choose' };
const appOnly: State = { step: 'appOnly' };
const enter: State = { step: 'enter' };
const error = { kind: 'unsupported' } as const;
const work = toWork(made).state;
const chosen = (text: string, again = text): Event => ({
	type: 'chosen',
	phrase: { text: new Secret(text), again: new Secret(again) }
});

describe('opening', () => {
	test('looks what is there', () => {
		expect(after(opening, { type: 'opened' })).toEqual({
			state: opening,
			command: { run: 'look' }
		});
	});

	test.each([
		['nothing', nothing, choose],
		[
			'cross-signing of an app, without a recovery key',
			{ ...nothing, crossSigning: true },
			appOnly
		],
		['a backup that no key opens', { ...all, recoveryKey: false }, appOnly],
		['a recovery key that nothing depends on', { ...nothing, recoveryKey: true }, choose],
		['no backup', { ...all, backup: false }, enter],
		['no cross-signing', { ...all, crossSigning: false }, enter],
		['all of it', all, { step: 'done', before: true }]
	])('with %s', (_, found, state) => {
		expect(after(opening, { type: 'found', found }).state).toEqual(state);
	});

	test('says why it cannot look', () => {
		const next = after(opening, { type: 'failed', error });
		expect(next.state).toEqual({ ...opening, error });
		expect(after(next.state, { type: 'opened' }).command).toEqual({ run: 'look' });
	});
});

describe('choosing', () => {
	test('a recovery key is made', () => {
		expect(after(choose, { type: 'chosen' })).toEqual({ state: choose, command: { run: 'make' } });
		expect(after(choose, { type: 'made', key: made }).state).toEqual(toSave(made));
	});

	test('or one from a phrase', () => {
		const { command } = after(choose, chosen('twelve words'));
		expect(command).toEqual({ run: 'make', phrase: new Secret('twelve words') });
	});

	test.each([
		['missing', chosen('', 'x')],
		['short', chosen('eleven word')],
		['short', chosen('😀😀😀😀😀😀')],
		['different', chosen('twelve words', 'twelve swords')]
	])('a phrase may be %s', (fault, event) => {
		const next = after(choose, event);
		expect(next).toEqual({ state: { ...choose, fault } });
		expect(after(next.state, { type: 'chosen' }).state).toEqual(choose);
	});

	test('a failure is told', () => {
		expect(after(choose, { type: 'failed', error }).state).toEqual({ ...choose, error });
	});
});

describe('with the recovery key that there is', () => {
	const typed = (text: string): Event => ({ type: 'keyTyped', typed: new Secret(text) });

	test('it is opened, and the rest is added with it, without saving it again', () => {
		expect(after(enter, typed('key')).command).toEqual({ run: 'open', typed: new Secret('key') });
		expect(after(enter, { type: 'keyOpened', key: opened })).toEqual(toWork(opened));
	});

	test('it has to be entered, and to be right', () => {
		expect(after(enter, typed(' '))).toEqual({ state: { ...enter, fault: 'missing' } });
		const wrong = { type: 'failed', error: { kind: 'recoveryKeyWrong' } } as const;
		expect(after(enter, wrong).state).toEqual({ ...enter, fault: 'wrong' });
		expect(after(enter, { type: 'failed', error }).state).toEqual({ ...enter, error });
	});

	test('one that is gone meanwhile is not asked for', () => {
		const gone = { type: 'failed', error: { kind: 'recoveryKeyNone' } } as const;
		expect(after(enter, gone)).toEqual({ state: opening, command: { run: 'look' } });
	});

	test('waiting may be cancelled', () => {
		const { state } = toWork(opened);
		expect(after(state, { type: 'cancelled' }).state).toEqual(enter);
	});

	test('what was on before can be gone through again', () => {
		const before: State = { step: 'done', before: true };
		expect(after(before, { type: 'finishAsked' }).state).toEqual(enter);
	});
});

describe('with the new key', () => {
	test('it is saved, checked, used', () => {
		const { state, command } = after(
			choose,
			{ type: 'made', key: made },
			{ type: 'saved' },
			{ type: 'proved', typed: new Secret(ENCODED) },
			{ type: 'loaded' }
		);
		expect(command).toEqual({ run: 'act', key: made });
		expect(after(state, { type: 'worked' })).toEqual({ state: { step: 'done' } });
	});

	test('an earlier set-up may want its own', () => {
		const needed = { kind: 'recoveryKeyNeeded' } as const;
		const next = after(work, { type: 'failed', error: needed });
		expect(next.state).toEqual({ ...enter, error: needed });
	});

	test('it is not made twice by an answer that comes late', () => {
		const save = toSave(made);
		expect(after(save, { type: 'made', key: opened }).state).toBe(save);
		expect(after(save, { type: 'found', found: all }).state).toBe(save);
	});
});
