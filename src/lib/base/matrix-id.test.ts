import { describe, expect, test } from 'vitest';
import { isLocalpart, localpartOf, matrixId } from './matrix-id';

describe('a name for a new account', () => {
	test.each(['ada', 'ada.lovelace', 'a', 'a1', '1a', 'a-b_c=d/e+f', '-', '.ada'])(
		'%j can be one',
		(name) => {
			expect(isLocalpart(name, 'example.org')).toBe(true);
		}
	);

	test.each([
		'',
		'Ada',
		'ada lovelace',
		'ädä',
		'ada:example.org',
		'@ada',
		'_bridge',
		'1234',
		'a\n'
	])('%j cannot', (name) => {
		expect(isLocalpart(name, 'example.org')).toBe(false);
	});

	test('the whole Matrix ID has at most 255 characters', () => {
		const rest = '@:example.org'.length;
		expect(isLocalpart('a'.repeat(255 - rest), 'example.org')).toBe(true);
		expect(isLocalpart('a'.repeat(256 - rest), 'example.org')).toBe(false);
	});

	test('the whole Matrix ID names the homeserver', () => {
		expect(matrixId('ada', 'example.org:8448')).toBe('@ada:example.org:8448');
	});
});

describe('what a person means by a typed username', () => {
	test.each([
		['ada', 'ada'],
		['  Ada ', 'ada'],
		['@Ada:example.org', 'ada'],
		['@ada', 'ada'],
		['@', ''],
		['', ''],
		// Not a Matrix ID: it stays, so that the person sees what is wrong with it.
		['ada:example.org', 'ada:example.org'],
		['ada@example.org', 'ada@example.org']
	])('%j is %j', (typed, name) => {
		expect(localpartOf(typed)).toBe(name);
	});
});
