import type { Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { ConfirmData } from '$lib/uia/types';
import type { Confirmed } from './account-ports';

/**
 * What a signed-in person's pages can ask for about keys. Recovery keys are made and tested without
 * any cryptography package; the rest loads it when it is first asked to.
 */

/** A recovery key that was just made here: it opens nothing yet. */
export interface NewKey {
	/** In groups of four characters, as it is shown and kept. */
	encoded: Secret;
	/** How it follows from the phrase, where there is one (PBKDF2 with SHA-512). */
	derivation?: { salt: string; iterations: number };
}

/** A recovery key that opens the account's secret storage. */
export interface OpenedKey {
	/** The key's ID in secret storage. */
	id: string;
	encoded: Secret;
}

/** What a recovery key holds, as it was tried out. */
export interface KeyTest {
	/** `none`: there is no Secure Backup; `no`: it holds another one's key, or none. */
	backup: 'yes' | 'no' | 'none';
	/** `none`: the account has no cross-signing keys. */
	crossSigning: 'yes' | 'no' | 'none';
}

export interface RecoveryKeysPort {
	/** A new key, from a phrase where one is given. Nothing is sent. */
	make(phrase: Secret | undefined, signal: AbortSignal): Promise<Result<NewKey>>;
	/**
	 * Checks what a person typed, a recovery key or a phrase, against the account's secret storage.
	 * Fails with `recoveryKeyWrong`, or with `recoveryKeyNone` where there is no secret storage.
	 */
	open(typed: Secret, signal: AbortSignal): Promise<Result<OpenedKey>>;
	/** Says what the key holds. Changes nothing. */
	test(key: OpenedKey, signal: AbortSignal): Promise<Result<KeyTest>>;
}

/** How much of the cryptography has come, in bytes. */
export interface Arrived {
	bytes: number;
	of: number;
}

/** What a longer task is at. */
export type SetUpStage = 'secretStorage' | 'crossSigning' | 'backup' | 'thisSession';

export interface EncryptionPort {
	/** Fetches and starts the cryptography. Fails with `cryptoUnsupported` where the browser cannot. */
	load(told: (arrived: Arrived) => void, signal: AbortSignal): Promise<Result<true>>;
	/**
	 * Makes whatever is missing of secret storage, cross-signing and key backup, in an order that can
	 * be taken up again; what works already is kept. A new key replaces a secret storage that nothing
	 * depends on; for one that something depends on, the opened key is needed: `recoveryKeyNeeded`.
	 */
	setUp(
		given: { key: NewKey | OpenedKey; auth?: ConfirmData },
		told: (stage: SetUpStage) => void,
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
	/** Verifies the session of this tab with the account's own cross-signing keys. */
	verifyThis(key: OpenedKey, signal: AbortSignal): Promise<Result<true>>;
	/** Verifies another session of the account, as its owner. */
	verifyOther(deviceId: string, key: OpenedKey, signal: AbortSignal): Promise<Result<true>>;
	/**
	 * Replaces cross-signing, secret storage and backup together. After an interruption the same call
	 * with the same key goes on; with a new key it begins anew.
	 */
	reset(
		given: { key: NewKey; auth?: ConfirmData },
		told: (stage: SetUpStage) => void,
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
	/** Forgets every key. */
	wipe(): Promise<void>;
}

/** How many keys of how many are done. */
export interface Progress {
	done: number;
	of: number;
}

export interface KeyFilesPort {
	/**
	 * All keys of the backup, as the specification's encrypted export file ("Key exports").
	 * @returns the file, how many keys are in it, and how many of the backup could not be read
	 */
	exportKeys(
		given: { key: OpenedKey; passphrase: Secret },
		told: (progress: Progress) => void,
		signal: AbortSignal
	): Promise<Result<{ file: Blob; count: number; unreadable: number }>>;
	/**
	 * Puts the keys of an export file into the backup. Fails with `keyFileForeign`, `keyFileDamaged`
	 * or `passphraseWrong`, and with `backupNone` where there is no backup to put them into.
	 */
	importKeys(
		given: { file: Blob; passphrase: Secret },
		told: (progress: Progress) => void,
		signal: AbortSignal
	): Promise<Result<{ count: number }>>;
}
