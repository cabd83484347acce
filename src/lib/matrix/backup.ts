import { number, object, optional, string, unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { SecurityPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import type { Rows } from './errors';
import { lightHttp } from './light-http';

const notThere: Rows = { M_NOT_FOUND: { kind: 'unsupported' } };
const rows = [notThere, ...rowsFor.session];

/** What is not there is no failure. */
const orNothing = <T>(read: Result<T>): Result<T | undefined> =>
	!read.ok && read.error.kind === 'unsupported' ? ok(undefined) : read;

/** The key backup that is in use (client-server API, `GET /room_keys/version`). */
export const backup: SecurityPort['backup'] = async (signal) => {
	const path = '/_matrix/client/v3/room_keys/version';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	return orNothing(readAnswer(answer, object({ version: string(), count: number() }), rows));
};

/** The recovery key in use (client-server API, "Secret storage"): its name first, then its description. */
export const recoveryKey: SecurityPort['recoveryKey'] = async (signal) => {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const base = `/_matrix/client/v3/user/${encodeURIComponent(account.userId)}/account_data/`;
	const read = async (type: string) =>
		asUser(lightHttp, { method: 'GET', path: base + encodeURIComponent(type), signal });
	const named = orNothing(
		readAnswer(
			await read('m.secret_storage.default_key'),
			object({ key: optional(string()) }),
			rows
		)
	);
	if (!named.ok) return named;
	const id = named.value?.key;
	if (!id) return ok(undefined);
	const description = object({ algorithm: string(), passphrase: optional(unknown()) });
	const found = orNothing(readAnswer(await read(`m.secret_storage.key.${id}`), description, rows));
	if (!found.ok) return found;
	return ok(found.value && { id, hasPhrase: found.value.passphrase !== undefined });
};
