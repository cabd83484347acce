import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { NewKey, OpenedKey } from '$lib/matrix/keys-ports';
import type { Keeping, KeepingCommand, KeepingEvent } from '$lib/wizard/keys/keeping-states';

export type Key = NewKey | OpenedKey;

/** What the account has of Secure Backup. */
export interface Found {
	recoveryKey: boolean;
	crossSigning: boolean;
	backup: boolean;
}

export type PhraseFault = 'missing' | 'short' | 'different';

export interface Choose {
	step: 'choose';
	fault?: PhraseFault;
	error?: PortalError;
}

/** There is a recovery key that things depend on: it is needed to add what is missing. */
export interface Enter {
	step: 'enter';
	/** What was entered is not it, or nothing was. */
	fault?: 'missing' | 'wrong';
	error?: PortalError;
}

export type State =
	| { step: 'opening'; error?: PortalError }
	/** Only an app has the keys of what is set up: it can add a recovery key, and this page cannot. */
	| { step: 'appOnly' }
	| Choose
	| Enter
	| Keeping<Key>
	/** `before`: it was on already. */
	| { step: 'done'; before?: true };

export type Event =
	| { type: 'opened' }
	| { type: 'found'; found: Found }
	/** Without a phrase, the key is a random one. */
	| { type: 'chosen'; phrase?: { text: Secret; again: Secret } }
	| { type: 'made'; key: NewKey }
	| { type: 'keyTyped'; typed: Secret }
	| { type: 'keyOpened'; key: OpenedKey }
	/** To go through it once more, with the key that there is. */
	| { type: 'finishAsked' }
	| KeepingEvent;

export type Command =
	| { run: 'look' }
	| { run: 'make'; phrase?: Secret }
	| { run: 'open'; typed: Secret }
	| KeepingCommand<Key>;

export interface Next {
	state: State;
	command?: Command;
}
