import { describe, expect, test } from 'vitest';
import { passwordFaults, policyRules } from './password-policy';

const strict = {
	minimumLength: 8,
	requireDigit: true,
	requireLowercase: true,
	requireUppercase: true,
	requireSymbol: true
};

describe('the rules of a homeserver', () => {
	test('without a policy there are none', () => {
		expect(policyRules({})).toEqual([]);
	});

	test('all of them, in the order in which they are shown', () => {
		expect(policyRules(strict)).toEqual([
			'passwordTooShort',
			'passwordNoDigit',
			'passwordNoLowercase',
			'passwordNoUppercase',
			'passwordNoSymbol'
		]);
	});

	test('only those that are asked for', () => {
		expect(policyRules({ minimumLength: 0, requireDigit: false, requireSymbol: true })).toEqual([
			'passwordNoSymbol'
		]);
	});
});

describe('a password', () => {
	test.each([
		['Aa1!aaaa', []],
		['Aa1!', ['passwordTooShort']],
		['Aab!aaaa', ['passwordNoDigit']],
		['AA1!AAAA', ['passwordNoLowercase']],
		['aa1!aaaa', ['passwordNoUppercase']],
		['Aa1aaaaa', ['passwordNoSymbol']],
		[
			'',
			[
				'passwordTooShort',
				'passwordNoDigit',
				'passwordNoLowercase',
				'passwordNoUppercase',
				'passwordNoSymbol'
			]
		]
	])('%j breaks %j', (password, faults) => {
		expect(passwordFaults(password, strict)).toEqual(faults);
	});

	test('is free where nothing is asked for', () => {
		expect(passwordFaults('a', {})).toEqual([]);
	});

	test('blanks and letters of other scripts count as symbols, as the homeserver has it', () => {
		expect(passwordFaults('Aa1 aaaa', strict)).toEqual([]);
		expect(passwordFaults('Aa1ßaaaa', strict)).toEqual([]);
		expect(passwordFaults('ÄÖÜ1!äöü', strict)).toEqual([
			'passwordNoLowercase',
			'passwordNoUppercase'
		]);
	});

	test('is counted in characters, not in what a picture of them takes', () => {
		expect(passwordFaults('😀'.repeat(4), { minimumLength: 8 })).toEqual(['passwordTooShort']);
		expect(passwordFaults('😀'.repeat(8), { minimumLength: 8 })).toEqual([]);
		expect(passwordFaults('😀'.repeat(512), {})).toEqual([]);
	});

	test('has at most 512 characters, whatever the policy', () => {
		expect(passwordFaults('a'.repeat(512), {})).toEqual([]);
		expect(passwordFaults('a'.repeat(513), {})).toEqual(['passwordTooLong']);
	});
});
