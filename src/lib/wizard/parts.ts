import type { PortalError } from '$lib/base/errors';
import { online, pause } from '$lib/base/pauses';
import { ok, type Result } from '$lib/base/result';

/*
 * A page that is made of parts, each of them the answer to a question of its own: they are asked side
 * by side, and none of them takes the others with it.
 */

/** One part of a page. */
export type Part<T> =
	/** `limits`: how often the homeserver has put it off; `after`: what went wrong before. */
	| { status: 'asking'; limits: number; after?: PortalError }
	/** Asked again by itself, when the time is over or the network is back. */
	| { status: 'waiting'; limits: number; error: PortalError }
	| { status: 'known'; value: T }
	| { status: 'failed'; error: PortalError };

/** All parts of a page, by name. */
export type Parts<Facts> = { readonly [Name in keyof Facts]: Part<Facts[Name]> };

/** How each part is asked for. */
export type Asks<Facts> = {
	readonly [Name in keyof Facts]: (signal: AbortSignal) => Promise<Result<Facts[Name]>>;
};

type NameOf<Facts> = keyof Facts & string;

export interface PartsState<Facts> {
	step: 'shown';
	parts: Parts<Facts>;
}

export type PartsEvent<Facts> =
	| { type: 'asked'; part: NameOf<Facts> }
	| { type: 'answered'; part: NameOf<Facts>; value: Facts[NameOf<Facts>] }
	| { type: 'failed'; part: NameOf<Facts>; error: PortalError };

/** `wait`: what has to pass before. */
export interface PartsCommand<Facts> {
	run: NameOf<Facts>;
	wait?: PortalError;
}

// Some refuse for good and call it a limit: then the person has to hear of it.
const MOST_LIMITS = 5;
const PAUSE_MS = 2_000;

/** A page of which nothing is known yet. */
export function unasked<Facts>(names: readonly NameOf<Facts>[]): PartsState<Facts> {
	const parts = names.map((name) => [name, { status: 'asking', limits: 0 }] as const);
	return { step: 'shown', parts: Object.fromEntries(parts) as Parts<Facts> };
}

/** The machine of a page that is made of parts. */
export function partsTransition<Facts>(
	state: PartsState<Facts>,
	event: PartsEvent<Facts>
): { state: PartsState<Facts>; command?: PartsCommand<Facts> } {
	const old: Part<unknown> = state.parts[event.part];
	const becomes = (part: Part<Facts[NameOf<Facts>]>): PartsState<Facts> => ({
		...state,
		parts: { ...state.parts, [event.part]: part }
	});
	switch (event.type) {
		case 'asked': {
			const after = old.status === 'failed' && { after: old.error };
			return {
				state: becomes({ status: 'asking', limits: 0, ...after }),
				command: { run: event.part }
			};
		}
		case 'answered':
			return { state: becomes({ status: 'known', value: event.value }) };
		case 'failed': {
			const { part, error } = event;
			const before = 'limits' in old ? old.limits : 0;
			const limits = before + (error.kind === 'rateLimited' ? 1 : 0);
			if (!passesByItself(error) || limits > MOST_LIMITS)
				return { state: becomes({ status: 'failed', error }) };
			return {
				state: becomes({ status: 'waiting', limits, error }),
				command: { run: part, wait: error }
			};
		}
	}
}

const passesByItself = ({ kind }: PortalError): boolean =>
	kind === 'rateLimited' || kind === 'offline';

/**
 * Asks for one part, after what has to pass before.
 * @throws only what the signal's abort throws
 */
export async function askPart<Facts>(
	asks: Asks<Facts>,
	{ run, wait }: PartsCommand<Facts>,
	signal: AbortSignal
): Promise<Result<PartsEvent<Facts>>> {
	if (wait?.kind === 'rateLimited') await pause(wait.retryAfterMs, signal);
	else if (wait) await (navigator.onLine ? pause(PAUSE_MS, signal) : online(signal));
	const answer = await asks[run](signal);
	return answer.ok ? ok({ type: 'answered', part: run, value: answer.value }) : answer;
}

/** Whether every part has something to show: its answer, why there is none, or why it has to wait. */
export const isShown = (parts: Readonly<Record<string, Part<unknown>>>): boolean =>
	Object.values(parts).every((part) => part.status !== 'asking' || part.after !== undefined);

/** The parts that failed, those included that are asked for once more. */
export const failedParts = <Facts>(parts: Parts<Facts>): NameOf<Facts>[] =>
	(Object.keys(parts) as NameOf<Facts>[]).filter((name) => {
		const part: Part<unknown> = parts[name];
		return part.status === 'failed' || (part.status === 'asking' && part.after !== undefined);
	});
