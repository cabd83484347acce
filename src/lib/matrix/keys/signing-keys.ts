import { catch as orElse, object, optional, record, string } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import { lightHttp } from '../light-http';

const key = object({ keys: record(string(), string()) });
const ofUsers = orElse(optional(record(string(), orElse(optional(key), undefined))), undefined);
const schema = object({
	master_keys: ofUsers,
	self_signing_keys: ofUsers,
	user_signing_keys: ofUsers
});

/** The name of a cross-signing key's private half in secret storage, without its prefix. */
export type SigningKeyName = 'master' | 'self_signing' | 'user_signing';
export const signingKeyNames: readonly SigningKeyName[] = [
	'master',
	'self_signing',
	'user_signing'
];

/** The account's public cross-signing keys in base64 (client-server API, `POST /keys/query`). */
export async function signingKeys(
	signal: AbortSignal
): Promise<Result<Partial<Record<SigningKeyName, string>>>> {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const { userId } = account;
	const path = '/_matrix/client/v3/keys/query';
	const body = { device_keys: { [userId]: [] } };
	const answer = await asUser(lightHttp, { method: 'POST', path, body, signal });
	const read = readAnswer(answer, schema, rowsFor.session);
	if (!read.ok) return read;
	const found = signingKeyNames.flatMap((name) => {
		const own = read.value[`${name}_keys`];
		const keys = own && Object.hasOwn(own, userId) ? own[userId]?.keys : undefined;
		const [value] = Object.values(keys ?? {});
		return value === undefined ? [] : [[name, value]];
	});
	return ok(Object.fromEntries(found) as Partial<Record<SigningKeyName, string>>);
}
