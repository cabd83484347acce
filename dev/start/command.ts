import { untilTold } from '../lifetime.ts';
import { messageOf, Problem } from '../problem.ts';
import { startExample, type Example } from './example.ts';
import { help, parseStartOptions, portAdvice, type Ports } from './options.ts';
import { Progress, seconds } from './progress.ts';
import { summary } from './summary.ts';

/** What serves the portal: the built one, or Vite. It is prepared side by side with the rest. */
export type PortalPart = {
	prepare: (progress: Progress) => Promise<void>;
	serve: (example: Example, ports: Ports) => Promise<{ url: string; stop: () => Promise<void> }>;
};

/**
 * Runs `npm start` or `npm run dev` from beginning to end: starts everything, prints the table,
 * waits, and ends everything. What a person can put right is one sentence, and the exit code 1.
 */
export async function runCommand(part: PortalPart): Promise<void> {
	const begin = performance.now();
	const print = (line: string) => {
		console.log(line);
	};
	let ports: Ports | undefined;
	try {
		const options = parseStartOptions(process.argv.slice(2), process.env);
		if (options.help) {
			print(help);
			return;
		}
		ports = options.ports;
		const told = untilTold();
		const running = await Promise.race([startAll(part, options, begin, print), told]);
		// Told to end while still starting: what runs already ends with this process.
		if (!running) process.exit(130);
		const sentence = await Promise.race([running.broken, told]);
		print('Ending everything.');
		await running.stop();
		if (sentence) throw new Problem(sentence);
	} catch (error) {
		const message = messageOf(error);
		console.error(ports ? portAdvice(ports, message) : message);
		process.exitCode = 1;
	}
	// A build or a request that is still under way must not keep the program.
	process.exit();
}

async function startAll(
	part: PortalPart,
	options: ReturnType<typeof parseStartOptions>,
	begin: number,
	print: (line: string) => void
) {
	const progress = new Progress(print);
	const prepared = part.prepare(progress);
	prepared.catch(() => undefined); // waited for below
	const example = await startExample(options, progress);
	try {
		await prepared;
		const portal = await part.serve(example, options.ports);
		print(`\nEverything runs (${seconds(performance.now() - begin)}).\n`);
		print(summary(example, portal.url));
		print('\nCtrl-C ends all of it. "npm start -- --reset" forgets all accounts.');
		return {
			broken: example.broken,
			stop: async () => {
				await portal.stop();
				await example.stop();
			}
		};
	} catch (error) {
		await example.stop();
		throw error;
	}
}
