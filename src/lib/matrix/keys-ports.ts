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

/** How much of the cryptography has come, in bytes as they are unpacked: four times what is sent. */
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
	 * Before it changes anything it fails with `crossSigningLost` where the private keys of the
	 * account's cross-signing are not in secret storage, and with `backupLost` where the key of a
	 * backup is not that has keys in it: only a reset helps then. A challenge is answered by the same
	 * call with `auth`.
	 */
	setUp(
		given: { key: NewKey | OpenedKey; auth?: ConfirmData },
		told: (stage: SetUpStage) => void,
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
	/**
	 * Verifies the session of this tab with the account's own cross-signing keys. Fails with
	 * `crossSigningLost` when the recovery key does not hold them.
	 */
	verifyThis(key: OpenedKey, signal: AbortSignal): Promise<Result<true>>;
	/** The same for another session of the account; `unsupported` when that has no keys. */
	verifyOther(deviceId: string, key: OpenedKey, signal: AbortSignal): Promise<Result<true>>;
	/**
	 * Replaces cross-signing, secret storage and backup together. Nothing changes before the homeserver
	 * has confirmed it, where it wants that. After an interruption the same call goes on, with another
	 * key too; on another page it begins anew.
	 */
	reset(
		given: { key: NewKey; auth?: ConfirmData },
		told: (stage: SetUpStage) => void,
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
	/** Forgets every key of the account; those of the session alone stay while it is signed in. */
	wipe(): Promise<void>;
}

/** How many keys of how many are done. */
export interface Progress {
	done: number;
	of: number;
}

export interface KeyFilesPort {
	/**
	 * All keys of the backup, as the specification's encrypted export file ("Key exports"). Fails with
	 * `backupNone`, or with `backupKeyMissing` where the recovery key does not hold the backup's key.
	 * @returns the file, how many keys are in it, and how many of the backup could not be read
	 */
	exportKeys(
		given: { key: OpenedKey; passphrase: Secret },
		told: (progress: Progress) => void,
		signal: AbortSignal
	): Promise<Result<Exported>>;
	/**
	 * Puts the keys of an export file into the backup. Fails with `keyFileForeign`, `keyFileDamaged`
	 * or `passphraseWrong`, and with `backupNone` where there is no backup to put them into.
	 * @param given with a recovery key it fails with `backupKeyMissing` unless the backup is the one
	 * that this key opens: otherwise the homeserver's word is taken for whose backup it is
	 * @returns how many keys of the file are in the backup now, how many of them are new there, and
	 * how many entries of the file are no keys
	 */
	importKeys(
		given: { file: Blob; passphrase: Secret; key?: OpenedKey },
		told: (progress: Progress) => void,
		signal: AbortSignal
	): Promise<Result<Imported>>;
}

/** What came of the keys of the backup. */
export interface Exported {
	file: Blob;
	count: number;
	unreadable: number;
}

/** What became of the keys of a file. */
export interface Imported {
	count: number;
	added: number;
	unreadable: number;
}

/** What two sessions show for comparison (client-server API, "Short Authentication String"). */
export type Sas =
	/** Seven places in the specification's table of emoji, from 0 to 63. */
	| { kind: 'emoji'; places: readonly number[] }
	/** Three, for a session that has no emoji. */
	| { kind: 'numbers'; numbers: readonly number[] };

/** Why a comparison came to nothing. */
export type ComparisonEnd =
	/** Somebody said no on the other device. */
	| 'refused'
	/** They differ, or what was sent for them does. */
	| 'mismatch'
	| 'timeout'
	/** Another session of the account has taken it up. */
	| 'elsewhere'
	/** The other session cannot, or does what it should not. */
	| 'failed'
	/** This session's published keys are not those of this page, so there is nothing to compare. */
	| 'otherKeys';

/** Where a comparison with another session stands. `by`: the device ID of that session. */
export type Comparison =
	/** Other sessions were asked, and none has answered. */
	| { at: 'asked' }
	/** It goes on by itself until there is something to compare. */
	| { at: 'accepted'; by?: string }
	| { at: 'shown'; by?: string; sas: Sas }
	/** This side has said that they match. */
	| { at: 'matched'; by?: string }
	/** Both sides have. */
	| { at: 'done' }
	| { at: 'ended'; why: ComparisonEnd };

export interface VerificationPort {
	/**
	 * Asks the account's other sessions to compare, or one of them. What one of them has begun itself
	 * is taken up instead, until `stop`. The cryptography must have been loaded.
	 * @param deviceId a session that is to be verified from here: this one must be able to sign
	 */
	ask(deviceId: string | undefined, signal: AbortSignal): Promise<Result<Comparison>>;
	/** Waits until it stands elsewhere, or cannot be told any more, or can again. */
	change(from: Comparison, signal: AbortSignal): Promise<Result<Comparison>>;
	/** What both show is the same. */
	match(signal: AbortSignal): Promise<Result<Comparison>>;
	/** What they show differs: the other side is told. */
	differ(signal: AbortSignal): Promise<Result<Comparison>>;
	/** Ends whatever is under way, and listens no more. */
	stop(): Promise<void>;
}
