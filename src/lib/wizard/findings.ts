import type { PortalError } from '$lib/base/errors';
import type { Part } from './parts';

/** What can be said of a part whose answer is not there. */
export type Unsettled =
	/** `error`: why it takes so long; it goes on by itself. */
	{ state: 'asking'; error?: PortalError } | { state: 'unknown'; error: PortalError };

/**
 * What follows from a part of a page, or that it is not known.
 * @param found what its answer comes to
 */
export function given<T, Found>(part: Part<T>, found: (value: T) => Found): Found | Unsettled {
	switch (part.status) {
		case 'known':
			return found(part.value);
		case 'waiting':
			return { state: 'asking', error: part.error };
		case 'failed':
			return { state: 'unknown', error: part.error };
		case 'asking':
			return part.after ? { state: 'unknown', error: part.after } : { state: 'asking' };
	}
}
