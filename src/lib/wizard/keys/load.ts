import { ok, type Result } from '$lib/base/result';
import type { Arrived } from './keeping-states';

/** Loads the cryptography; fails as a value. */
export type Load = (told: (arrived: Arrived) => void, signal: AbortSignal) => Promise<Result<true>>;

/**
 * Loads the cryptography for a flow.
 * @param tell hears how much has come, for as long as somebody waits for it
 * @returns the event that it is there
 */
export async function loading(
	load: Load,
	tell: (event: { type: 'arrived'; arrived: Arrived }) => void,
	signal: AbortSignal
): Promise<Result<{ type: 'loaded' }>> {
	const told = (arrived: Arrived) => {
		if (!signal.aborted) tell({ type: 'arrived', arrived });
	};
	const loaded = await load(told, signal);
	return loaded.ok ? ok({ type: 'loaded' }) : loaded;
}
