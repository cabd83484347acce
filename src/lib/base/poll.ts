import type { PortalError } from './errors';

/** What one look brought: the awaited value, nothing yet, or a reason why it could not be told. */
export type Look<T> =
	{ kind: 'here'; value: T } | { kind: 'notYet' } | { kind: 'failed'; error: PortalError };

export type PollEnd<T> =
	| { kind: 'here'; value: T }
	| { kind: 'expired' }
	/** The looks keep failing: said to the person, who may go on waiting. */
	| { kind: 'troubled'; error: PortalError }
	/** After trouble, a look worked again. */
	| { kind: 'recovered' };

export interface PollSurroundings {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after `ms`, or at once when `wake` rings; rejects when the signal aborts. */
	pause(ms: number, signal: AbortSignal): Promise<void>;
	/** Resolves when the page can be seen; at once when it is. */
	visible(signal: AbortSignal): Promise<void>;
}

export interface PollTerms {
	/** When to give up: milliseconds since the epoch. */
	until: number;
	/** Why the looks failed before: it is not told again, but the first look that works is. */
	trouble?: PortalError;
}

const FIRST_DELAY = 2_000;
const LONGEST_DELAY = 15_000;
const GROWTH = 1.12;
const FAILURES_UNTIL_TROUBLE = 3;

/**
 * Looks again and again, ever more rarely, until something is there: not while the page is hidden,
 * not beyond `until`. A failing look does not end it; three in a row are reported.
 * @throws only what the signal's abort throws
 */
export async function poll<T>(
	look: () => Promise<Look<T>>,
	surroundings: PollSurroundings,
	{ until, trouble }: PollTerms,
	signal: AbortSignal
): Promise<PollEnd<T>> {
	const rest = (ms: number, after?: PortalError) => {
		const asked = after?.kind === 'rateLimited' ? after.retryAfterMs : 0;
		return surroundings.pause(Math.min(Math.max(ms, asked), until - surroundings.now()), signal);
	};
	let failures = 0;
	if (trouble) await rest(LONGEST_DELAY, trouble);
	let delay = trouble ? LONGEST_DELAY : FIRST_DELAY;
	for (;;) {
		await surroundings.visible(signal);
		const found = await look();
		signal.throwIfAborted();
		if (found.kind === 'here') return found;
		const error = found.kind === 'failed' ? found.error : undefined;
		failures = error ? failures + 1 : 0;
		if (trouble && !error) return { kind: 'recovered' };
		if (error && error.kind !== trouble?.kind && failures >= FAILURES_UNTIL_TROUBLE)
			return { kind: 'troubled', error };
		if (surroundings.now() >= until) return { kind: 'expired' };
		await rest(delay, error);
		delay = Math.min(delay * GROWTH, LONGEST_DELAY);
	}
}
