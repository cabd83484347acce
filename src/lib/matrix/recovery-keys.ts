import { encodeUnpaddedBase64 } from 'matrix-js-sdk/lib/base64.js';
import { deriveRecoveryKeyFromPassphrase } from 'matrix-js-sdk/lib/crypto-api/key-passphrase.js';
import { encodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/recovery-key.js';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { KeyTest, OpenedKey, RecoveryKeysPort } from './keys-ports';
import { BACKUP_SECRET, isBackupKey, isPublicKey } from './keys/backup-key';
import { backupVersion } from './keys/backup-version';
import { ed25519PublicKey } from './keys/public-key';
import {
	asRecoveryKey,
	fits,
	fromPhrase,
	privateKeyOf,
	secretOf,
	storageKey,
	type Bytes,
	type StorageKey
} from './keys/secret-storage';
import { signingKeyNames, signingKeys, signingSecret } from './keys/signing-keys';

const KEY_BYTES = 32;
const ROUNDS = 500_000;
const SALT_BYTES = 24;

/** "Deriving keys from passphrases" and "Cryptographic key representation" of the specification. */
export const make: RecoveryKeysPort['make'] = async (phrase, signal) => {
	if (!phrase) return ok({ encoded: encoded(crypto.getRandomValues(new Uint8Array(KEY_BYTES))) });
	if (!isAble()) return fail({ kind: 'cryptoUnsupported' });
	const salt = encodeUnpaddedBase64(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
	const bytes = await deriveRecoveryKeyFromPassphrase(phrase.reveal(), salt, ROUNDS);
	signal.throwIfAborted();
	return ok({ encoded: encoded(bytes), derivation: { salt, iterations: ROUNDS } });
};

/** A page that came without TLS has no WebCrypto, which is no fault of anybody's key. */
const isAble = (): boolean => 'subtle' in crypto;

const encoded = (bytes: Uint8Array): Secret => new Secret(encodeRecoveryKey(bytes) ?? '');

/** Tries what was typed as a recovery key and, where there is a phrase, as that. */
export const open: RecoveryKeysPort['open'] = async (typed, signal) => {
	if (!isAble()) return fail({ kind: 'cryptoUnsupported' });
	const key = await storageKey(signal);
	if (!key.ok) return key;
	const text = typed.reveal();
	// A phrase that was pasted often has something around it.
	const phrases = [...new Set([text, text.trim()])];
	const tries = [
		() => Promise.resolve(asRecoveryKey(typed)),
		...phrases.map((phrase) => () => fromPhrase(new Secret(phrase), key.value))
	];
	for (const attempt of tries) {
		const bytes = await attempt();
		signal.throwIfAborted();
		if (!bytes) continue;
		const opened = await openedWith(bytes, key.value, signal);
		if (!opened.ok || opened.value) return opened as Result<OpenedKey>;
	}
	return fail({ kind: 'recoveryKeyWrong' });
};

/** The key as one that opens secret storage; undefined when it does not. */
async function openedWith(
	bytes: Bytes,
	key: StorageKey,
	signal: AbortSignal
): Promise<Result<OpenedKey | undefined>> {
	const opened = { id: key.id, encoded: encoded(bytes) };
	const isRight = await fits(bytes, key);
	if (isRight !== undefined) return ok(isRight ? opened : undefined);
	// Very old keys are described without a check: what they hold has one of its own.
	const held = await heldSecrets(opened, signal);
	if (!held.ok) return held;
	return ok(Object.values(held.value).some(Boolean) ? opened : undefined);
}

const names = [BACKUP_SECRET, ...signingKeyNames.map(signingSecret)];
type Held = Record<string, Bytes | undefined>;

async function heldSecrets(key: OpenedKey, signal: AbortSignal): Promise<Result<Held>> {
	const held: Held = {};
	const answers = await Promise.all(names.map((name) => secretOf(name, key, signal)));
	for (const [at, answer] of answers.entries()) {
		if (!answer.ok) return answer;
		held[names[at] ?? ''] = privateKeyOf(answer.value);
	}
	return ok(held);
}

/**
 * Decrypts what the key holds, and compares: the public keys that follow from the private ones must
 * be those of the backup and of the account. Signatures between them are not looked at.
 */
export const test: RecoveryKeysPort['test'] = async (key, signal) => {
	const [held, backup, signing] = await Promise.all([
		heldSecrets(key, signal),
		backupVersion(signal),
		signingKeys(signal)
	]);
	if (!held.ok) return held;
	if (!backup.ok) return backup;
	if (!signing.ok) return signing;
	return ok({
		backup: backup.value ? opensBackup(held.value[BACKUP_SECRET], backup.value.publicKey) : 'none',
		crossSigning: signing.value.master ? await holdsSigning(held.value, signing.value) : 'none'
	});
};

const opensBackup = (own: Bytes | undefined, publicKey: string | undefined): 'yes' | 'no' =>
	isBackupKey(own, publicKey) ? 'yes' : 'no';

async function holdsSigning(
	held: Held,
	publicKeys: Partial<Record<string, string>>
): Promise<KeyTest['crossSigning']> {
	for (const name of signingKeyNames) {
		const own = held[signingSecret(name)];
		if (!own || !isPublicKey(await ed25519PublicKey(own), publicKeys[name])) return 'no';
	}
	return 'yes';
}
