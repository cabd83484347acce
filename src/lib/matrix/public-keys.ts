import { catch as orElse, object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { SecurityPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { lightHttp } from './light-http';

const signatures = orElse(optional(record(string(), record(string(), unknown()))), undefined);
const signedKey = object({
	keys: orElse(optional(record(string(), unknown())), undefined),
	signatures
});
const unreadable = { keys: undefined, signatures: undefined };
// What cannot be read is taken for a key without a signature: it must never look better than it is.
const ofUsers = orElse(optional(record(string(), orElse(signedKey, unreadable))), undefined);
const schema = object({
	device_keys: record(string(), record(string(), orElse(signedKey, unreadable))),
	master_keys: ofUsers,
	self_signing_keys: ofUsers,
	user_signing_keys: ofUsers
});
type SignedKey =
	typeof unreadable | { keys?: Record<string, unknown> | undefined; signatures?: Signatures };
type Signatures = Record<string, Record<string, unknown>> | undefined;

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
	const own = <T>(of: Record<string, T> | undefined): T | undefined =>
		of && Object.hasOwn(of, userId) ? of[userId] : undefined;
	const isSigned = (key: SignedKey | undefined, signer: SignedKey | undefined): boolean => {
		const found = own(key?.signatures) ?? {};
		return Object.keys(signer?.keys ?? {}).some((name) => Object.hasOwn(found, name));
	};
	const master = own(read.value.master_keys);
	const selfSigning = own(read.value.self_signing_keys);
	const sessions = Object.entries(own(read.value.device_keys) ?? {});
	return ok({
		crossSigning:
			isSigned(selfSigning, master) && isSigned(own(read.value.user_signing_keys), master),
		withKeys: sessions.map(([id]) => id),
		verified: sessions.filter(([, key]) => isSigned(key, selfSigning)).map(([id]) => id)
	});
};
