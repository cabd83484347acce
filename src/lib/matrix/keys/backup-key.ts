import { encodeBase64, encodeUnpaddedBase64 } from 'matrix-js-sdk/lib/base64.js';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { OpenedKey } from '../keys-ports';
import { backupVersion, type BackupVersion } from './backup-version';
import { curve25519PublicKey } from './public-key';
import { privateKeyOf, secretOf, type Bytes } from './secret-storage';

/** The backup's name in secret storage. */
export const BACKUP_SECRET = 'm.megolm_backup.v1';

export type KnownBackup = BackupVersion & { publicKey: string };

/**
 * The backup in use.
 * @returns fails with `backupNone`, and with `unsupported` for one of a kind that nobody here knows
 */
export async function currentBackup(signal: AbortSignal): Promise<Result<KnownBackup>> {
	const backup = await backupVersion(signal);
	if (!backup.ok) return backup;
	if (!backup.value) return fail({ kind: 'backupNone' });
	const { publicKey } = backup.value;
	return publicKey === undefined
		? fail({ kind: 'unsupported' })
		: ok({ ...backup.value, publicKey });
}

/**
 * The private key of a backup, in base64, as the recovery key holds it.
 * @returns fails with `backupKeyMissing` when it holds none, or another backup's
 */
export async function backupPrivateKey(
	key: OpenedKey,
	{ publicKey }: KnownBackup,
	signal: AbortSignal
): Promise<Result<Secret>> {
	const held = await secretOf(BACKUP_SECRET, key, signal);
	if (!held.ok) return held;
	const bytes = privateKeyOf(held.value);
	if (!bytes || !isBackupKey(bytes, publicKey)) return fail({ kind: 'backupKeyMissing' });
	return ok(new Secret(encodeBase64(bytes)));
}

/** Whether these are the bytes of the private key to a backup's public one. */
export const isBackupKey = (own: Bytes | undefined, publicKey: string | undefined): boolean =>
	own !== undefined && isPublicKey(curve25519PublicKey(own), publicKey);

/** Whether a public key is written like this. */
export const isPublicKey = (bytes: Uint8Array, base64: string | undefined): boolean =>
	encodeUnpaddedBase64(bytes) === base64?.replace(/=+$/u, '');
