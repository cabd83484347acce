import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from '../chromium.ts';
import { run } from '../run.ts';
import { repository, stateFolder } from '../state.ts';
import { playwrightCounts, verdict, vitestCounts, type Report } from './counts.ts';
import type { Step, StepResult } from './run-steps.ts';

/** The test build is apart from build/: it has the pseudo-locale, which nobody should deploy. */
const buildFolder = join(stateFolder, 'test-build');

/** What every tool is told; colours are for terminals, and nothing here is one. */
function environment(): NodeJS.ProcessEnv {
	const { FORCE_COLOR: _, ...rest } = process.env;
	return { ...rest, VESTIBULE_PSEUDO: '1', VESTIBULE_BUILD_DIR: buildFolder };
}

const node = (args: string[], env: NodeJS.ProcessEnv = {}) =>
	run(process.execPath, [...process.execArgv, ...args], {
		cwd: repository,
		env: { ...environment(), ...env }
	});

const tool = (path: string, ...args: string[]) => [join('node_modules', path), ...args];

/** A check counts as one: it passes with the exit code 0. */
function check(name: string, title: string, args: string[], more: Partial<Step> = {}): Step {
	const once = async (): Promise<StepResult> => {
		const { code, output } = await node(args);
		return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
	};
	return { name, title, single: true, run: once, ...more };
}

/** Runs a test runner whose report goes to a file, and counts by that file alone. */
async function runner(
	args: string[],
	env: (report: string) => NodeJS.ProcessEnv,
	read: (text: string) => Report
): Promise<StepResult> {
	const report = join(mkdtempSync(join(tmpdir(), 'vestibule-test-')), 'report.json');
	const { code, output } = await node(
		args.map((arg) => arg.replace('REPORT', report)),
		env(report)
	);
	return { ...verdict(readReport(report, read), code), output };
}

function readReport(path: string, read: (text: string) => Report): Report {
	try {
		return read(readFileSync(path, 'utf8'));
	} catch {
		return { passed: 0, failed: 0, faults: ['it ended without a report'] };
	}
}

const unit = () =>
	runner(
		tool(
			'vitest/vitest.mjs',
			...['run', '--reporter=dot', '--reporter=json', '--outputFile.json=REPORT']
		),
		// Units know the languages that are shipped.
		() => ({ VESTIBULE_PSEUDO: '' }),
		vitestCounts
	);

/** @param tell is told when a browser has to be installed first */
function endToEnd(tell: (sentence: string) => void): Promise<StepResult> {
	const CHROME = ensureChromium(tell);
	return runner(
		// What fails is tried once more: a race that shows once in ten thousand tests is told, not fatal.
		tool('@playwright/test/cli.js', 'test', '--retries=1', '--reporter=dot,json'),
		(report) => ({ CHROME, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
		playwrightCounts
	);
}

/** What writes the types of the routes anew runs beside nothing that reads them. */
const writesTypes = { single: false };

/**
 * Every step of `npm test`, in order: quick ones first.
 * @param tell is told what takes long
 */
export function steps(tell: (sentence: string) => void): Step[] {
	return [
		check('sync', 'types of SvelteKit', tool('@sveltejs/kit/svelte-kit.js', 'sync'), writesTypes),
		// The longest first: the others fit beside it.
		check('lint', 'lint', tool('eslint/bin/eslint.js', '.', '--max-warnings', '0')),
		check('format', 'format', tool('prettier/bin/prettier.cjs', '--check', '.')),
		check(
			'types',
			'types of the portal',
			tool('svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings')
		),
		check(
			'types-node',
			'types of tools and tests',
			tool('typescript/bin/tsc', '--project', 'tsconfig.node.json')
		),
		check('unused', 'unused files, exports and packages', tool('knip/bin/knip.js')),
		check('messages', 'message catalogues', ['dev/check-messages.ts']),
		check('commits', 'commit subjects', ['dev/check-commits.ts']),
		check('house', 'house words', ['dev/check-house.ts']),
		{ name: 'unit', title: 'unit and component tests', run: unit },
		check('build', 'build', tool('vite/bin/vite.js', 'build'), writesTypes),
		check('size', 'size of the first load', tool('size-limit/bin.js'), { after: 'build' }),
		{ name: 'e2e', title: 'end-to-end tests', after: 'build', run: () => endToEnd(tell) }
	].map((step) => ({ ...step, run: () => announced(step, tell) }));
}

/** Steps that can take longer than a person waits without wondering say that they begin. */
function announced(step: Step, tell: (sentence: string) => void): Promise<StepResult> {
	if (['unit', 'build', 'e2e'].includes(step.name)) tell(`${step.title} …`);
	return step.run();
}
