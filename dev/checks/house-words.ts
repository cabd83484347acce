/** One thing that has no place in the sources, and why. */
type HouseWord = { pattern: RegExp; why: string };

// Each pattern is written so that it does not find itself.
const words: readonly HouseWord[] = [
	{ pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/, why: 'unfinished work belongs in an issue' },
	{
		pattern: /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:only|skip|fixme|todo|skipIf|runIf)\b/,
		why: 'every test runs, always'
	},
	{ pattern: /\bwaitForTime[o]ut\b/, why: 'a test waits for an event, not for a time' },
	{
		pattern: /eslint-dis[a]ble|@ts-(?:igno[r]e|noche[c]k)/,
		why: 'a rule is changed for all or kept'
	},
	{ pattern: /\bdebug[g]er\b/, why: 'it stops every browser that has its tools open' }
];

/** Where a house word was found. */
export type HouseFinding = { line: number; text: string; why: string };

/** Looks through one source file. Lines are counted from 1. */
export function houseFindings(source: string): HouseFinding[] {
	return source
		.split('\n')
		.flatMap((text, index) =>
			words
				.filter(({ pattern }) => pattern.test(text))
				.map(({ why }) => ({ line: index + 1, text: text.trim(), why }))
		);
}
