import {
	catch as orElse,
	looseObject,
	object,
	optional,
	record,
	string,
	unknown,
	type output
} from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { SecurityPort } from './account-ports';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import { queryOwnKeys } from './keys/query';
import { lightHttp } from './light-http';
import { isSigned } from './signatures';

const signedKey = looseObject({
	keys: orElse(optional(record(string(), unknown())), undefined)
});
type SignedKey = output<typeof signedKey>;
const unreadable: SignedKey = { keys: undefined };
// What cannot be read is taken for a key without a signature: it must never look better than it is.
const ofUsers = orElse(optional(record(string(), orElse(signedKey, unreadable))), undefined);
const schema = object({
	device_keys: record(string(), record(string(), orElse(signedKey, unreadable))),
	master_keys: ofUsers,
	self_signing_keys: ofUsers,
	user_signing_keys: ofUsers
});

/**
 * What the account's public keys tell (client-server API, `POST /keys/query`). Their signatures are
 * checked wherever the browser can; that the master key is the person's own is the homeserver's word,
 * so this is for advice to the account's owner, and no ground for trust.
 */
export const publicKeys: SecurityPort['publicKeys'] = async (signal) => {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const { userId } = account;
	const answer = await queryOwnKeys(lightHttp, userId, signal);
	const read = readAnswer(answer, schema, rowsFor.session);
	if (!read.ok) return read;
	const own = <T>(of: Record<string, T> | undefined): T | undefined =>
		of && Object.hasOwn(of, userId) ? of[userId] : undefined;
	const signedBy = (signer: SignedKey | undefined) => async (key: SignedKey | undefined) => {
		const found = Object.entries(signer?.keys ?? {}).map(async ([name, text]) =>
			key && typeof text === 'string' ? isSigned(key, { userId, name, key: text }) : false
		);
		return (await Promise.all(found)).includes(true);
	};
	const byMaster = signedBy(own(read.value.master_keys));
	const selfSigning = own(read.value.self_signing_keys);
	const [isSelfSigning, isUserSigning] = await Promise.all([
		byMaster(selfSigning),
		byMaster(own(read.value.user_signing_keys))
	]);
	const bySession = signedBy(isSelfSigning ? selfSigning : undefined);
	const sessions = Object.entries(own(read.value.device_keys) ?? {});
	const verified = await Promise.all(sessions.map(([, key]) => bySession(key)));
	return ok({
		crossSigning: isSelfSigning && isUserSigning,
		withKeys: sessions.map(([id]) => id),
		verified: sessions.flatMap(([id], index) => (verified[index] ? [id] : []))
	});
};
