import { object, string } from 'zod/mini';
import { ok } from '$lib/base/result';
import type { DeactivationPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { confirmedRequest } from './confirmed';
import { rowsFor } from './error-rows';
import { sdkHttp } from './sdk-http';

/** A homeserver takes its time to end hundreds of sessions. */
const LONG_MS = 60_000;

/** Deactivates the account for good (client-server API, `POST /account/deactivate`). */
export const deactivate: DeactivationPort['deactivate'] = ({ erase, auth }, signal) =>
	confirmedRequest(
		{
			method: 'POST',
			path: '/_matrix/client/v3/account/deactivate',
			body: { erase },
			signal,
			timeoutMs: LONG_MS
		},
		auth
	);

/**
 * Whether the account is gone, asked after an answer was lost: its token is dead then, for good. A
 * token that has only run out tells nothing.
 */
export const isGone: DeactivationPort['isGone'] = async (signal) => {
	const path = '/_matrix/client/v3/account/whoami';
	const answer = await asUser(sdkHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, object({ user_id: string() }), rowsFor.session);
	if (read.ok) return ok(false);
	const { error } = read;
	const dead = error.kind === 'userDeactivated' || (error.kind === 'sessionEnded' && !error.soft);
	return dead ? ok(true) : read;
};
