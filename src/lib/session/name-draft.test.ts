import { afterEach, expect, test } from 'vitest';
import { keepNameDraft, takeNameDraft } from './name-draft';

afterEach(() => sessionStorage.clear());

test('a name is there once, for the one who typed it', () => {
	keepNameDraft('@ada:example.org', 'Ada');
	expect(takeNameDraft('@ada:example.org')).toBe('Ada');
	expect(takeNameDraft('@ada:example.org')).toBeUndefined();
});

test('nobody else sees it, and it does not stay', () => {
	keepNameDraft('@ada:example.org', 'Ada');
	expect(takeNameDraft('@eve:example.org')).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});

test('an emptied name is one too', () => {
	keepNameDraft('@ada:example.org', '');
	expect(takeNameDraft('@ada:example.org')).toBe('');
});

test('what does not fit is forgotten', () => {
	sessionStorage.setItem('vestibule.draft.profile', '{"name":5}');
	expect(takeNameDraft('@ada:example.org')).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});
