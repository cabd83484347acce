import { afterEach, expect, it, vi } from 'vitest';
import {
	forgetVisit,
	forgetWithVisit,
	isUserId,
	note,
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

afterEach(forgetVisit);

it('keeps what was done in its order, and a list that was read stays as it was', () => {
	note(done);
	const before = visitNotes();
	note({ ...done, when: 2, task: 'unlock' });
	expect(before).toEqual([done]);
	expect(visitNotes().map(({ task }) => task)).toEqual(['lock', 'unlock']);
});

it('is in memory only', () => {
	note(done);
	expect({ ...localStorage, ...sessionStorage }).toEqual({});
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
