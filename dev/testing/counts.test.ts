import { describe, expect, test } from 'vitest';
import { playwrightCounts, verdict, vitestCounts } from './counts.ts';

const file = (statuses: string[], status = 'passed', message = '') => ({
	name: 'a.test.ts',
	status,
	message,
	assertionResults: statuses.map((one) => ({ status: one }))
});
const vitest = (testResults: unknown[], success = true) =>
	vitestCounts(JSON.stringify({ success, testResults }));

describe('vitestCounts', () => {
	test('counts passed tests, and every other one as failed', () => {
		const report = vitest(
			[file(['passed', 'passed']), file(['failed', 'skipped', 'todo'], 'failed')],
			false
		);
		expect(report).toEqual({ passed: 2, failed: 3, faults: [] });
	});

	test('finds a file that could not be loaded', () => {
		const report = vitest([file([], 'failed', 'Cannot find module')], false);
		expect(report).toEqual({ passed: 0, failed: 0, faults: ['a.test.ts: Cannot find module'] });
	});

	test('finds an error that no test and no file owns', () => {
		expect(vitest([file(['passed'])], false).faults).toEqual(['an error outside of any test']);
	});
});

describe('playwrightCounts', () => {
	test('what was not run has failed', () => {
		const stats = { expected: 4, unexpected: 1, flaky: 0, skipped: 2 };
		expect(playwrightCounts(JSON.stringify({ stats, errors: [] }))).toEqual({
			passed: 4,
			failed: 3,
			faults: []
		});
	});

	test('what passed at the second try only is told', () => {
		const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
		expect(playwrightCounts(JSON.stringify({ stats, errors: [] }))).toEqual({
			passed: 5,
			failed: 1,
			again: 1,
			faults: []
		});
	});

	test('finds an error of the set-up', () => {
		const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
		const text = JSON.stringify({ stats, errors: [{ message: 'no homeserver' }, {}] });
		expect(playwrightCounts(text).faults).toEqual([
			'no homeserver',
			'an error outside of any test'
		]);
	});
});

describe('verdict', () => {
	test('passes counts through', () => {
		expect(verdict({ passed: 3, failed: 0, faults: [] }, 0)).toEqual({ passed: 3, failed: 0 });
		expect(verdict({ passed: 3, failed: 2, faults: [] }, 1)).toEqual({ passed: 3, failed: 2 });
		const again = { passed: 3, failed: 0, again: 1 };
		expect(verdict({ ...again, faults: [] }, 0)).toEqual(again);
	});

	test('a runner that ran nothing has failed', () => {
		expect(verdict({ passed: 0, failed: 0, faults: [] }, 0)).toEqual({
			passed: 0,
			failed: 1,
			reason: 'it ran no test'
		});
	});

	test('a fault counts beside the tests', () => {
		expect(verdict({ passed: 3, failed: 1, faults: ['set-up'] }, 1)).toEqual({
			passed: 3,
			failed: 2,
			reason: 'set-up'
		});
	});

	test('a bad exit code without a failed test is a failure', () => {
		expect(verdict({ passed: 3, failed: 0, faults: [] }, 7)).toEqual({
			passed: 3,
			failed: 1,
			reason: 'it ended with code 7'
		});
	});
});
