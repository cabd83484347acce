import { describe, expect, test } from 'vitest';
import type { PageFigure } from './figures.ts';
import { judge, judgeAccount, judgeHelpDesk, type Measured } from './bounds.ts';

const measured = (figures: Partial<Record<PageFigure, number | undefined>>): Measured => ({
	figures: {
		usable: 500,
		works: 900,
		ready: 1000,
		script: 40_000,
		scriptReady: 60_000,
		everythingReady: 70_000,
		everything: 55_000,
		requests: 5,
		requestsReady: 9,
		blocking: 20,
		shift: 0,
		...figures
	},
	earlyText: 'kept'
});
const floor = measured({ usable: 400, ready: 700 });

const verdictOn = (what: string, page: Measured, against = floor) =>
	judge(page, against).find((verdict) => verdict.what === what);

test.each([
	[1000, '2.50 ×', true],
	[1010, '2.52 ×', false]
])('the account shows its first answer soon after sign-in: %i ms', (arrival, text, passes) => {
	expect(judgeAccount(measured({ usable: 1400 }), floor, arrival)).toEqual([
		{ what: 'first answer after sign-in', bound: '≤ 2.5 × floor', measured: text, passes },
		{ what: 'first answer, opened anew', bound: '≤ 2.5 × floor', measured: '2.00 ×', passes: true }
	]);
});

test.each([
	[{ whole: 199, server: 99, typing: 50 }, ['100 ms', '50 ms'], [true, true]],
	[{ whole: 250, server: 99, typing: 51 }, ['151 ms', '51 ms'], [false, false]]
])('the list of users waits for the homeserver, and for little else: %o', (turn, texts, passes) => {
	const [usable, ...rest] = judgeHelpDesk(measured({ usable: 1200 }), floor, turn);
	expect(usable).toMatchObject({ what: 'search usable', measured: '3.00 ×', passes: true });
	expect(rest.map((verdict) => verdict.measured)).toEqual(texts);
	expect(rest.map((verdict) => verdict.passes)).toEqual(passes);
});

test('nobody knows how soon a list turns that was never turned', () => {
	const [, ...rest] = judgeHelpDesk(measured({}), floor, undefined);
	expect(rest.map((verdict) => verdict.measured)).toEqual(['unknown', 'unknown']);
});

test('nobody knows how soon when nobody has signed in', () => {
	const [after] = judgeAccount(measured({ usable: 1400 }), floor, undefined);
	expect(after?.measured).toBe('unknown');
});

test('everything within its bound passes', () => {
	expect(judge(measured({}), floor).map(({ passes }) => passes)).toEqual(Array(8).fill(true));
});

describe('a bound', () => {
	test.each([
		['form usable', { usable: 541 }, '1.35 ×', '≤ 1.35 × floor'],
		['flows known', { ready: 1400 }, '2.00 ×', '≤ 1.8 × floor'],
		['script until the form works', { script: 45_100 }, '45.1 kB', '≤ 45 kB'],
		['everything until the form works', { everything: 61_000 }, '61.0 kB', '≤ 60 kB'],
		['requests until the form works', { requests: 7 }, '7', '≤ 6'],
		['total blocking time', { blocking: 101 }, '101 ms', '≤ 100 ms'],
		['layout shift', { shift: 0.01 }, '0.010', '0']
	])('is missed: %s', (what, figures, text, bound) => {
		expect(verdictOn(what, measured(figures))).toEqual({
			what,
			bound,
			measured: text,
			passes: false
		});
	});

	test('is kept when it is just met', () => {
		expect(verdictOn('form usable', measured({ usable: 540 }))?.passes).toBe(true);
		expect(verdictOn('total blocking time', measured({ blocking: 100 }))?.passes).toBe(true);
	});

	test('is kept by a shift that nobody can see', () => {
		expect(verdictOn('layout shift', measured({ shift: 0.0004 }))?.passes).toBe(true);
	});

	test('is neither where nothing could be measured', () => {
		const ready = verdictOn('flows known', measured({ ready: undefined }));
		expect(ready).toMatchObject({ measured: 'unknown' });
		expect(ready).not.toHaveProperty('passes');
		expect(verdictOn('form usable', measured({}), measured({ usable: undefined }))).toMatchObject({
			measured: 'unknown'
		});
	});
});

describe('text typed early', () => {
	test.each([
		['kept', true],
		['late', true],
		['lost', false]
	] as const)('%s', (earlyText, passes) => {
		const verdict = verdictOn('text typed early', { ...measured({}), earlyText });
		expect(verdict).toMatchObject({ measured: earlyText, passes });
	});
});
