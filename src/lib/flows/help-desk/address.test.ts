import { describe, expect, it } from 'vitest';
import { queryOf, viewIn } from './address';
import { viewOf } from './testing';

const at = (query: string) => viewIn(new URL(`https://portal/help-desk${query}`));

it('the first view needs no query', () => {
	expect(queryOf(viewOf())).toBe('');
	expect(at('')).toEqual(viewOf());
});

it.each([
	viewOf({ search: 'ada & bob=é @x' }),
	viewOf({ group: 'locked', page: 12 }),
	viewOf({ orderBy: 'lastSeenAt', descending: true }),
	viewOf({ descending: true })
])('what it writes, it reads: %o', (view) => {
	expect(at(queryOf(view))).toEqual(view);
});

describe('what others have written there', () => {
	it.each([
		'?show=nobody',
		'?sort=constructor',
		'?order=ascending',
		'?page=0',
		'?page=-1',
		'?page=1.5',
		'?page=1e9',
		'?page=x'
	])('means nothing: %s', (query) => {
		expect(at(query)).toEqual(viewOf());
	});

	it('is never longer than anything to search for', () => {
		expect(at(`?search=${'x'.repeat(5_000)}`).search).toHaveLength(300);
	});
});
