import { catch as orElse, object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { SecurityPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { lightHttp } from './light-http';

const signatures = orElse(optional(record(string(), record(string(), unknown()))), undefined);
const keys = orElse(optional(record(string(), string())), undefined);
const crossSigningKey = orElse(optional(object({ keys, signatures })), undefined);
const ofUsers = orElse(optional(record(string(), crossSigningKey)), undefined);
const devices = record(string(), record(string(), object({ signatures })));
const schema = object({
	device_keys: orElse(optional(devices), undefined),
	master_keys: ofUsers,
	self_signing_keys: ofUsers,
	user_signing_keys: ofUsers
});

/**
 * What the account's public keys tell (client-server API, `POST /keys/query`). Signatures are looked
 * for, not checked: this is for advice to the account's owner, and no ground for trust.
 */
export const publicKeys: SecurityPort['publicKeys'] = async (signal) => {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const { userId } = account;
	const path = '/_matrix/client/v3/keys/query';
	const body = { device_keys: { [userId]: [] } };
	const answer = await asUser(lightHttp, { method: 'POST', path, body, signal });
	const read = readAnswer(answer, schema, rowsFor.session);
	if (!read.ok) return read;
	const { device_keys, master_keys, self_signing_keys, user_signing_keys } = read.value;
	const own = Object.entries(device_keys?.[userId] ?? {});
	const signers = Object.keys(self_signing_keys?.[userId]?.keys ?? {});
	const isSigned = (by: Record<string, Record<string, unknown>> | undefined): boolean =>
		signers.some((signer) => by?.[userId]?.[signer] !== undefined);
	return ok({
		crossSigning: !!master_keys?.[userId] && signers.length > 0 && !!user_signing_keys?.[userId],
		withKeys: own.map(([id]) => id),
		verified: own.filter(([, device]) => isSigned(device.signatures)).map(([id]) => id)
	});
};
