import { Problem } from './problem.ts';
import { parseOptions } from './testing/options.ts';
import { runSteps } from './testing/run-steps.ts';
import { steps } from './testing/steps.ts';

/** `npm test`: every check and every test, then one line with the counts. */
async function main(): Promise<number> {
	const print = (line: string) => console.log(line);
	const all = steps((sentence) => print(`  ...      ${sentence}`));
	const names = all.map(({ name }) => name);
	const wanted = parseOptions(process.argv.slice(2), names);
	const { passed, failed } = await runSteps(
		all.filter(({ name }) => wanted.has(name)),
		print
	);
	print(`${passed} passed, ${failed} failed`);
	return failed > 0 || passed === 0 ? 1 : 0;
}

try {
	process.exitCode = await main();
} catch (thrown) {
	console.error(thrown instanceof Problem ? thrown.message : thrown);
	process.exitCode = 1;
}
