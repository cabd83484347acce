import { describe, expect, it } from 'vitest';
import { csvCell, csvHead, csvLines } from './csv';
import { user } from './testing';

describe('a cell', () => {
	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u00a0=1'])(
		'that a spreadsheet would reckon with is text: %j',
		(text) => {
			expect(csvCell(text)).toBe(`"'${text}"`);
		}
	);

	it.each(['', 'Ada', 'a=b', '1-1', "'quoted'", 'zwölf, 中'])('stays as it is: %j', (text) => {
		expect(csvCell(text)).toBe(`"${text}"`);
	});

	it('cannot be left by a quotation mark', () => {
		expect(csvCell('a","=1')).toBe('"a"",""=1"');
	});
});

it('there is a line for each user, with as many cells as the first one', () => {
	const lines = csvLines([
		user('ada', { displayName: '=cmd', administrator: true, createdAt: 0, lastSeenAt: 86_400_000 }),
		user('bob', { displayName: undefined, locked: true, createdAt: 9e15 })
	]);
	expect(lines.split('\r\n')).toEqual([
		`"'@ada:example.org","'=cmd","true","false","false","false","false","false","1970-01-01T00:00:00.000Z","1970-01-02T00:00:00.000Z"`,
		`"'@bob:example.org","","false","false","true","false","false","false","",""`,
		''
	]);
	expect(csvHead).toMatch(/^\ufeff"user_id","displayname",/u);
	expect(csvHead.split(',')).toHaveLength(10);
});
