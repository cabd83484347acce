import { expect, test } from 'vitest';
import { entriesOf, toggled, unedited, wanted, withAdded, type Edits } from './entries';

const keyOf = (text: string) => text.toLowerCase();
const told = (text: string) => ({ key: keyOf(text), name: text });
const there = ['a', 'b'];

const shown = (edits: Edits<string>, now = there) =>
	entriesOf(now, edits, told).map(({ name, becomes }) => `${name} ${becomes}`);

test('an untouched list is what is there', () => {
	expect(shown(unedited)).toEqual(['a kept', 'b kept']);
	expect(wanted(there, unedited, keyOf)).toEqual(there);
});

test('what is taken out stays in sight, and can be taken back', () => {
	const without = toggled<string>(unedited, 'a', keyOf);
	expect(shown(without)).toEqual(['a removed', 'b kept']);
	expect(wanted(there, without, keyOf)).toEqual(['b']);
	expect(toggled(without, 'a', keyOf)).toEqual(unedited);
});

test('what is added comes last, and is forgotten when it is taken out', () => {
	const more = withAdded<string>(unedited, 'c', keyOf);
	expect(shown(more)).toEqual(['a kept', 'b kept', 'c added']);
	expect(wanted(there, more, keyOf)).toEqual(['a', 'b', 'c']);
	expect(toggled(more, 'c', keyOf)).toEqual(unedited);
});

test('what is added twice, or is there already, is there once', () => {
	const more = withAdded(withAdded<string>(unedited, 'c', keyOf), 'C', keyOf);
	expect(more.added).toEqual(['C']);
	expect(shown(withAdded<string>(unedited, 'A', keyOf))).toEqual(['a kept', 'b kept']);
	expect(wanted(there, withAdded<string>(unedited, 'A', keyOf), keyOf)).toEqual(there);
});

test('what is added again after it was taken out stays', () => {
	const edits = withAdded(toggled<string>(unedited, 'a', keyOf), 'a', keyOf);
	expect(edits.removed).toEqual([]);
	expect(wanted(there, edits, keyOf)).toEqual(there);
});

test('edits hold for what somebody else has made of the list', () => {
	const edits = withAdded(toggled<string>(unedited, 'a', keyOf), 'c', keyOf);
	expect(shown(edits, ['b', 'x'])).toEqual(['b kept', 'x kept', 'c added']);
	expect(wanted(['b', 'c', 'x'], edits, keyOf)).toEqual(['b', 'c', 'x']);
});
