/** How many tests of a runner passed, and how many did not: a test that was not run has not passed. */
export type Counts = { passed: number; failed: number };

/**
 * What a runner's report says: its counts, and whatever went wrong outside of any test. `again`: how
 * many of the passed ones did so at the second try only.
 */
export type Report = Counts & { faults: string[]; again?: number };

type VitestReport = {
	success: boolean;
	testResults: {
		name: string;
		status: string;
		message?: string;
		assertionResults: { status: string }[];
	}[];
};

type PlaywrightReport = {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	errors?: { message?: string }[];
};

/**
 * Reads the report of Vitest's JSON reporter.
 * @throws SyntaxError when the text is not JSON
 */
export function vitestCounts(text: string): Report {
	const report = JSON.parse(text) as VitestReport;
	const tests = report.testResults.flatMap((file) => file.assertionResults);
	const passed = tests.filter(({ status }) => status === 'passed').length;
	const broken = report.testResults.filter(
		(file) =>
			file.status === 'failed' && file.assertionResults.every(({ status }) => status === 'passed')
	);
	const faults = broken.map(
		(file) => `${file.name}: ${file.message ?? 'failed outside of its tests'}`
	);
	const failed = tests.length - passed;
	if (!report.success && failed === 0 && faults.length === 0)
		faults.push('an error outside of any test');
	return { passed, failed, faults };
}

/**
 * Reads the report of Playwright's JSON reporter.
 * @throws SyntaxError when the text is not JSON
 */
export function playwrightCounts(text: string): Report {
	const { stats, errors = [] } = JSON.parse(text) as PlaywrightReport;
	return {
		passed: stats.expected + stats.flaky,
		failed: stats.unexpected + stats.skipped,
		...(stats.flaky > 0 && { again: stats.flaky }),
		faults: errors.map(({ message }) => message ?? 'an error outside of any test')
	};
}

/**
 * The verdict over a runner: its report together with its exit code.
 * @returns counts in which everything that is wrong without a failed test counts as one failure
 */
export function verdict(
	report: Report,
	exitCode: number
): Counts & { reason?: string; again?: number } {
	const { passed, failed, faults, again } = report;
	if (passed + failed === 0) return { passed, failed: 1, reason: faults[0] ?? 'it ran no test' };
	const [fault] = faults;
	if (fault !== undefined) return { passed, failed: failed + faults.length, reason: fault };
	if (failed === 0 && exitCode !== 0)
		return { passed, failed: 1, reason: `it ended with code ${exitCode}` };
	return { passed, failed, ...(again !== undefined && { again }) };
}
