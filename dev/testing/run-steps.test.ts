import { expect, test } from 'vitest';
import { runSteps, type Step, type StepResult } from './run-steps.ts';

const step = (name: string, result: Partial<StepResult>, after?: string): Step => ({
	name,
	title: `the ${name}`,
	...(after === undefined ? {} : { after }),
	run: () => Promise.resolve({ passed: 0, failed: 0, output: '', ...result })
});

async function runAll(...steps: Step[]) {
	const log: string[] = [];
	const sum = await runSteps(steps, (line) => log.push(line));
	return { sum, log: log.map((line) => line.replace(/\d+\.\d s/, 'T')) };
}

test('adds up what every step counted', async () => {
	const { sum } = await runAll(step('a', { passed: 1 }), step('b', { passed: 20, failed: 2 }));
	expect(sum).toEqual({ passed: 21, failed: 2 });
});

test('shows each step with its time, and the counts of a runner', async () => {
	const { log } = await runAll(step('a', { passed: 1 }), step('b', { passed: 20 }));
	expect(log).toEqual(['  ok       the a (T)', '  ok       the b (T, 20 passed)']);
});

test('shows what a failing step wrote, in full, and goes on', async () => {
	const { log, sum } = await runAll(
		step('a', { failed: 1, output: 'first\n\nlast\n' }),
		step('b', { passed: 1, output: 'nobody reads this' })
	);
	expect(log).toEqual(['  FAILED   the a (T)', '    first\n\n    last', '  ok       the b (T)']);
	expect(sum).toEqual({ passed: 1, failed: 1 });
});

test('gives the reason in the line of the step, on that one line', async () => {
	const { log } = await runAll(
		step('a', { failed: 1, reason: '\x1b[31mno\x1b[39m set-up\n  at x' })
	);
	expect(log[0]).toBe('  FAILED   the a (T, no set-up)');
});

test('shows no colours, which a log file cannot', async () => {
	const { log } = await runAll(step('a', { failed: 1, output: '\x1b[31mred\x1b[39m' }));
	expect(log[1]).toBe('    red');
});

test('shows the output of a step that wants it', async () => {
	const { log } = await runAll(step('size', { passed: 1, output: '38 kB', show: true }));
	expect(log[1]).toBe('    38 kB');
});

test('tells what passed at the second try only, and shows which', async () => {
	const output = '  1 flaky\n    a.spec.ts › waits\n';
	const { log, sum } = await runAll(step('a', { passed: 5, again: 1, output }));
	expect(sum).toEqual({ passed: 5, failed: 0 });
	expect(log).toEqual([
		'  ok       the a (T, 5 passed, 1 at the second try)',
		'      1 flaky\n        a.spec.ts › waits'
	]);
});

test('does not run what needs a failed step, nor what needs that', async () => {
	const { log, sum } = await runAll(
		step('build', { failed: 1, reason: 'no' }),
		step('size', { passed: 1 }, 'build'),
		step('more', { passed: 1 }, 'size')
	);
	expect(log.slice(1)).toEqual([
		'',
		'  not run  the size: build failed',
		'  not run  the more: size failed'
	]);
	expect(sum).toEqual({ passed: 0, failed: 1 });
});

test('a step whose precondition was not asked for runs', async () => {
	const { sum } = await runAll(step('e2e', { passed: 5 }, 'build'));
	expect(sum).toEqual({ passed: 5, failed: 0 });
});

test('a step that throws has failed, with its message', async () => {
	const thrower: Step = { name: 'a', title: 'a', run: () => Promise.reject(new Error('broken')) };
	const { log, sum } = await runAll(thrower);
	expect(sum).toEqual({ passed: 0, failed: 1 });
	expect(log[1]).toBe('    broken');
});

/** A step that ends when it is told to, and says what it does. */
function held(name: string, events: string[], more: Partial<Step> = {}) {
	const { promise, resolve } = Promise.withResolvers<StepResult>();
	const held: Step = {
		name,
		title: name,
		run: () => (events.push(`${name} begins`), promise),
		...more
	};
	return { step: held, end: () => resolve({ passed: 1, failed: 0, output: '' }) };
}

test('steps of one core run two at a time, the others alone', async () => {
	const events: string[] = [];
	const single = true;
	const a = held('a', events, { single });
	const b = held('b', events, { single });
	const c = held('c', events, { single });
	const d = held('d', events);
	const sum = runSteps(
		[a, b, c, d].map(({ step }) => step),
		() => {}
	);
	const begun = () => expect.poll(() => events.map((event) => event[0]).join(''));
	await begun().toBe('ab');
	b.end();
	await begun().toBe('abc');
	c.end();
	a.end();
	await begun().toBe('abcd');
	d.end();
	expect(await sum).toEqual({ passed: 4, failed: 0 });
});

test('a step never runs beside the one that it needs', async () => {
	const needed: Step = { ...step('a', { failed: 1 }), single: true };
	const { log } = await runAll(needed, { ...step('b', { passed: 1 }, 'a'), single: true });
	expect(log.at(-1)).toBe('  not run  the b: a failed');
});
