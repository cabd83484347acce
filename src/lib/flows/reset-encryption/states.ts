import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { NewKey } from '$lib/matrix/keys-ports';
import type { Confirmation } from '$lib/uia/confirm';
import type { Keeping, KeepingCommand, KeepingEvent, Proof } from '$lib/wizard/keys/keeping-states';

/** What is lost by it, as far as it could be found out. */
export interface Found {
	/** How many keys Secure Backup holds; `off` when there is none. */
	backup: number | 'off' | undefined;
}

export interface Cost {
	step: 'cost';
	found: Found;
	/** What was typed is not the word. */
	fault?: 'missing' | 'other';
	error?: PortalError;
}

/** It is confirmed before the key is made; what confirms it is sent with the one request at the end. */
export interface Consent {
	step: 'consent';
	found: Found;
	confirmation: Confirmation;
	/** The homeserver has forgotten it once. */
	expired?: true;
	error?: PortalError;
}

/** A session of the account that has to be verified again. */
export interface Other {
	deviceId: string;
	name: string;
}

export type State =
	| { step: 'opening' }
	| Cost
	| Consent
	/** It is confirmed, or needs not be: the new key is being made. */
	| { step: 'making'; proof?: Proof; error?: PortalError }
	| Keeping<NewKey>
	/** `others`: undefined while they are looked for, or where that failed. */
	| { step: 'done'; others?: readonly Other[] };

export type Event =
	| { type: 'opened' }
	| { type: 'found'; found: Found }
	/** `word`: what has to be typed, in the person's language. */
	| { type: 'submitted'; typed: string; word: string }
	| { type: 'consentAsked'; confirmation: Confirmation; error?: PortalError }
	| { type: 'consented'; proof?: Proof }
	| { type: 'made'; key: NewKey }
	| { type: 'othersKnown'; others: readonly Other[] }
	| KeepingEvent;

export type Command =
	| { run: 'look' }
	| { run: 'consent'; before?: Confirmation; password?: Secret }
	| { run: 'make' }
	| { run: 'others' }
	| KeepingCommand<NewKey>;

export interface Next {
	state: State;
	command?: Command;
}
