import encryptItem from 'matrix-js-sdk/lib/utils/encryptAESSecretStorageItem.js';
import { unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import { accountDataPath } from '../keys/account-data';
import { ALGORITHM, asRecoveryKey, checkOf } from '../keys/secret-storage';
import type { NewKey, OpenedKey } from '../keys-ports';
import { sdkHttp } from '../sdk-http';

/** Writes account data of a type (client-server API, "Client Config"). */
export async function putAccountData(
	type: string,
	body: Readonly<Record<string, unknown>>,
	signal: AbortSignal
): Promise<Result<true>> {
	const path = accountDataPath(type);
	if (path === undefined) return fail({ kind: 'sessionEnded', soft: false });
	const answer = await asUser(sdkHttp, { method: 'PUT', path, body, signal });
	const read = readAnswer(answer, unknown(), rowsFor.session);
	return read.ok ? ok(true) : read;
}

const ID_BYTES = 16;

/**
 * Describes a new key ("Secret storage", "Key storage"), so that whoever has it can check it. It is
 * not in use before it is the default key.
 */
export async function describeKey(
	{ encoded, derivation }: NewKey,
	signal: AbortSignal
): Promise<Result<OpenedKey>> {
	const bytes = asRecoveryKey(encoded);
	if (!bytes) return fail({ kind: 'recoveryKeyWrong' });
	const id = [...crypto.getRandomValues(new Uint8Array(ID_BYTES))]
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('');
	const { iv, mac } = await checkOf(bytes);
	const passphrase = derivation && { algorithm: 'm.pbkdf2', ...derivation };
	const description = { algorithm: ALGORITHM, iv, mac, ...(passphrase && { passphrase }) };
	const put = await putAccountData(`m.secret_storage.key.${id}`, description, signal);
	return put.ok ? ok({ id, encoded }) : put;
}

/** From now on apps ask for this key, and encrypt with it. */
export const useKey = ({ id }: OpenedKey, signal: AbortSignal): Promise<Result<true>> =>
	putAccountData('m.secret_storage.default_key', { key: id }, signal);

/**
 * Keeps secrets under a key, instead of whatever they were before.
 * @param secrets texts by name
 */
export async function keepSecrets(
	secrets: Readonly<Record<string, string>>,
	key: OpenedKey,
	signal: AbortSignal
): Promise<Result<true>> {
	const bytes = asRecoveryKey(key.encoded);
	if (!bytes) return fail({ kind: 'recoveryKeyWrong' });
	const puts = Object.entries(secrets).map(async ([name, text]) => {
		const encrypted = { [key.id]: await encryptItem(text, bytes, name) };
		return putAccountData(name, { encrypted }, signal);
	});
	const failed = (await Promise.all(puts)).find((put) => !put.ok);
	return failed ?? ok(true);
}
