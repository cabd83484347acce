import type { Result } from '$lib/base/result';
import type { Http, HttpAnswer, HttpCall } from './http';
import { freshAccount, renewedAccount } from './tokens';

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
	if (!answer.ok || !hasRunOut(answer.value)) return answer;
	const renewed = await renewedAccount(account.value, call.signal);
	if (!renewed.ok) return renewed;
	const { accessToken: token } = renewed.value;
	return http.request({ ...call, baseUrl: server.baseUrl, token });
}

/** Client-server API, "Soft logout": the session is there, its token is not valid any more. */
function hasRunOut({ status, body }: HttpAnswer): boolean {
	if (status !== 401 || typeof body !== 'object' || body === null) return false;
	const { errcode, soft_logout } = body as Record<string, unknown>;
	return errcode === 'M_UNKNOWN_TOKEN' && soft_logout === true;
}
