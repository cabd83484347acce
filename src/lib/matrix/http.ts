import type { Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';

/** One request to a homeserver or to a well-known file. */
export interface HttpCall {
	/** http(s) URL without a trailing slash. */
	baseUrl: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Begins with a slash; parts that come from outside are encoded by the caller. */
	path: string;
	query?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	body?: Readonly<Record<string, unknown>>;
	token?: Secret;
	signal: AbortSignal;
	/** Milliseconds until the request counts as lost; 20 s when left out. */
	timeoutMs?: number;
}

/**
 * What the server said, whatever its status: a 401 of user-interactive authentication is an answer
 * like any other. `errors.ts` turns the refusing ones into errors.
 */
export interface HttpAnswer {
	status: number;
	/** The JSON, unchecked; undefined when a refusing answer (a proxy's page) is not JSON. */
	body: unknown;
}

export interface Http {
	/**
	 * Sends one request, once.
	 * @returns every answer of the server; fails with `offline`, `unreachable` (the timeout included)
	 * or `badAnswer` (no JSON with a status of success, or more than 1 MiB)
	 * @throws the signal's reason when the caller aborts
	 */
	request(call: HttpCall): Promise<Result<HttpAnswer>>;
}
