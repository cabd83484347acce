import {
	catch as orElse,
	literal,
	maximum,
	minimum,
	number,
	object,
	optional,
	record,
	string,
	union,
	unknown,
	type infer as Infer
} from 'zod/mini';
import { decodeBase64 } from 'matrix-js-sdk/lib/base64.js';
import { deriveRecoveryKeyFromPassphrase } from 'matrix-js-sdk/lib/crypto-api/key-passphrase.js';
import { decodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/recovery-key.js';
import decryptItem from 'matrix-js-sdk/lib/utils/decryptAESSecretStorageItem.js';
import encryptItem from 'matrix-js-sdk/lib/utils/encryptAESSecretStorageItem.js';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { parsed } from '../answers';
import type { OpenedKey } from '../keys-ports';
import { accountDataOf } from './account-data';

/** The bytes of a recovery key, or of a private key that is kept under one. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** How keys are described and secrets encrypted. */
export const ALGORITHM = 'm.secret_storage.v1.aes-hmac-sha2';
const KEY_BYTES = 32;
// Whoever asks for more only wants the browser to be busy.
const MOST_ROUNDS = 10_000_000;

const passphrase = object({
	algorithm: literal('m.pbkdf2'),
	salt: string(),
	iterations: number().check(minimum(1), maximum(MOST_ROUNDS)),
	bits: optional(literal(8 * KEY_BYTES))
});
const described = object({
	algorithm: literal(ALGORITHM),
	iv: optional(string()),
	mac: optional(string()),
	// One that cannot be read leaves the recovery key itself.
	passphrase: orElse(optional(passphrase), undefined)
});
// What was taken away stays behind as an empty object: account data cannot be deleted.
const description = union([described, object({ algorithm: optional(unknown()) })]);

/** The key that secret storage is encrypted with, as the account describes it. */
export interface StorageKey {
	id: string;
	description: Infer<typeof described>;
}

/**
 * The key in use (client-server API, "Secret storage").
 * @returns fails with `recoveryKeyNone`, and with `unsupported` for one of a kind that nobody knows
 */
export async function storageKey(signal: AbortSignal): Promise<Result<StorageKey>> {
	const named = await accountDataOf(
		'm.secret_storage.default_key',
		object({ key: optional(string()) }),
		signal
	);
	if (!named.ok) return named;
	const id = named.value?.key;
	if (!id) return fail({ kind: 'recoveryKeyNone' });
	const found = await accountDataOf(`m.secret_storage.key.${id}`, description, signal);
	if (!found.ok) return found;
	if (found.value?.algorithm === undefined) return fail({ kind: 'recoveryKeyNone' });
	const read = parsed(described, found.value);
	return read.ok ? ok({ id, description: read.value }) : fail({ kind: 'unsupported' });
}

/** What was typed, read as a recovery key; whitespace is forgiven. Undefined when it is none. */
export function asRecoveryKey(typed: Secret): Bytes | undefined {
	try {
		return new Uint8Array(
			decodeRecoveryKey(typed.reveal().replace(/[\s\u200b-\u200d\u2060]+/gu, ''))
		);
	} catch {
		return undefined;
	}
}

/** What was typed, taken for the phrase that the key was made from. */
export async function fromPhrase(typed: Secret, key: StorageKey): Promise<Bytes | undefined> {
	const { passphrase } = key.description;
	if (!passphrase) return undefined;
	return deriveRecoveryKeyFromPassphrase(typed.reveal(), passphrase.salt, passphrase.iterations);
}

/**
 * Whether these are the bytes of the key ("Secret storage", `m.secret_storage.v1.aes-hmac-sha2`).
 * @returns undefined where the description has nothing to check them with
 */
export async function fits(
	bytes: Bytes,
	{ description }: StorageKey
): Promise<boolean | undefined> {
	const { iv, mac } = description;
	if (!iv || !mac) return undefined;
	try {
		const made = await checkOf(bytes, iv);
		return unpadded(made.mac) === unpadded(mac);
	} catch {
		return false;
	}
}

/** What a key is checked with: 32 zeros, encrypted under an empty name. */
export const checkOf = (bytes: Bytes, iv?: string) =>
	encryptItem('\0'.repeat(KEY_BYTES), bytes, '', iv);

const unpadded = (base64: string): string => base64.replace(/=+$/u, '');

const encrypted = object({ iv: string(), ciphertext: string(), mac: string() });
const secret = object({ encrypted: orElse(optional(record(string(), unknown())), undefined) });

/**
 * A secret of the account ("Secrets"), decrypted.
 * @returns undefined when there is none that this key opens
 */
export async function secretOf(
	name: string,
	key: OpenedKey,
	signal: AbortSignal
): Promise<Result<Secret | undefined>> {
	const found = await accountDataOf(name, secret, signal);
	if (!found.ok) return found;
	const all = found.value?.encrypted ?? {};
	const mine = parsed(encrypted, Object.hasOwn(all, key.id) ? all[key.id] : undefined);
	const bytes = asRecoveryKey(key.encoded);
	if (!mine.ok || !bytes) return ok(undefined);
	try {
		return ok(new Secret(await decryptItem(mine.value, bytes, name)));
	} catch {
		return ok(undefined);
	}
}

/** The bytes of a private key that is kept as base64; undefined when it is none. */
export function privateKeyOf(secret: Secret | undefined): Bytes | undefined {
	if (!secret) return undefined;
	try {
		const bytes = new Uint8Array(decodeBase64(secret.reveal()));
		return bytes.length === KEY_BYTES ? bytes : undefined;
	} catch {
		return undefined;
	}
}
