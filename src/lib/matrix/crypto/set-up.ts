import { ok, type Result } from '$lib/base/result';
import { BACKUP_SECRET } from '../keys/backup-key';
import type { EncryptionPort, NewKey, OpenedKey } from '../keys-ports';
import { cryptoClient, type CryptoClient } from './client';
import { inOrder } from './in-order';
import { keptOf } from './kept';
import { beginBackup, newBackupKey, wantBackup } from './key-backup';
import { describeKey, keepSecrets, useKey } from './secrets';
import { makeSigningKeys, signingSecrets, useSigningKeys, verifySession } from './signing-keys';

/**
 * Each stage looks at what is there, so that an interrupted run can be taken up at any point: private
 * keys are kept before the public ones are sent, and nothing of use is replaced.
 */
export const setUp: EncryptionPort['setUp'] = async ({ key, auth }, told, signal) => {
	const found = await cryptoClient(signal, 'setUp');
	if (!found.ok) return found;
	const client = found.value;
	const kept = await keptOf(client, key, signal);
	if (!kept.ok) return kept;
	told('secretStorage');
	const storage = kept.value.storage ? ok(kept.value.storage) : await newStorage(key, signal);
	if (!storage.ok) return storage;
	told('crossSigning');
	const made = client.master === undefined ? await makeSigningKeys(client, 'setUp') : undefined;
	if (!kept.value.hasSigning) {
		const secrets = await signingSecrets(client);
		const saved = await keepSecrets(secrets, storage.value, signal);
		if (!saved.ok) return saved;
	}
	const used = made && (await useSigningKeys(client, made, auth, signal));
	if (used && (!used.ok || used.value.kind === 'challenge')) return used;
	told('backup');
	const backup = kept.value.hasBackup ? ok(true) : await newBackup(client, storage.value, signal);
	if (!backup.ok) return backup;
	told('thisSession');
	const verified = await verifySession(client, signal);
	if (!verified.ok) return verified;
	client.made = undefined;
	return ok({ kind: 'done', value: true });
};

async function newStorage(key: NewKey, signal: AbortSignal): Promise<Result<OpenedKey>> {
	const described = await describeKey(key, signal);
	if (!described.ok) return described;
	const used = await useKey(described.value, signal);
	return used.ok ? described : used;
}

function newBackup(
	client: CryptoClient,
	storage: OpenedKey,
	signal: AbortSignal
): Promise<Result<true>> {
	const key = newBackupKey();
	return inOrder(
		() => keepSecrets({ [BACKUP_SECRET]: key.reveal() }, storage, signal),
		() => wantBackup(signal),
		() => beginBackup(client, key, signal)
	);
}
