/** What a cell may begin with that a spreadsheet would run as a formula. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;
/** The same, in a file that was written with this guard. */
const GUARDED = /^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/u;
const QUOTED = /[",;\r\n\t]|^\s|\s$/u;

/** What a CSV file begins with: spreadsheets take it for UTF-8 only with this mark. */
export const CSV_BEGIN = '\uFEFF';
export const CSV_TYPE = 'text/csv;charset=utf-8';

/**
 * One row of a CSV file (RFC 4180), line break included. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front, which `readCsv` takes away again: cells come from users, and
 * the file is opened by an administrator.
 */
export const csvRow = (cells: readonly (string | number)[]): string =>
	`${cells.map(written).join(',')}\r\n`;

function written(cell: string | number): string {
	if (typeof cell === 'number') return cell.toString();
	const text = FORMULA.test(cell) ? `'${cell}` : cell;
	return QUOTED.test(text) || text !== cell ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row of a file, and where it is. */
export interface CsvRow {
	/** The line on which it begins, from 1. */
	line: number;
	cells: readonly string[];
}

export type CsvFile =
	| { ok: true; rows: readonly CsvRow[] }
	/** A quotation mark is opened on this line and never closed. */
	| { ok: false; line: number };

/**
 * Reads a CSV file as people have them: with commas, semicolons or tabs, whichever the first line
 * has most of; quoted cells with line breaks in them; any line break; with or without a mark at the
 * beginning. Blanks around a cell and empty rows are left out, and so is the guard of `csvRow`.
 */
export function readCsv(text: string): CsvFile {
	const given = text.startsWith(CSV_BEGIN) ? text.slice(1) : text;
	const delimiter = delimiterOf(given);
	const rows: CsvRow[] = [];
	let at = 0;
	let line = 1;
	while (at < given.length) {
		const row = readRow(given, at, delimiter);
		if (!row) return { ok: false, line };
		if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
		line += breaksIn(given.slice(at, row.end));
		at = row.end;
	}
	return { ok: true, rows };
}

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

function delimiterOf(text: string): string {
	const first = (/^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '').replaceAll(/"[^"]*"/g, '');
	const count = (mark: string) => first.split(mark).length;
	return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** The row that begins at an index; undefined when a quotation mark in it is never closed. */
function readRow(
	text: string,
	start: number,
	delimiter: string
): { cells: string[]; end: number } | undefined {
	const cells: string[] = [];
	for (let at = start; ;) {
		const cell = readCell(text, at, delimiter);
		if (!cell) return undefined;
		cells.push(cell.text.trim().replace(GUARDED, ''));
		at = cell.end;
		if (text[at] === delimiter) at += 1;
		else return { cells, end: at + (text.startsWith('\r\n', at) ? 2 : 1) };
	}
}

function readCell(
	text: string,
	start: number,
	delimiter: string
): { text: string; end: number } | undefined {
	const quote = /[^\S\r\n\t]*"/y;
	quote.lastIndex = start;
	let read = '';
	let at = start;
	if (quote.test(text)) {
		for (at = quote.lastIndex; ; at += 2) {
			const close = text.indexOf('"', at);
			if (close < 0) return undefined;
			read += text.slice(at, close);
			at = close;
			if (text[at + 1] !== '"') break;
			read += '"';
		}
		at += 1;
	}
	// What stands behind a closing mark belongs to the cell, as spreadsheets have it.
	const from = at;
	while (at < text.length && !isEnd(text[at], delimiter)) at += 1;
	return { text: read + text.slice(from, at), end: at };
}

const isEnd = (char: string | undefined, delimiter: string): boolean =>
	char === delimiter || char === '\n' || char === '\r';
