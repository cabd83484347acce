import { fail, ok, type Result } from '$lib/base/result';
import type { ConfirmData } from '$lib/uia/types';
import type { Confirmed } from './account-ports';
import { asUser, type UserCall } from './as-user';
import { challengeFrom, isChallenge } from './challenge';
import { rowsFor } from './error-rows';
import { errorFrom, type Rows } from './errors';
import { sdkHttp } from './sdk-http';

/**
 * Sends a request that a signed-in person has to confirm (client-server API, "User-Interactive
 * Authentication API").
 * @param rows what codes mean for this request, once it is confirmed
 * @returns `done`, or the challenge; fails with `uiaExpired` when the homeserver has forgotten the session
 */
export async function confirmedRequest(
	call: UserCall,
	auth: ConfirmData | undefined,
	rows: readonly Rows[] = rowsFor.session
): Promise<Result<Confirmed<true>>> {
	const body = { ...call.body, ...(auth && { auth: authBody(auth) }) };
	const answer = await asUser(sdkHttp, { ...call, body });
	if (!answer.ok) return answer;
	if (answer.value.status < 300) return ok({ kind: 'done', value: true });
	if (!isChallenge(answer.value.status, answer.value.body))
		return fail(errorFrom(answer.value, auth ? [...rowsFor.confirmed, ...rows] : rows));
	const read = challengeFrom(answer.value.body);
	if (!read.ok) return read;
	const { session } = read.value;
	if (auth && session !== undefined && session !== auth.session)
		return fail({ kind: 'uiaExpired' });
	const refused =
		typeof answer.value.body === 'object' &&
		answer.value.body !== null &&
		'errcode' in answer.value.body;
	const table = auth?.type === 'm.login.password' ? rowsFor.passwordStage : rowsFor.otherStage;
	const refusal = refused && auth ? errorFrom(answer.value, table) : undefined;
	return ok({ kind: 'challenge', challenge: read.value, ...(refusal && { refusal }) });
}

function authBody(auth: ConfirmData): Record<string, unknown> {
	if (auth.type !== 'm.login.password') return { ...auth };
	const { session, type, userId, password } = auth;
	const identifier = { type: 'm.id.user', user: userId };
	return { session, type, identifier, password: password.reveal() };
}
