import { readFileSync } from 'node:fs';

/** The longest subject that every list of commits shows whole. */
const longest = 72;

/** One pattern for this check and for the hook, which has no Node to rely on. */
const pattern = new RegExp(
	readFileSync(new URL('../../.githooks/commit-subject.regex', import.meta.url), 'utf8').trim()
);

/**
 * Judges the first line of a commit's message: Conventional Commits, at most 72 characters, no full
 * stop at the end.
 * @returns what is wrong, as a sentence; undefined when nothing is
 */
export function subjectFault(subject: string): string | undefined {
	if (subject.length > longest)
		return `is ${subject.length} characters long: ${longest} is the most`;
	if (subject.endsWith('.')) return 'ends with a full stop';
	return pattern.test(subject) ? undefined : 'is not of the form "type(scope): what it does"';
}
