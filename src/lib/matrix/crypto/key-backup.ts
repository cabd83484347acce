import { BackupDecryptionKey } from '@matrix-org/matrix-sdk-crypto-wasm';
import { unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import { readIfThere } from '../keys/account-data';
import { isBackupKey } from '../keys/backup-key';
import { backupVersion } from '../keys/backup-version';
import { privateKeyOf } from '../keys/secret-storage';
import { sdkHttp } from '../sdk-http';
import type { CryptoClient } from './client';
import { putAccountData } from './secrets';
import { withoutOwn } from './send';

const versions = '/_matrix/client/v3/room_keys/version';

/** A private key for a backup that is not there yet. */
export const newBackupKey = (): Secret =>
	of(BackupDecryptionKey.createRandomKey(), (key) => new Secret(key.toBase64()));

/** What follows from a private key, whose memory is wiped at once. */
function of<T>(key: BackupDecryptionKey, read: (key: BackupDecryptionKey) => T): T {
	try {
		return read(key);
	} finally {
		key.free();
	}
}

/**
 * Begins a backup with this key, signed so that the account's sessions trust it, and says that the
 * account wants one (client-server API, "Server-side key backups"). Its private key has to be kept
 * before: sessions begin to fill the backup as soon as they see it.
 */
export async function beginBackup(
	client: CryptoClient,
	key: Secret,
	signal: AbortSignal
): Promise<Result<true>> {
	const { public_key, algorithm } = of(
		BackupDecryptionKey.fromBase64(key.reveal()),
		({ megolmV1PublicKey: found }) => ({
			public_key: found.publicKeyBase64,
			algorithm: found.algorithm
		})
	);
	const data = { public_key };
	const signed = await client.machine.sign(JSON.stringify(data));
	const signatures: unknown = JSON.parse(signed.asJSON());
	const auth_data = withoutOwn(client, { ...data, signatures });
	const body = { algorithm, auth_data };
	const call = { method: 'POST', path: versions, body, signal } as const;
	const read = readAnswer(await asUser(sdkHttp, call), unknown(), rowsFor.session);
	return read.ok ? ok(true) : read;
}

/** Says that the account wants a backup; some apps ask for it again otherwise. */
export const wantBackup = (signal: AbortSignal): Promise<Result<true>> =>
	putAccountData('m.key_backup', { enabled: true }, signal);

/** Nobody has so many backups: a homeserver that goes on has deleted none. */
const MOST_BACKUPS = 100;

/**
 * Deletes all backups but the one with this key: behind each an older one may come to light.
 * @returns whether there is one with this key
 */
export async function deleteOtherBackups(
	key: Secret,
	signal: AbortSignal
): Promise<Result<boolean>> {
	const own = privateKeyOf(key);
	for (let count = 0; count < MOST_BACKUPS; count += 1) {
		const found = await backupVersion(signal);
		if (!found.ok) return found;
		if (!found.value) return ok(false);
		if (isBackupKey(own, found.value.publicKey)) return ok(true);
		const path = `${versions}/${encodeURIComponent(found.value.version)}`;
		// Another session may have been faster.
		const deleted = readIfThere(
			await asUser(sdkHttp, { method: 'DELETE', path, signal }),
			unknown()
		);
		if (!deleted.ok) return deleted;
	}
	return fail({ kind: 'badAnswer' });
}
