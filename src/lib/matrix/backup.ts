import { minimum, number, object, optional, string, unknown } from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SecurityPort } from './account-ports';
import { asUser } from './as-user';
import { accountDataOf, readIfThere } from './keys/account-data';
import { lightHttp } from './light-http';

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
	const named = await accountDataOf('m.secret_storage.default_key', defaultKey, signal);
	if (!named.ok) return named;
	const id = named.value?.key;
	if (!id) return ok(undefined);
	const found = await accountDataOf(`m.secret_storage.key.${id}`, description, signal);
	if (!found.ok) return found;
	if (!found.value?.algorithm) return ok(undefined);
	return ok({ id, hasPhrase: found.value.passphrase !== undefined });
};
