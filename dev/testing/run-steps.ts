import { stripVTControlCharacters } from 'node:util';
import type { Counts } from './counts.ts';

/**
 * How a step ended. `output` is shown in full when something failed, passed at the second try only
 * (`again` tests), or when `show` asks for it.
 */
export type StepResult = Counts & {
	output: string;
	show?: boolean;
	reason?: string;
	again?: number;
};

/** One line of `npm test`: a check, which counts as one, or a runner, which counts its tests. */
export type Step = {
	name: string;
	/** What it does, for the reader of the log. */
	title: string;
	/** The step without which this one makes no sense. */
	after?: string;
	/** It keeps one core busy, no more: another such step may run beside it. */
	single?: boolean;
	run: () => Promise<StepResult>;
};

const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/**
 * Runs steps in their order; neighbours that are `single` two at a time, all others alone.
 * A failing one stops only those that are `after` it.
 * @param print gets the log, line by line, each step as it ends
 * @returns the sum of all steps
 */
export async function runSteps(
	steps: readonly Step[],
	print: (line: string) => void
): Promise<Counts> {
	const sum: Counts = { passed: 0, failed: 0 };
	const failed = new Set<string>();
	const runStep = async (step: Step): Promise<void> => {
		if (step.after !== undefined && failed.has(step.after)) {
			failed.add(step.name);
			print(`  not run  ${step.title}: ${step.after} failed`);
			return;
		}
		const begin = performance.now();
		const result = await attempt(step);
		sum.passed += result.passed;
		sum.failed += result.failed;
		if (result.failed > 0) failed.add(step.name);
		print(line(step, result, seconds(begin)));
		if (result.failed > 0 || result.again || result.show) print(indent(result.output));
	};
	for (const group of neighbours(steps)) {
		const queue = group.values();
		const lane = async () => {
			for (const step of queue) await runStep(step);
		};
		await Promise.all([lane(), lane()]);
	}
	return sum;
}

/** Steps that may run at the same time. One that needs another of them begins a group of its own. */
function neighbours(steps: readonly Step[]): Step[][] {
	const groups: Step[][] = [];
	for (const step of steps) {
		const last = groups.at(-1);
		const joins = step.single && last?.every(({ single, name }) => single && name !== step.after);
		if (joins) last?.push(step);
		else groups.push([step]);
	}
	return groups;
}

async function attempt(step: Step): Promise<StepResult> {
	try {
		return await step.run();
	} catch (thrown) {
		const output = thrown instanceof Error ? thrown.message : String(thrown);
		return { passed: 0, failed: 1, output };
	}
}

function line(step: Step, result: StepResult, time: string): string {
	const counts = [
		...(result.passed + result.failed > 1 ? [`${result.passed} passed`] : []),
		...(result.failed > 0 && result.passed + result.failed > 1 ? [`${result.failed} failed`] : []),
		...(result.again ? [`${result.again} at the second try`] : []),
		...(result.reason === undefined ? [] : [firstLine(result.reason)])
	];
	const mark = result.failed > 0 ? '  FAILED ' : '  ok     ';
	return `${mark}  ${step.title} (${[time, ...counts].join(', ')})`;
}

const firstLine = (text: string) => stripVTControlCharacters(text).split('\n')[0] ?? '';

function indent(output: string): string {
	return stripVTControlCharacters(output)
		.trimEnd()
		.replaceAll(/^(?=.)/gm, '    ');
}
