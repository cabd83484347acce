import { never } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount, keepAccount, lastGeneration, type Account } from '$lib/session/account';
import { newerTokens, sayRenewed } from '$lib/session/tabs';
import { oneAtATime } from './one-at-a-time';
import { refresh } from './refresh';

// A token that ends while a request is on its way would cost a second one.
const MARGIN_MS = 20_000;
// How long another tab may take to hand over the tokens that it has renewed.
const PATIENCE_MS = 2_000;

/**
 * The session of this tab, with a token that is good for the next request.
 * @returns fails with `sessionEnded` when nobody is signed in, or when it cannot be renewed any more
 * @throws the signal's reason when the caller aborts
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
 * Renews a session's tokens, one tab at a time: a refresh token is spent once. Whoever comes second
 * takes the tokens of the first.
 * @param old the account whose access token is of no use any more
 * @throws the signal's reason when the caller aborts; the renewal itself then goes on to its end,
 * since an answer that nobody hears would cost the session
 */
export function renewedAccount(old: Account, signal: AbortSignal): Promise<Result<Account>> {
	signal.throwIfAborted();
	const renewal = oneAtATime(`vestibule.refresh.${old.deviceId}`, () => renew(old));
	return Promise.race([renewal, never(signal)]);
}

/** Whether this tab, or another one with the same session, has newer tokens than these. */
export function isOutdated(used: Account): boolean {
	const now = currentAccount();
	return (
		now !== undefined &&
		(now.accessToken.reveal() !== used.accessToken.reveal() ||
			lastGeneration(used.deviceId) > (used.generation ?? 0))
	);
}

async function renew(old: Account): Promise<Result<Account>> {
	const now = currentAccount();
	if (!now) return fail({ kind: 'sessionEnded', soft: false });
	if (now.accessToken.reveal() !== old.accessToken.reveal()) return ok(now);
	const last = lastGeneration(old.deviceId);
	if (last > (old.generation ?? 0)) {
		const newer = await newerTokens(old, PATIENCE_MS);
		if (newer) return kept(newer);
	}
	if (!old.refreshToken) return fail({ kind: 'sessionEnded', soft: true });
	const tokens = await refresh(old.server, old.refreshToken, new AbortController().signal);
	if (!tokens.ok) return tokens;
	const { accessToken, refreshToken = old.refreshToken, expiresInMs } = tokens.value;
	const { server, userId, deviceId } = old;
	const expiry = expiresInMs === undefined ? {} : { expiresAt: Date.now() + expiresInMs };
	const generation = Math.max(last, old.generation ?? 0) + 1;
	const account = { server, userId, deviceId, accessToken, refreshToken, ...expiry, generation };
	sayRenewed(account);
	return kept(account);
}

/** Keeps the tokens, unless this tab was signed out while they were on their way. */
function kept(account: Account): Result<Account> {
	if (!currentAccount()) return fail({ kind: 'sessionEnded', soft: false });
	keepAccount(account);
	return ok(account);
}
