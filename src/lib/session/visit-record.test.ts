import { afterEach, expect, it, vi } from 'vitest';
import { clearTab } from './storage';
import {
	forgetVisit,
	forgetWithVisit,
	isUserId,
	note,
	noteBy,
	openVisit,
	visitNotes,
	type VisitNote
} from './visit-record';

const done: VisitNote = {
	when: 1,
	who: '@ada:example.org',
	whom: '@bob:example.org',
	task: 'lock',
	result: 'done'
};

const ENTRY = 'vestibule.visit';
const session = { userId: '@ada:example.org', deviceId: 'ABC' };
const stored = (notes: readonly unknown[]) => JSON.stringify({ ...session, notes });

afterEach(() => {
	forgetVisit();
	sessionStorage.clear();
});

/** As after a reload: nothing but the storage of the tab is there. */
function reload(given = session): void {
	const kept = sessionStorage.getItem(ENTRY);
	forgetVisit();
	if (kept !== null) sessionStorage.setItem(ENTRY, kept);
	openVisit(given);
}

it('keeps what was done in its order, and a list that was read stays as it was', () => {
	note(done);
	const before = visitNotes();
	note({ ...done, when: 2, task: 'unlock' });
	expect(before).toEqual([done]);
	expect(visitNotes().map(({ task }) => task)).toEqual(['lock', 'unlock']);
});

it('is kept in the tab, and outlives a reload', () => {
	openVisit(session);
	expect(sessionStorage).toHaveLength(0);
	const list: VisitNote = {
		when: 2,
		who: done.who,
		task: 'exportList',
		result: 'partly',
		count: 7
	};
	note(done);
	note(list);
	expect({ ...localStorage }).toEqual({});
	reload();
	expect(visitNotes()).toEqual([done, list]);
	note({ ...done, when: 3 });
	reload();
	expect(visitNotes().map(({ when }) => when)).toEqual([1, 2, 3]);
});

it('goes on with the same session, as often as a page of it is opened', () => {
	openVisit(session);
	note(done);
	openVisit({ ...session });
	expect(visitNotes()).toEqual([done]);
});

it.each([
	['another account', { ...session, userId: '@eve:example.org' }],
	['a sign-in after a sign-out', { ...session, deviceId: 'DEF' }]
])('%s begins with nothing, and leaves nothing behind', (_whose, other) => {
	const forget = vi.fn();
	openVisit(session);
	note(done);
	forgetWithVisit(forget);
	openVisit(other);
	expect(visitNotes()).toEqual([]);
	expect(forget).toHaveBeenCalledTimes(1);
	expect(sessionStorage).toHaveLength(0);
	sessionStorage.setItem(ENTRY, stored([done]));
	reload(other);
	expect(visitNotes()).toEqual([]);
	expect(sessionStorage).toHaveLength(0);
});

it('goes with everything else that the tab has kept', () => {
	openVisit(session);
	note(done);
	clearTab();
	reload();
	expect(visitNotes()).toEqual([]);
});

it.each([
	['no list', '{"userId":"@ada:example.org","deviceId":"ABC","notes":{}}'],
	['no JSON', '['],
	['a task that there is not', stored([{ ...done, task: 'shutDown' }])],
	['a result that there is not', stored([{ ...done, result: 'maybe' }])],
	['somebody who is nobody', stored([{ ...done, whom: 'correct horse battery' }])],
	['a moment that no calendar has', stored([{ ...done, when: 9e15 }])]
])('%s in the storage is nothing', (_what, text) => {
	sessionStorage.setItem(ENTRY, text);
	openVisit(session);
	expect(visitNotes()).toEqual([]);
});

it('keeps nothing but what it knows, whatever it is given or finds', () => {
	const more = { ...done, password: 'correct horse battery', token: 'syt_secret' };
	openVisit(session);
	note(more);
	expect(sessionStorage.getItem(ENTRY)).toBe(stored([done]));
	sessionStorage.setItem(ENTRY, stored([more]));
	reload();
	expect(visitNotes()).toEqual([done]);
});

it('names nobody who is no Matrix ID', () => {
	const lock = { task: 'lock', result: 'done' } as const;
	noteBy('@ada:example.org', { ...lock, whom: '@bob:example.org' });
	noteBy('@ada:example.org', { ...lock, task: 'exportList', count: 3 });
	noteBy('@ada:example.org', { ...lock, whom: 'correct horse battery' });
	noteBy('correct horse battery', lock);
	expect(visitNotes()).toMatchObject([
		{ ...done, when: expect.any(Number) as number },
		{ count: 3 }
	]);
	expect(visitNotes()).toHaveLength(2);
});

it('forgets what else was named, too', () => {
	const forget = vi.fn();
	forgetWithVisit(forget);
	expect(forget).not.toHaveBeenCalled();
	forgetVisit();
	expect(forget).toHaveBeenCalledTimes(1);
});

it('forgets', () => {
	note(done);
	forgetVisit();
	expect(visitNotes()).toEqual([]);
});

it.each([
	['@ada:example.org', true],
	['@a=b/c:[::1]:8448', true],
	['ada', false],
	['@ada', false],
	['@:example.org', false],
	['@ada:', false],
	['@correct horse:battery', false],
	['', false]
])('%j is a Matrix ID: %s', (text, is) => {
	expect(isUserId(text)).toBe(is);
});

it('has no room for a secret', () => {
	// @ts-expect-error a password is no Matrix ID
	const wrong: VisitNote = { ...done, whom: 'correct horse battery' };
	// @ts-expect-error there is no such field
	const more: VisitNote = { ...done, password: 'correct horse battery' };
	expect([wrong.when, more.when]).toEqual([1, 1]);
});
