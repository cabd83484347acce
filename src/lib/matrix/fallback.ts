import type { Homeserver } from '$lib/base/homeserver';

/**
 * The homeserver's own page for a stage (client-server API, "Fallback"). It says `authDone` to the
 * window that opened it.
 */
export function fallbackUrl({ baseUrl }: Homeserver, stage: string, session: string): string {
	const query = new URLSearchParams({ session });
	return `${baseUrl}/_matrix/client/v3/auth/${encodeURIComponent(stage)}/fallback/web?${query.toString()}`;
}

/** The only origin whose `authDone` may be believed. */
export const fallbackOrigin = ({ baseUrl }: Homeserver): string => new URL(baseUrl).origin;
