import { fail, type Result } from '$lib/base/result';
import type { Http, HttpAnswer, HttpCall } from './http';
import { freshAccount, isOutdated, renewedAccount } from './tokens';

/** A request for the session of this tab: where it goes, and with which token, follows from that. */
export type UserCall = Omit<HttpCall, 'baseUrl' | 'token'>;

/**
 * Asks as whoever is signed in in this tab. A token that is about to run out is renewed before, one
 * that the homeserver calls outdated is renewed once.
 * @returns fails with `sessionEnded` when nobody is signed in, or nobody can be any more
 * @throws the signal's reason when the caller aborts
 */
export async function asUser(http: Http, call: UserCall): Promise<Result<HttpAnswer>> {
	const account = await freshAccount(call.signal);
	if (!account.ok) return account;
	const { server, accessToken } = account.value;
	const answer = await http.request({ ...call, baseUrl: server.baseUrl, token: accessToken });
	const refusal = answer.ok ? refusalOf(answer.value) : undefined;
	// A token whose successor is in use is unknown, and yet its session goes on.
	if (!refusal || !(refusal.soft || isOutdated(account.value))) return answer;
	const renewed = await renewedAccount(account.value, call.signal);
	if (!renewed.ok)
		return renewed.error.kind === 'sessionEnded' ? fail({ ...renewed.error, ...refusal }) : renewed;
	const { accessToken: token } = renewed.value;
	return http.request({ ...call, baseUrl: server.baseUrl, token });
}

/** Client-server API, "Soft logout": the session is there, its token is not valid any more. */
function refusalOf({ status, body }: HttpAnswer): { soft: boolean } | undefined {
	if (status !== 401 || typeof body !== 'object' || body === null) return undefined;
	const { errcode, soft_logout } = body as Record<string, unknown>;
	return errcode === 'M_UNKNOWN_TOKEN' ? { soft: soft_logout === true } : undefined;
}
