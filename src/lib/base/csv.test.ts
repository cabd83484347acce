import { describe, expect, it } from 'vitest';
import { CSV_BEGIN, csvRow, readCsv } from './csv';

const cellsOf = (text: string) => {
	const read = readCsv(text);
	if (!read.ok) throw new Error(`open quotation mark on line ${read.line.toString()}`);
	return read.rows.map(({ cells }) => cells);
};

describe('writing', () => {
	it.each([
		[['a', 'b c', 3, ''], 'a,b c,3,\r\n'],
		[['say "hi"', 'a,b', 'a;b', 'a\nb'], '"say ""hi""","a,b","a;b","a\nb"\r\n'],
		[[' a', 'a '], '" a","a "\r\n'],
		[[-5, 1.5], '-5,1.5\r\n']
	])('%j', (cells, line) => {
		expect(csvRow(cells)).toBe(line);
	});

	it.each(['=1+1', '+1', '-1', '@ada:hs.test', '\t=1', '\r=1', ' =1', '＝1', '=cmd|"/C calc"!A0'])(
		'%j is no formula any more, and is read again as it was',
		(hostile) => {
			const line = csvRow([hostile, 'x']);
			expect(line.startsWith(`"'`)).toBe(true);
			expect(cellsOf(line)).toEqual([[hostile, 'x']]);
		}
	);

	it('of anything is read as the same', () => {
		const cells = ['', '"', '""', ',', ';', 'a\r\nb', 'ä 😀', "'quoted'", "it's"];
		expect(cellsOf(CSV_BEGIN + csvRow(cells))).toEqual([cells]);
	});
});

describe('reading', () => {
	it.each([
		[
			'a,b\r\nc,d\r\n',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		[
			'a;b\nc;d',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		[
			'a\tb\rc\td\r',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		['\uFEFFa,b', [['a', 'b']]],
		[
			'a,"b, c"\n"d\ne",f',
			[
				['a', 'b, c'],
				['d\ne', 'f']
			]
		],
		['"a;b",c;d\n', [['a;b', 'c;d']]],
		[' a , "b" , c', [['a', 'b', 'c']]],
		['a,"b""c"', [['a', 'b"c']]],
		['a,"b"c,d', [['a', 'bc', 'd']]],
		['5" disk,b', [['5" disk', 'b']]],
		['a,,', [['a', '', '']]],
		['\n\na\n,\n \nb\n', [['a'], ['b']]],
		['', []],
		['""', []]
	])('%j', (text, rows) => {
		expect(cellsOf(text)).toEqual(rows);
	});

	it('knows on which line a row begins, also behind one of several lines', () => {
		const read = readCsv('a,b\r\n"one\r\ntwo",x\r\n\r\nlast,y');
		expect(read).toMatchObject({ rows: [{ line: 1 }, { line: 2 }, { line: 5 }] });
	});

	it('tells where a quotation mark is never closed', () => {
		expect(readCsv('a,b\nc,"d\ne,f\n')).toEqual({ ok: false, line: 2 });
	});

	it('takes no apostrophe from a name', () => {
		expect(cellsOf("'t Hooft,'=1")).toEqual([["'t Hooft", '=1']]);
	});

	it('is done with a large file at once', () => {
		const text = csvRow(['name', 'note']) + csvRow(['somebody', 'a "b", c']).repeat(20_000);
		const before = performance.now();
		expect(cellsOf(text)).toHaveLength(20_001);
		expect(performance.now() - before).toBeLessThan(2_000);
	});
});
