import { parseArgs } from 'node:util';
import { messageOf, Problem } from '../problem.ts';

/** What `npm run bench` was asked for. */
export type BenchOptions = {
	/** Fresh browsers for each page. */
	runs: number;
	/** Also what Lighthouse says. */
	lighthouse: boolean;
	/** A file that gets all figures. */
	json?: string;
	/** A built site to measure instead of the repository's own. */
	site?: string;
	help: boolean;
};

const MOST_RUNS = 99;

export const help = `Measures how soon the form can be used on a slow phone, beside a hand-written floor page.

  npm run bench -- [options]

  --runs=<n>       fresh browsers for each page (5); figures are medians
  --lighthouse     also the scores of Lighthouse, as a phone
  --json=<file>    also write all figures there
  --site=<folder>  measure this build (default: build/, built anew when needed)
  --help           this text`;

/**
 * Reads the command line of `npm run bench`.
 * @throws Problem for an unknown option, and a number of runs that is none
 */
export function parseBenchOptions(args: string[]): BenchOptions {
	const values = parse(args);
	const runs = values.runs ?? '5';
	if (!/^\d{1,2}$/.test(runs) || Number(runs) === 0)
		throw new Problem(`--runs takes a number from 1 to ${MOST_RUNS}.`);
	return {
		runs: Number(runs),
		lighthouse: values.lighthouse ?? false,
		json: values.json,
		site: values.site,
		help: values.help ?? false
	};
}

function parse(args: string[]) {
	try {
		const options = {
			runs: { type: 'string' },
			lighthouse: { type: 'boolean' },
			json: { type: 'string' },
			site: { type: 'string' },
			help: { type: 'boolean' }
		} as const;
		return parseArgs({ args, options }).values;
	} catch (error) {
		const [sentence = ''] = messageOf(error).split('. ');
		throw new Problem(`${sentence}. See "npm run bench -- --help".`);
	}
}
