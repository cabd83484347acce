import type { Result } from '$lib/base/result';
import type { PublicKeys, SessionInfo } from '$lib/matrix/account-ports';

/** The account's other sessions, as numbers. */
export interface Others {
	count: number;
	/** They have encryption keys of their own and are not verified; undefined when that is not known. */
	unverified: number | undefined;
	/** Not used for 90 days. */
	unused: number;
}

/** What the check found out. A part that could not be found out is undefined. */
export interface Found {
	/** How many keys Secure Backup holds; `off` when there is none. */
	backup: number | 'off' | undefined;
	recoveryKey: boolean | undefined;
	others: Others | undefined;
}

const UNUSED_MS = 90 * 86_400_000;

/**
 * The other sessions of an account.
 * @param own the session of this tab
 * @param now milliseconds since the epoch
 */
export function othersOf(
	sessions: readonly SessionInfo[],
	keys: PublicKeys | undefined,
	own: string,
	now: number
): Others {
	const others = sessions.filter(({ deviceId }) => deviceId !== own);
	const unverified = others.filter(
		({ deviceId }) => keys?.withKeys.includes(deviceId) && !keys.verified.includes(deviceId)
	);
	const unused = others.filter(
		({ lastSeenAt }) => lastSeenAt !== undefined && now - lastSeenAt > UNUSED_MS
	);
	return {
		count: others.length,
		unverified: keys && unverified.length,
		unused: unused.length
	};
}

/** Why signing out the other sessions could cost messages. */
export type Risk = 'noBackup' | 'noRecoveryKey' | 'unknown';

/**
 * Whether messages could be lost by signing out the other sessions.
 * @returns undefined when it is safe: the keys are in Secure Backup, and a recovery key opens it
 */
export function riskOf(found: Found | undefined): Risk | undefined {
	if (found?.others?.count === 0) return undefined;
	if (found?.backup === 'off') return 'noBackup';
	if (found?.recoveryKey === false) return 'noRecoveryKey';
	return found?.backup === undefined || found.recoveryKey === undefined ? 'unknown' : undefined;
}

/** Whether looking again could find out more. */
export const isIncomplete = ({ backup, recoveryKey, others }: Found): boolean =>
	backup === undefined || recoveryKey === undefined || others?.unverified === undefined;

/** What came of a request; undefined when it failed. */
export const valueOf = <T>(result: Result<T>): T | undefined =>
	result.ok ? result.value : undefined;
