import { expect, test } from 'vitest';
import { houseFindings } from './house-words.ts';

// With an escaped letter each, so that the check does not find them here.
const bad = [
	'// TO\x44O: later',
	'/* FIX\x4dE */',
	"test.onl\x79('one', () => {});",
	"test.describe.ski\x70('two', () => {});",
	"describe.skipI\x66(true)('three', () => {});",
	"it.tod\x6f('four');",
	'await page.waitForTimeou\x74(500);',
	'// eslint-disabl\x65-next-line',
	'// @ts-ignor\x65',
	'\tdebugge\x72;'
];
const good = [
	'const todoList = [];',
	'iterator.skip(3);',
	'test.each(cases)("%s", () => {});',
	'await page.waitForURL("/register");',
	'// @ts-expect-error: the type is wrong on purpose',
	'a xxx b'
];

test.each(bad)('finds %s', (line) => {
	expect(houseFindings(`first\n${line}`)).toMatchObject([{ line: 2, text: line.trim() }]);
});

test.each(good)('leaves %s alone', (line) => {
	expect(houseFindings(line)).toEqual([]);
});
