import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Confirmation } from '$lib/uia/confirm';

/*
 * What setting up Secure Backup and resetting encryption have in common: a recovery key is saved,
 * proved to have been kept, and only then anything is done with it.
 */

/** A recovery key, and whatever else its port wants to have back. */
export interface AnyKey {
	encoded: Secret;
}

/** How the person has confirmed that it is them; without a password, on the homeserver's page. */
export interface Proof {
	confirmation: Confirmation;
	password?: Secret;
}

/** Why what was entered does not show that the key was kept. */
export type CheckFault = 'missing' | 'wrong';

interface Saving<Key extends AnyKey> {
	key: Key;
	/** Where it was confirmed before: it is sent with the one request that needs it. */
	proof?: Proof;
}

export interface Save<Key extends AnyKey> extends Saving<Key> {
	step: 'save';
	/** The person did not wait for what comes after: nothing was changed. */
	cancelled?: true;
}

export interface Check<Key extends AnyKey> extends Saving<Key> {
	step: 'check';
	/** The group of the key that is asked for, counted from one. */
	asked: number;
	fault?: CheckFault;
}

/** How much of the cryptography has come, in bytes. */
export interface Arrived {
	bytes: number;
	of: number;
}

export type Stage = 'secretStorage' | 'crossSigning' | 'backup' | 'thisSession';

export interface Work<Key extends AnyKey> extends Saving<Key> {
	step: 'work';
	phase: 'load' | 'act';
	arrived?: Arrived;
	/** What was told of so far, the present one last. */
	stages: readonly Stage[];
	/** The homeserver wants to know that it is them, and nothing goes on before. */
	asking?: { confirmation: Confirmation; error?: PortalError };
	/** The homeserver has forgotten a confirmation once. */
	expired?: true;
	error?: PortalError;
}

export type Keeping<Key extends AnyKey> = Save<Key> | Check<Key> | Work<Key>;

export type KeepingEvent =
	/** The person says that the key is saved. */
	| { type: 'saved' }
	/** Back to the key. */
	| { type: 'backAsked' }
	/** What was entered, by hand or from the file that was saved. */
	| { type: 'proved'; typed: Secret }
	| { type: 'arrived'; arrived: Arrived }
	| { type: 'loaded' }
	| { type: 'stageTold'; stage: Stage }
	| { type: 'challenged'; confirmation: Confirmation; refusal?: PortalError }
	| { type: 'passwordGiven'; password: Secret }
	| { type: 'pageDone' }
	/** The password was sent, and no answer came. */
	| { type: 'lost' }
	| { type: 'cancelled' }
	| { type: 'triedAgain' }
	| { type: 'worked' }
	| { type: 'failed'; error: PortalError };

export type KeepingCommand<Key extends AnyKey> =
	| { run: 'load' }
	/** May be repeated: it goes on where it was, and does nothing twice. */
	| { run: 'act'; key: Key; proof?: Proof };

/** `finished`: everything is done. */
export interface KeepingNext<Key extends AnyKey> {
	state: Keeping<Key> | 'finished';
	command?: KeepingCommand<Key>;
}
