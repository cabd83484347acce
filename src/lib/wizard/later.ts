import { online, pause } from '$lib/base/pauses';
import { loadPiece } from '$lib/base/pieces';

const RETRY_MS = 3_000;

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

/** Resolves when the browser has nothing more urgent to do. */
export const idle = (): Promise<void> =>
	new Promise((resolve) => {
		if ('requestIdleCallback' in globalThis)
			requestIdleCallback(() => resolve(), { timeout: 2_000 });
		else setTimeout(resolve, 200);
	});
