import { beforeEach, expect, test } from 'vitest';
import { keepDraft, keptDraft } from './draft';

const draft = { username: 'ada', email: 'ada@example.org' };

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('what was typed is there after a reload of the tab, and in no other tab', () => {
	expect(keptDraft('register')).toBeUndefined();
	keepDraft('register', draft);
	expect(keptDraft('register')).toEqual(draft);
	expect(localStorage).toHaveLength(0);
});

test('each flow has its own', () => {
	keepDraft('register', draft);
	expect(keptDraft('recover')).toBeUndefined();
});

test('it can be forgotten', () => {
	keepDraft('register', draft);
	keepDraft('register', undefined);
	expect(keptDraft('register')).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});

test('another shape is refused', () => {
	sessionStorage.setItem('vestibule.draft.register', '{"username":["ada"]}');
	expect(keptDraft('register')).toBeUndefined();
});
