import { ok } from '$lib/base/result';
import type { ResetConsentPort } from './account-ports';
import { confirmedRequest } from './confirmed';

/** No homeserver can take this for a key: it belongs to nobody, and has nothing in it. */
const nobodysKey = { user_id: '', usage: [], keys: {} };

/** How a homeserver says so, once nothing else is left to object to. */
const refusals = ['M_INVALID_PARAM', 'M_BAD_JSON', 'M_MISSING_PARAM', 'M_UNKNOWN'];

/**
 * Asks to replace the cross-signing keys by what cannot be one (client-server API,
 * `POST /keys/device_signing/upload`): a homeserver that would want it confirmed asks for that first,
 * and one that needs no confirmation any more refuses the key. Either way nothing changes.
 */
export const ask: ResetConsentPort['ask'] = async (auth, signal) => {
	const path = '/_matrix/client/v3/keys/device_signing/upload';
	const body = { master_key: nobodysKey };
	const answer = await confirmedRequest({ method: 'POST', path, body, signal }, auth);
	if (answer.ok) return answer;
	const { error } = answer;
	const isRefused = error.kind === 'unknown' && refusals.includes(error.errcode ?? '');
	return isRefused ? ok({ kind: 'done', value: true }) : answer;
};
