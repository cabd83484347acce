import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { isOfPassword } from './confirming';
import { transition } from './deactivate';
import type { Confirming, Event } from './states';
import { after, choice, confirm, confirmation, password, removing } from './testing';

const given: Event = { type: 'passwordGiven', password };
const proof = { kind: 'password', password } as const;
const keep: Confirming = { ...confirm, choice: { ...choice, removeFirst: false } };
const deactivate = { run: 'deactivate', choice: keep.choice, confirmation, proof, again: false };
const error = { kind: 'passwordWrong' } as const;

describe('with a password', () => {
	test('it is sent at once where nothing is to be removed', () => {
		const sent = { ...keep, sent: 'underway' };
		expect(transition(keep, given)).toEqual({ state: sent, command: deactivate });
		const none: Confirming = { ...confirm, found: { addresses: [] } };
		expect(transition(none, given).command).toMatchObject({ run: 'deactivate' });
	});

	test('it is checked first where something is: a wrong one costs nothing', () => {
		const checking = transition(confirm, given);
		expect(checking).toEqual({ state: confirm, command: { run: 'check', password } });
		expect(after(checking.state, { type: 'failed', error }).state).toEqual({ ...confirm, error });
		expect(after(checking.state, { type: 'passwordRight', password })).toEqual({
			state: removing,
			command: { run: 'list' }
		});
		const unknown: Confirming = { ...confirm, found: {} };
		expect(transition(unknown, given).command).toEqual({ run: 'check', password });
	});

	test('an empty one is not sent', () => {
		const empty: Event = { type: 'passwordGiven', password: new Secret('') };
		expect(transition(keep, empty)).toEqual({
			state: { ...keep, error: { kind: 'passwordMissing' } }
		});
	});

	test('a wrong one is told, and the account is known to be there', () => {
		const events: Event[] = [given, { type: 'challenged', confirmation, error }];
		expect(after(keep, ...events)).toEqual({ state: { ...keep, error } });
		expect(after({ ...keep, sent: 'lost' }, ...events)).toEqual({ state: { ...keep, error } });
	});

	test('which errors stand at its field', () => {
		expect(isOfPassword(error)).toBe(true);
		expect(isOfPassword({ kind: 'passwordMissing' })).toBe(true);
		expect(isOfPassword({ kind: 'uiaExpired' })).toBe(false);
		expect(isOfPassword(undefined)).toBe(false);
	});
});

describe('on a page of the homeserver', () => {
	test('the last button works once that page was open', () => {
		expect(transition(keep, { type: 'pressed' })).toEqual({ state: keep });
		const seen = after(keep, { type: 'pageDone' });
		expect(seen).toEqual({ state: { ...keep, pageSeen: true } });
		expect(transition(seen.state, { type: 'pressed' }).command).toEqual({
			...deactivate,
			proof: { kind: 'page' }
		});
	});

	test('what is to be removed is removed then', () => {
		const pressed = after(confirm, { type: 'pageDone' }, { type: 'pressed' });
		expect(pressed).toEqual({
			state: { ...removing, proof: { kind: 'page' } },
			command: { run: 'list' }
		});
	});

	test('whoever has not confirmed there opens it once more', () => {
		const unfinished = { kind: 'ssoUnfinished' } as const;
		const events: Event[] = [
			{ type: 'pageDone' },
			{ type: 'pressed' },
			{ type: 'challenged', confirmation, error: unfinished }
		];
		expect(after(keep, ...events).state).toEqual({ ...keep, error: unfinished });
	});
});

describe('what came of the last request', () => {
	const sent = after(keep, given).state;

	test('without an answer it is asked, before anything is said', () => {
		const lost = after(sent, { type: 'lost' });
		expect(lost).toEqual({ state: { ...keep, sent: 'lost' }, command: { run: 'ask' } });
		expect(after(lost.state, { type: 'gone' }).state).toMatchObject({ step: 'done' });
	});

	test('still there: it is said, and sent again by hand only', () => {
		const there = after(sent, { type: 'lost' }, { type: 'stillThere' });
		expect(there).toEqual({ state: { ...keep, sent: 'lost', unchanged: true } });
		const again = transition(there.state, given);
		expect(again.command).toEqual({ ...deactivate, again: true });
		expect(again.state).toEqual({ ...keep, sent: 'lost' });
	});

	test('a refusal is told, and nothing is open any more', () => {
		const refused = { kind: 'refused' } as const;
		expect(after(sent, { type: 'failed', error: refused }).state).toEqual({
			...keep,
			error: refused
		});
	});

	test('a forgotten confirmation is begun again, once, with the same choice', () => {
		const expired = { kind: 'uiaExpired' } as const;
		const begun = after(sent, { type: 'failed', error: expired });
		expect(begun).toEqual({
			state: { ...keep, error: expired },
			command: { run: 'begin', choice: keep.choice }
		});
		const fresh = { ...confirmation, uia: { ...confirmation.uia, session: 'new' } };
		const next = after(begun.state, { type: 'challenged', confirmation: fresh });
		expect(next.state).toEqual({ ...keep, confirmation: fresh, error: expired });
		expect(after(begun.state, { type: 'failed', error: expired }).command).toBeUndefined();
	});
});

test('the way back is the form, with what was chosen and removed', () => {
	const { state } = after({ ...confirm, removed: ['a@b.c'] }, { type: 'backAsked' });
	expect(state).toMatchObject({ step: 'form', choice, removed: ['a@b.c'] });
});
