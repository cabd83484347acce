import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount, keepAccount, type Account } from '$lib/session/account';
import { refresh } from './refresh';

// A token that ends while a request is on its way would cost a second one.
const MARGIN_MS = 20_000;

/**
 * The session of this tab, with a token that is good for the next request.
 * @returns fails with `sessionEnded` when nobody is signed in, or when it cannot be renewed any more
 */
export async function freshAccount(signal: AbortSignal): Promise<Result<Account>> {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const { expiresAt, refreshToken } = account;
	if (!refreshToken || expiresAt === undefined || expiresAt - MARGIN_MS > Date.now())
		return ok(account);
	return renewedAccount(account, signal);
}

/**
 * Renews a session's tokens. One tab at a time: a refresh token is spent once.
 * @param old the account whose access token is of no use any more
 */
export function renewedAccount(old: Account, signal: AbortSignal): Promise<Result<Account>> {
	const renew = async (): Promise<Result<Account>> => {
		const now = currentAccount();
		// Another request of this tab was faster.
		if (now && now.accessToken.reveal() !== old.accessToken.reveal()) return ok(now);
		if (!old.refreshToken) return fail({ kind: 'sessionEnded', soft: true });
		const tokens = await refresh(old.server, old.refreshToken, signal);
		if (!tokens.ok) return tokens;
		const { accessToken, refreshToken = old.refreshToken, expiresInMs } = tokens.value;
		const { server, userId, deviceId } = old;
		const expiry = expiresInMs === undefined ? {} : { expiresAt: Date.now() + expiresInMs };
		const account = { server, userId, deviceId, accessToken, refreshToken, ...expiry };
		keepAccount(account);
		return ok(account);
	};
	// Only secure contexts have locks.
	if (!('locks' in navigator)) return renew();
	return navigator.locks.request(`vestibule.refresh.${old.deviceId}`, renew);
}
