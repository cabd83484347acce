import {
	literal,
	minimum,
	number,
	object,
	optional,
	string,
	unknown,
	type ZodMiniType
} from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { SecurityPort } from './account-ports';
import { parsed, readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import type { HttpAnswer } from './http';
import { lightHttp } from './light-http';

const missing = object({ errcode: literal('M_NOT_FOUND') });

/**
 * Reads what need not be there. Only the homeserver's own word counts for that: a path that nobody
 * answers (a proxy, a homeserver without backups) tells nothing about the account.
 */
function readIfThere<T>(answer: Result<HttpAnswer>, schema: ZodMiniType<T>): Result<T | undefined> {
	if (answer.ok && answer.value.status === 404 && parsed(missing, answer.value.body).ok)
		return ok(undefined);
	return readAnswer(answer, schema, rowsFor.session);
}

const version = object({ version: string(), count: number().check(minimum(0)) });

/** The key backup that is in use (client-server API, `GET /room_keys/version`). */
export const backup: SecurityPort['backup'] = async (signal) => {
	const path = '/_matrix/client/v3/room_keys/version';
	return readIfThere(await asUser(lightHttp, { method: 'GET', path, signal }), version);
};

// What was taken away stays behind as an empty object: account data cannot be deleted.
const defaultKey = object({ key: optional(string()) });
const description = object({ algorithm: optional(string()), passphrase: optional(unknown()) });

/** The recovery key in use (client-server API, "Secret storage"): its name first, then its description. */
export const recoveryKey: SecurityPort['recoveryKey'] = async (signal) => {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const data = `/_matrix/client/v3/user/${encodeURIComponent(account.userId)}/account_data/`;
	const ask = (type: string) =>
		asUser(lightHttp, { method: 'GET', path: data + encodeURIComponent(type), signal });
	const named = readIfThere(await ask('m.secret_storage.default_key'), defaultKey);
	if (!named.ok) return named;
	const id = named.value?.key;
	if (!id) return ok(undefined);
	const found = readIfThere(await ask(`m.secret_storage.key.${id}`), description);
	if (!found.ok) return found;
	if (!found.value?.algorithm) return ok(undefined);
	return ok({ id, hasPhrase: found.value.passphrase !== undefined });
};
