import { catch as orElse, object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { accountDataOf } from '../keys/account-data';
import { BACKUP_SECRET, isBackupKey } from '../keys/backup-key';
import { backupVersion } from '../keys/backup-version';
import {
	asRecoveryKey,
	fits,
	privateKeyOf,
	secretOf,
	storageKey,
	type StorageKey
} from '../keys/secret-storage';
import { signingKeyNames, signingSecret } from '../keys/signing-keys';
import type { NewKey, OpenedKey } from '../keys-ports';
import type { CryptoClient } from './client';
import { holdsSigningKeys, takeSigningKeys } from './signing-keys';

/** What an account has already that a set-up keeps. */
export interface Kept {
	/** The secret storage in use, opened; undefined when a new one takes its place. */
	storage: OpenedKey | undefined;
	/** Whether it has the private signing keys in use. The machine has them anyway, if there are any. */
	hasSigning: boolean;
	/** Whether there is a backup, and it has its private key. */
	hasBackup: boolean;
}

/**
 * Looks at what is there, and changes nothing.
 * @returns fails with `recoveryKeyNeeded`, `crossSigningLost` or `backupLost` where a set-up could
 * not go on without replacing something of use
 */
export async function keptOf(
	client: CryptoClient,
	key: NewKey | OpenedKey,
	signal: AbortSignal
): Promise<Result<Kept>> {
	const found = await storageKey(signal);
	if (!found.ok && found.error.kind !== 'recoveryKeyNone') return found;
	const storage = found.ok ? await opened(key, found.value) : undefined;
	if (!storage) {
		const needed = found.ok ? await isNeeded(client, found.value.id, signal) : ok(false);
		if (!needed.ok) return needed;
		if (needed.value || 'id' in key) return fail({ kind: 'recoveryKeyNeeded' });
	}
	const signing = await keptSigning(client, storage, signal);
	if (!signing.ok) return signing;
	const backup = await keptBackup(storage, signal);
	if (!backup.ok) return backup;
	return ok({ storage, hasSigning: signing.value, hasBackup: backup.value });
}

/** The key as one of the secret storage in use; undefined when it does not open it. */
async function opened(
	key: NewKey | OpenedKey,
	storage: StorageKey
): Promise<OpenedKey | undefined> {
	const bytes = asRecoveryKey(key.encoded);
	const isRight = bytes && (await fits(bytes, storage));
	// A key that was opened has been tried out, even where there is nothing to check it with.
	const opens = 'id' in key ? key.id === storage.id && isRight !== false : isRight === true;
	return opens ? { id: storage.id, encoded: key.encoded } : undefined;
}

const secret = object({ encrypted: orElse(optional(record(string(), unknown())), undefined) });

/** Whether something in use can only be opened with the key of this ID. */
async function isNeeded(
	client: CryptoClient,
	id: string,
	signal: AbortSignal
): Promise<Result<boolean>> {
	const backup = await backupVersion(signal);
	if (!backup.ok) return backup;
	const names = client.master === undefined ? [] : signingKeyNames.map(signingSecret);
	for (const name of backup.value ? [...names, BACKUP_SECRET] : names) {
		const found = await accountDataOf(name, secret, signal);
		if (!found.ok) return found;
		if (Object.hasOwn(found.value?.encrypted ?? {}, id)) return ok(true);
	}
	return ok(false);
}

async function keptSigning(
	client: CryptoClient,
	storage: OpenedKey | undefined,
	signal: AbortSignal
): Promise<Result<boolean>> {
	if (client.master === undefined) return ok(false);
	if (storage) return takeSigningKeys(client, storage, signal);
	return (await holdsSigningKeys(client)) ? ok(false) : fail({ kind: 'crossSigningLost' });
}

/** An empty backup that nobody can open is of no use, and may be replaced. */
async function keptBackup(
	storage: OpenedKey | undefined,
	signal: AbortSignal
): Promise<Result<boolean>> {
	const backup = await backupVersion(signal);
	if (!backup.ok) return backup;
	if (!backup.value) return ok(false);
	const { publicKey, count } = backup.value;
	const held = storage ? await secretOf(BACKUP_SECRET, storage, signal) : ok(undefined);
	if (!held.ok) return held;
	if (isBackupKey(privateKeyOf(held.value), publicKey)) return ok(true);
	return count === 0 ? ok(false) : fail({ kind: 'backupLost' });
}
