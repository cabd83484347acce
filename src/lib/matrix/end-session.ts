import { ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import { logout } from './account';
import type { AccountPort } from './ports';
import { freshAccount, isOutdated, renewedAccount } from './tokens';

/** Signs out at the homeserver whoever is signed in in this tab (client-server API, `POST /logout`). */
export const endSession: AccountPort['endSession'] = async (signal): Promise<Result<true>> => {
	if (!currentAccount()) return ok(true);
	const fresh = await freshAccount(signal);
	// A token whose successor is in use is unknown: it would look as if the session had ended.
	const account =
		fresh.ok && isOutdated(fresh.value) ? await renewedAccount(fresh.value, signal) : fresh;
	if (!account.ok) return account;
	const ended = await logout(account.value.server, account.value.accessToken, signal);
	if (ended.ok || ended.error.kind !== 'sessionEnded') return ended;
	// An access token lives for minutes only: one that has run out is renewed, so that the session ends.
	const renewed = await renewedAccount(account.value, signal);
	return renewed.ok ? logout(renewed.value.server, renewed.value.accessToken, signal) : renewed;
};
