import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { isOfPassword } from './confirming';
import { transition } from './sessions';
import type { Confirming } from './states';
import { confirmation, here, listOf, session } from './testing';

const targets = { by: 'selected', ids: ['A', 'B'] } as const;
const all = [here, session('A'), session('B'), session('C')];
const page = { listed: { sessions: all }, selected: ['A', 'B'], opened: 'A' };
const confirming: Confirming = { ...page, step: 'confirm', targets, confirmation };
const wrong = { kind: 'passwordWrong' } as const;
const expired = { kind: 'uiaExpired' } as const;

test('the password goes with the request; what was wrong before is not said any more', () => {
	const password = new Secret('right');
	expect(transition({ ...confirming, error: wrong }, { type: 'passwordGiven', password })).toEqual({
		state: confirming,
		command: { run: 'remove', targets, confirmation, password }
	});
});

test('without a password nothing is sent', () => {
	expect(transition(confirming, { type: 'passwordGiven', password: new Secret('') })).toEqual({
		state: { ...confirming, error: { kind: 'passwordMissing' } }
	});
});

test('after the homeserver’s page it is asked whether all is done', () => {
	expect(transition(confirming, { type: 'pageDone' })).toEqual({
		state: confirming,
		command: { run: 'remove', targets, confirmation }
	});
});

test('a lost answer is asked for, without the password', () => {
	const error = { kind: 'unreachable' } as const;
	expect(transition({ ...confirming, error: wrong }, { type: 'lost', error })).toEqual({
		state: confirming,
		command: { run: 'remove', targets, confirmation, lost: error }
	});
});

test('a wrong password keeps everything', () => {
	expect(
		transition(confirming, { type: 'challenged', targets, confirmation, error: wrong })
	).toEqual({ state: { ...confirming, error: wrong } });
});

test('another stage comes next', () => {
	const uia = { ...confirmation.uia, completed: ['m.login.password'] };
	const next = { uia, ways: [{ kind: 'page', stage: 'x', sso: false }] } as const;
	expect(
		transition({ ...confirming, error: wrong }, { type: 'challenged', targets, confirmation: next })
	).toEqual({ state: { ...confirming, confirmation: next } });
});

describe('the homeserver has forgotten what was confirmed', () => {
	const told = { ...confirming, error: expired };

	test('it begins again, and the person is told', () => {
		expect(transition(confirming, { type: 'failed', error: expired })).toEqual({
			state: told,
			command: { run: 'remove', targets }
		});
		expect(transition(told, { type: 'challenged', targets, confirmation })).toEqual({
			state: told
		});
	});

	test('until something of the new one is done', () => {
		const uia = { ...confirmation.uia, completed: ['x'] };
		const next = { ...confirmation, uia };
		expect(transition(told, { type: 'challenged', targets, confirmation: next })).toEqual({
			state: { ...confirming, confirmation: next }
		});
	});

	test('twice: it does not begin again without end', () => {
		expect(transition(told, { type: 'failed', error: expired })).toEqual({ state: told });
	});
});

test('another failure is told, and everything stays', () => {
	const error = { kind: 'refused' } as const;
	expect(transition(confirming, { type: 'failed', error })).toEqual({
		state: { ...confirming, error }
	});
});

test('done: the list without them, and the homeserver is asked', () => {
	expect(transition(confirming, { type: 'removed', targets })).toEqual({
		state: listOf([here, session('C')], { said: { kind: 'signedOut', ids: ['A', 'B'] } }),
		command: { run: 'load' }
	});
});

test('back: nothing selected is lost', () => {
	expect(transition({ ...confirming, error: wrong }, { type: 'backAsked' })).toEqual({
		state: listOf(all, { selected: ['A', 'B'], opened: 'A' })
	});
});

test('events of the list change nothing', () => {
	expect(transition(confirming, { type: 'signOutAgreed' })).toEqual({ state: confirming });
});

test('what belongs to the field', () => {
	expect([wrong, { kind: 'passwordMissing' } as const].map(isOfPassword)).toEqual([true, true]);
	expect([expired, undefined].map(isOfPassword)).toEqual([false, false]);
});
