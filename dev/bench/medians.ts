/** The figures of one page: missing where a page never comes to that point. */
export type Figures<Name extends string = string> = Record<Name, number | undefined>;

/**
 * The middle one of the numbers, or the mean of the middle two.
 * @returns undefined without any number
 */
export function median(values: readonly (number | undefined)[]): number | undefined {
	const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
	const upper = sorted[sorted.length >> 1];
	const lower = sorted[(sorted.length - 1) >> 1];
	return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

/** The median of each figure, over all runs that have it. */
export function medians<Name extends string>(runs: readonly Figures<Name>[]): Figures<Name> {
	const names = new Set(runs.flatMap((run) => Object.keys(run) as Name[]));
	const entries = [...names].map((name) => [name, median(runs.map((run) => run[name]))]);
	return Object.fromEntries(entries) as Figures<Name>;
}
