import { describe, expect, test } from 'vitest';
import { ENCODED, groups } from './keeping-testing';
import { askedGroup, faultOf, fileNameOf, groupsOf } from './kept';

test('a key is read in groups of four', () => {
	expect(groupsOf(ENCODED)).toEqual(groups);
	expect(groupsOf('EsTcLW2\n KPG')).toEqual(['EsTc', 'LW2K', 'PG']);
});

describe('the group that is asked for', () => {
	test('is the same each time, and never the first', () => {
		const keys = Array.from({ length: 200 }, (_, at) => `${ENCODED.slice(0, -2)}${at % 10}x${at}`);
		for (const key of keys) {
			const asked = askedGroup(key);
			expect(asked).toBe(askedGroup(key));
			expect(asked).toBeGreaterThan(1);
			expect(asked).toBeLessThanOrEqual(groupsOf(key).length);
		}
		expect(new Set(keys.map(askedGroup)).size).toBeGreaterThan(5);
	});
});

describe('what was entered', () => {
	const fault = (text: string) => faultOf(ENCODED, 3, text);

	test.each([
		['the group', 'PGiF'],
		['the group with blanks around', ' PG iF\n'],
		['the whole key', ENCODED],
		['the whole key without blanks', ENCODED.replaceAll(' ', '')]
	])('%s is enough', (_, text) => expect(fault(text)).toBeUndefined());

	test.each([
		['nothing', '  ', 'missing'],
		['another group', 'LW2K', 'wrong'],
		['the group in small letters', 'pgif', 'wrong'],
		['half of the key', ENCODED.slice(0, 29), 'wrong'],
		['another key', ENCODED.replace('PGiF', 'PGiG'), 'wrong']
	])('%s is not', (_, text, said) => expect(fault(text)).toBe(said));
});

test('a file has a name that every system takes', () => {
	expect(fileNameOf('Vestibule recovery key ada')).toBe('Vestibule recovery key ada.txt');
	expect(fileNameOf('A/B: key "x"\u0000')).toBe('A_B_ key _x_.txt');
});
