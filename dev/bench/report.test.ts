import { expect, test } from 'vitest';
import type { Measured } from './bounds.ts';
import { report, verdicts, type Findings } from './report.ts';

const page = (usable: number, ready: number): Measured => ({
	figures: {
		usable,
		works: 800,
		ready,
		script: 44_049,
		scriptReady: 60_000,
		everythingReady: 70_000,
		everything: 54_000,
		requests: 5,
		requestsReady: 9,
		blocking: 0,
		shift: 0
	},
	earlyText: 'kept'
});
const findings: Findings = {
	runs: 5,
	pages: { floor: page(400, 700), '/register': page(500, 1400), '/': page(450, 900) },
	registration: [
		{ what: 'flows', times: 1, most: 1 },
		{ what: 'polls', times: 4 }
	]
};
const lines = (given: Findings) => report(given).split('\n');
const line = (given: Findings, start: string) =>
	lines(given)
		.find((text) => text.trim().startsWith(start))
		?.trim()
		.split(/ {2,}/);

test('judges the pages that have bounds, and no others', () => {
	expect(Object.keys(verdicts(findings))).toEqual(['/register']);
	const pages = { ...findings.pages, '/account': page(900, 1000) };
	const judged = verdicts({ ...findings, pages });
	expect(Object.keys(judged)).toEqual(['/register', '/account']);
	expect(judged['/account']).toHaveLength(2);
	const desk = verdicts({
		...findings,
		turn: { whole: 130, server: 100, typing: 0 },
		pages: { ...pages, '/help-desk': page(1300, 1300) }
	})['/help-desk'];
	expect(desk?.map(({ passes }) => passes)).toEqual([false, true, true]);
});

test('shows every page with its figures', () => {
	expect(line(findings, '/register')).toEqual(
		['/register', '500 ms', '800 ms', '1400 ms', '44.0 / 60.0', '54.0 / 70.0', '5 / 9'].concat([
			'0 ms',
			'0.000'
		])
	);
});

test('shows each bound beside what was measured, and whether it is kept', () => {
	expect(line(findings, 'form usable')).toEqual([
		'form usable',
		'1.25 ×',
		'≤ 1.35 × floor',
		'pass'
	]);
	expect(line(findings, 'flows known')).toEqual(['flows known', '2.00 ×', '≤ 1.8 × floor', 'miss']);
});

test('shows what a registration asked', () => {
	expect(report(findings)).toContain('token, policies and email: pass');
	expect(line(findings, 'flows  ')).toEqual(['flows', '1', '≤ 1']);
	expect(line(findings, 'polls')).toEqual(['polls', '4', 'any number']);
});

test('says what the conditions were', () => {
	expect(report(findings)).toMatch(/no delay on\s+preflights/);
	expect(lines(findings)[0]).toBe('Pages (5 runs)');
	expect(lines({ ...findings, runs: 1 })[0]).toBe('Pages (1 run)');
});

test('shows what Lighthouse says, and what costs points', () => {
	const scores = { performance: 99, accessibility: 100, 'best-practices': 96, seo: 100 };
	const given = { ...findings, lighthouse: { '/': { scores, costs: ['seo: No title'] } } };
	expect(line(given, 'best-practices')).toEqual(['best-practices', '96', '100', 'miss']);
	expect(report(given)).toContain('  seo: No title');
	expect(report(findings)).not.toContain('Lighthouse');
});

test('shows what an export of keys costs', () => {
	const keyExport = {
		count: 20_000,
		whole: 9_540,
		most: 66_146_039,
		before: 9_053_604,
		longest: 0
	};
	const all = { ...findings, keyExport };
	expect(line(all, '20,000 keys')).toEqual(['20,000 keys in a file', '9.5 s']);
	expect(line(all, 'most in memory')).toEqual(['most in memory', '66.1 MB (before: 9.1 MB)']);
	expect(line(all, 'longest')).toEqual(['longest task', 'under 50 ms']);
	expect(line(findings, '20,000 keys')).toBeUndefined();
	const slow = { ...all, keyExport: { ...keyExport, longest: 205 } };
	expect(line(slow, 'longest')).toEqual(['longest task', '205 ms']);
});
