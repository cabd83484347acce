import { forgetWithVisit } from '$lib/session/visit-record';
import { afterLeaving, initial } from './many';
import type { State } from './states';

// In memory only: passwords are in it, and in the list there may be more, in columns that mean nothing
// here. Another page of the help desk must not cost them; after a reload the list is given again.
let kept: { userId: string; state: State } | undefined;

forgetWithVisit(() => (kept = undefined));

/** Keeps a batch while its page is left; for nobody but this operator. */
export function keepBatch(userId: string, state: State): void {
	kept = { userId, state };
}

/** Takes up a batch where it was left. */
export function takeBatch(userId: string): State {
	const left = kept?.userId === userId ? afterLeaving(kept.state) : initial;
	kept = undefined;
	return left;
}
