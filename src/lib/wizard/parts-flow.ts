import type { PortalError } from '$lib/base/errors';
import { Flow } from './flow.svelte';
import {
	askPart,
	partsTransition,
	unasked,
	type Asks,
	type PartsCommand,
	type PartsEvent,
	type PartsState
} from './parts';

/** The flow of a page that is made of parts. */
export type PartsFlow<Facts> = Flow<PartsState<Facts>, PartsEvent<Facts>, PartsCommand<Facts>>;

/**
 * Makes the flow of a page that is made of parts. Nothing is asked before `ask`.
 * @param ended leaves for sign-in; called once, however many parts meet the end of the session
 */
export function partsFlow<Facts>(
	asks: Asks<Facts>,
	ended: (error: PortalError) => void
): { flow: PartsFlow<Facts>; ask: (names?: readonly (keyof Facts & string)[]) => void } {
	const names = Object.keys(asks) as (keyof Facts & string)[];
	let over = false;
	const flow: PartsFlow<Facts> = new Flow(
		{
			transition: partsTransition<Facts>,
			perform: (command, signal) => askPart(asks, command, signal),
			failed: (error, { run }) => ({ type: 'failed', part: run, error }),
			background: names,
			ended(error) {
				if (!over) ended(error);
				over = true;
			}
		},
		unasked(names)
	);
	return {
		flow,
		ask(some = names) {
			for (const part of some) flow.send({ type: 'asked', part });
		}
	};
}
