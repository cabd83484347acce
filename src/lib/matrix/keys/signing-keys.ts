import { catch as orElse, object, optional, record, string } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import { readAnswer } from '../answers';
import { rowsFor } from '../error-rows';
import { lightHttp } from '../light-http';
import { queryOwnKeys } from './query';

const key = object({ keys: record(string(), string()) });
const ofUsers = orElse(optional(record(string(), orElse(optional(key), undefined))), undefined);
const schema = object({
	master_keys: ofUsers,
	self_signing_keys: ofUsers,
	user_signing_keys: ofUsers
});

/** The cross-signing keys, as the specification names them. */
export type SigningKeyName = 'master' | 'self_signing' | 'user_signing';
export const signingKeyNames: readonly SigningKeyName[] = [
	'master',
	'self_signing',
	'user_signing'
];

/** What the private half of a cross-signing key is called in secret storage. */
export const signingSecret = (name: SigningKeyName): string => `m.cross_signing.${name}`;

/** The account's public cross-signing keys in base64 (client-server API, `POST /keys/query`). */
export async function signingKeys(
	signal: AbortSignal
): Promise<Result<Partial<Record<SigningKeyName, string>>>> {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const { userId } = account;
	const answer = await queryOwnKeys(lightHttp, userId, signal);
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
