import { fail, ok, type Result } from './result';

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
