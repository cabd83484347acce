import { online, pause } from './pauses';
import { fail, ok, type Result } from './result';

const RETRY_MS = 3_000;

/** Rings on `window` when a piece of the portal did not come although there is a network. */
export const PIECE_MISSING = 'piecemissing';

/**
 * Loads a piece of the portal that was split off. One that does not come is like a homeserver that
 * does not answer, it may be there the next time; or it is gone for good, since the portal has been
 * updated (`PIECE_MISSING` lets the shell look).
 * @returns the piece; fails with `offline` or `unreachable`
 */
export async function loadPiece<Piece>(load: () => Promise<Piece>): Promise<Result<Piece>> {
	try {
		return ok(await load());
	} catch {
		if (!navigator.onLine) return fail({ kind: 'offline' });
		dispatchEvent(new Event(PIECE_MISSING));
		return fail({ kind: 'unreachable' });
	}
}

/**
 * Loads what was split off the first load, and tries again until it is there: on a bad line a
 * missing piece must not end a wizard. It does not come to a view that has gone meanwhile.
 * @throws only what the signal's abort throws
 */
export async function loadLater<T>(load: () => Promise<T>, signal: AbortSignal): Promise<T> {
	for (;;) {
		const piece = await loadPiece(load);
		if (piece.ok && !signal.aborted) return piece.value;
		await (navigator.onLine ? pause(RETRY_MS, signal) : online(signal));
	}
}
