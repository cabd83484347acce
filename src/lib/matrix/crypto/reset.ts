import { ok, type Result } from '$lib/base/result';
import { BACKUP_SECRET } from '../keys/backup-key';
import type { EncryptionPort, NewKey } from '../keys-ports';
import { cryptoClient, type CryptoClient, type MadeKeys } from './client';
import { inOrder } from './in-order';
import { beginBackup, deleteOtherBackups, newBackupKey, wantBackup } from './key-backup';
import { describeKey, keepSecrets, useKey } from './secrets';
import { makeSigningKeys, signingSecrets, useSigningKeys, verifySession } from './signing-keys';

/**
 * The homeserver confirms first, by taking the new signing keys; then everything else follows without
 * a pause. What is deleted has become unreadable by then. Each step can be repeated.
 */
export const reset: EncryptionPort['reset'] = async ({ key, auth }, told, signal) => {
	const found = await cryptoClient(signal, 'reset');
	if (!found.ok) return found;
	const client = found.value;
	told('crossSigning');
	const made = await makeSigningKeys(client, 'reset');
	const used = await useSigningKeys(client, made, auth, signal);
	if (!used.ok || used.value.kind === 'challenge') return used;
	const replaced = await inOrder(
		() => {
			told('secretStorage');
			return replaceStorage(client, made, key, signal);
		},
		() => {
			told('backup');
			return replaceBackup(client, made, signal);
		},
		() => {
			told('thisSession');
			return verifySession(client, signal);
		}
	);
	if (!replaced.ok) return replaced;
	client.made = undefined;
	return ok({ kind: 'done', value: true });
};

async function replaceStorage(
	client: CryptoClient,
	made: MadeKeys,
	key: NewKey,
	signal: AbortSignal
): Promise<Result<true>> {
	if (made.kept?.storage.encoded.reveal() !== key.encoded.reveal()) {
		const described = await describeKey(key, signal);
		if (!described.ok) return described;
		made.kept = { storage: described.value, backup: newBackupKey() };
	}
	const { storage, backup } = made.kept;
	const secrets = { ...(await signingSecrets(client)), [BACKUP_SECRET]: backup.reveal() };
	return inOrder(
		() => keepSecrets(secrets, storage, signal),
		() => useKey(storage, signal)
	);
}

async function replaceBackup(
	client: CryptoClient,
	{ kept }: MadeKeys,
	signal: AbortSignal
): Promise<Result<true>> {
	if (!kept) return ok(true);
	const deleted = await deleteOtherBackups(kept.backup, signal);
	if (!deleted.ok) return deleted;
	// An answer may have been lost: then it is there.
	if (deleted.value) return ok(true);
	return inOrder(
		() => wantBackup(signal),
		() => beginBackup(client, kept.backup, signal)
	);
}
