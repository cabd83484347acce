import { Problem } from '../problem.ts';

/** What `npm test` was asked for: the names of the steps to run. */
export type Wanted = ReadonlySet<string>;

/** Steps that another step cannot do without. */
const needs: Readonly<Record<string, string>> = {
	lint: 'sync',
	types: 'sync',
	unit: 'sync',
	size: 'build',
	e2e: 'build'
};

/**
 * Reads the command line of `npm test`.
 * @param names every step there is, in order
 * @returns the steps to run, those that they need included
 * @throws Problem for an unknown option or step
 */
export function parseOptions(args: readonly string[], names: readonly string[]): Wanted {
	let wanted = new Set(names);
	const rest = [...args];
	for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
		if (arg === '--fast') wanted.delete('e2e');
		else if (arg === '--only') wanted = only(rest.shift() ?? '', names);
		else if (arg.startsWith('--only=')) wanted = only(arg.slice('--only='.length), names);
		else throw new Problem(`${arg} is not an option. There are --only <steps> and --fast.`);
	}
	return wanted;
}

function only(list: string, names: readonly string[]): Set<string> {
	const chosen = list.split(',').filter((name) => name !== '');
	const unknown = chosen.find((name) => !names.includes(name));
	if (unknown !== undefined || chosen.length === 0)
		throw new Problem(`--only takes a list of: ${names.join(', ')}.`);
	return new Set(chosen.flatMap((name) => [name, ...(needs[name] ? [needs[name]] : [])]));
}
