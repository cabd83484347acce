import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Arrived, Comparison, OpenedKey } from '$lib/matrix/keys-ports';

/** A session as it is named here. */
export interface Named {
	deviceId: string;
	name: string;
}

/** What is known before anything is done. */
export interface Known {
	/** The session that is to be verified; undefined: the one that shows this page. */
	other?: Named;
	/** The verified sessions of the account, which can help this one. The latest first. */
	helpers: readonly Named[];
}

/** Why there is nothing to verify. */
export type Closed =
	/** The account has no cross-signing keys. */
	| 'notSetUp'
	/** The session is signed out. */
	| 'gone'
	/** The session has no keys of its own. */
	| 'noKeys';

/** How a session is verified. */
export type Way = 'key' | 'emoji';

export interface Enter {
	step: 'enter';
	known: Known;
	/** How much of the cryptography has come, while it does. */
	arrived?: Arrived;
	/** None of the other sessions can help: said when somebody asks for it. */
	alone?: true;
	error?: PortalError;
}

export interface Compare {
	step: 'compare';
	known: Known;
	/** undefined: nobody has been asked yet. */
	comparison?: Comparison;
	arrived?: Arrived;
	/** Both sides matched; whether it counts is asked for. */
	settling?: true;
	/** Both sides matched, and yet it is not verified. */
	unsigned?: true;
	/** The way to the homeserver is broken: it goes on by itself. */
	trouble?: PortalError;
	/** It could not be begun, or not be answered. */
	error?: PortalError;
}

export type State =
	| { step: 'opening'; error?: PortalError }
	| { step: 'closed'; why: Closed }
	| Enter
	| Compare
	| { step: 'done'; other?: Named };

/** What is to be done when the cryptography is there. */
export type Then = { way: 'key'; key: OpenedKey } | { way: 'emoji'; key?: OpenedKey };

export type Event =
	| { type: 'openAsked' }
	| { type: 'opened'; known: Known }
	| { type: 'closed'; why: Closed }
	/** A recovery key or phrase. With `emoji`, another session is compared with before it is signed. */
	| { type: 'keyGiven'; typed: Secret; way: Way }
	| { type: 'unlocked'; then: Then }
	| { type: 'arrived'; arrived: Arrived }
	| { type: 'loaded'; then: Then }
	| { type: 'cancelled' }
	| { type: 'stopped' }
	| { type: 'compareAsked' }
	| { type: 'compared'; comparison: Comparison }
	/** It cannot be told any more how the comparison stands. */
	| { type: 'troubled'; error: PortalError }
	| { type: 'matched' }
	| { type: 'differed' }
	| { type: 'askedAgain' }
	| { type: 'keyWanted' }
	| { type: 'verified'; other?: Named }
	| { type: 'unsigned' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'open' }
	| { run: 'unlock'; typed: Secret; way: Way }
	| { run: 'load'; then: Then }
	| { run: 'verify'; key: OpenedKey; other?: Named }
	/** `key`: this session must be able to sign the other one. */
	| { run: 'ask'; key?: OpenedKey; other?: Named }
	| { run: 'watch'; from: Comparison }
	| { run: 'match' }
	| { run: 'differ' }
	| { run: 'settle'; other?: Named }
	/** Ends what is under way, a comparison included. */
	| { run: 'stop' };
