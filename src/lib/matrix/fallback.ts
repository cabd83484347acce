import type { Homeserver } from '$lib/base/homeserver';
import { httpUrl } from '$lib/base/url';

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

/**
 * The page for a stage: where the homeserver names one itself, as for an approval in its account
 * management (client-server API, "OAuth 2.0 API", stage `m.oauth`), that one; else its fallback.
 * @param params what the challenge says about the stage
 */
export function approvalUrl(
	server: Homeserver,
	stage: string,
	session: string,
	params: unknown
): string {
	const named = typeof params === 'object' && params !== null && 'url' in params ? params.url : '';
	return httpUrl(named)?.href ?? fallbackUrl(server, stage, session);
}
