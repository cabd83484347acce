import { afterEach, describe, expect, test, vi } from 'vitest';
import { passwordFaults } from './password-policy';
import { readablePassword } from './readable-password';
import { Secret } from './secret';

const some = Array.from({ length: 300 }, () => readablePassword().reveal());

afterEach(() => vi.restoreAllMocks());

/** Answers the next random bytes in this order, and zeros after them. */
function bytes(...given: number[]): void {
	vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
		if (array instanceof Uint8Array) array[0] = given.shift() ?? 0;
		return array;
	});
}

describe('a password that is read aloud', () => {
	test('is made of syllables and two digits, and is a secret', () => {
		expect(readablePassword()).toBeInstanceOf(Secret);
		for (const text of some)
			expect(text).toMatch(
				/^[BDFGHKMNPRST][aeiou][bdfghkmnprst][aeiou](-([b-t][aeiou]){2}){5}-\d\d$/u
			);
	});

	test('has no character that looks like another', () => {
		for (const text of some) expect(text).not.toMatch(/[01lLIO]/u);
	});

	test('is another one each time, and uses every letter', () => {
		expect(new Set(some).size).toBe(some.length);
		const used = new Set(some.join('').toLowerCase());
		expect([...used].sort().join('')).toBe('-23456789abdefghikmnoprstu');
	});

	test('has 70 bits and more', () => {
		const bits = 12 * Math.log2(12 * 5) + 2 * Math.log2(8);
		expect(bits).toBeGreaterThan(70);
		expect(some[0]?.replace(/[^a-z]/giu, '')).toHaveLength(24);
	});
});

test('meets every policy, also one that wants it longer', () => {
	const kinds = {
		requireDigit: true,
		requireLowercase: true,
		requireUppercase: true,
		requireSymbol: true
	};
	for (const minimumLength of [undefined, 8, 32, 33, 64, 512]) {
		const policy = { ...kinds, ...(minimumLength !== undefined && { minimumLength }) };
		expect(passwordFaults(readablePassword(policy).reveal(), policy)).toEqual([]);
	}
});

test('every character is as likely: what would tip the scale is drawn again', () => {
	// 12 consonants: 252 and above are no multiple any more.
	bytes(7, 7, 252, 255, 11, 4);
	expect(readablePassword().reveal()).toMatch(/^Tuba-/u);
});
