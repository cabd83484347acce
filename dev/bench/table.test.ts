import { expect, test } from 'vitest';
import { textTable } from './table.ts';

test('lines up names to the left and figures to the right', () => {
	expect(
		textTable([
			['page', 'usable', 'kB'],
			['/de/register', '512', '44.5'],
			['/', '97', '5']
		])
	).toBe(
		[
			'  page           usable     kB',
			'  /de/register      512   44.5',
			'  /                  97      5'
		].join('\n')
	);
});

test('ends no line in spaces, and takes rows of different lengths', () => {
	expect(textTable([['a', ''], ['long name']])).toBe('  a\n  long name');
	expect(textTable([])).toBe('');
});
