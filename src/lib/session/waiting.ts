import * as z from 'zod/mini';
import { readStored, removeStored, writeStored } from './storage';

/**
 * A wizard that waits for a mail's link: kept in the browser so that a reload, a closed tab or a
 * phone that switches apps loses nothing, and no longer than the link is valid.
 */
export interface Kept<T> {
	record: T;
	/** This very tab was waiting: it goes on by itself. Another one asks first. */
	sameTab: boolean;
}

const key = (flow: string) => `waiting.${flow}`;

/**
 * Keeps a wizard's record.
 * @param expiresAt milliseconds since the epoch
 */
export function keepWaiting(flow: string, record: unknown, expiresAt: number): void {
	writeStored('browser', key(flow), { record, expiresAt });
	writeStored('tab', key(flow), expiresAt);
}

/**
 * The record of a wizard that was left, if it is still valid.
 * @param now milliseconds since the epoch
 */
export function keptWaiting<T>(
	flow: string,
	schema: z.ZodMiniType<T>,
	now: number
): Kept<T> | undefined {
	const stored = readStored(
		'browser',
		key(flow),
		z.object({ record: schema, expiresAt: z.number() })
	);
	if (!stored) return undefined;
	if (stored.expiresAt <= now) {
		forgetWaiting(flow);
		return undefined;
	}
	// Another tab may have begun a wizard of its own since: that is its record, not ours.
	const sameTab = readStored('tab', key(flow), z.number()) === stored.expiresAt;
	return { record: stored.record, sameTab };
}

/**
 * Whether another tab of this browser has begun a wizard of its own since, or ended this one. Without
 * storage, or once it was cleared, it cannot be told, and is not.
 * @param isOurs whether a record is that of this tab
 */
export function isReplaced<T>(
	flow: string,
	schema: z.ZodMiniType<T>,
	isOurs: (record: T) => boolean
): boolean {
	const stored = readStored('browser', key(flow), z.object({ record: schema }));
	if (stored) return !isOurs(stored.record);
	return readStored('tab', key(flow), z.number()) !== undefined;
}

/** Forgets a wizard that has ended or that nobody wants to take up again. */
export function forgetWaiting(flow: string): void {
	removeStored('browser', key(flow));
	removeStored('tab', key(flow));
}
