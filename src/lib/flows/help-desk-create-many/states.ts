import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { ExternalId, NewUser, Taken } from '$lib/matrix/admin-ports';

/** What is wrong in a row of the file itself. */
export type RowFault =
	| { kind: 'nameMissing' }
	| { kind: 'nameInvalid' }
	/** A whole Matrix ID of another homeserver. */
	| { kind: 'nameElsewhere' }
	| { kind: 'nameTwice'; line: number }
	| { kind: 'displayNameLong' }
	| { kind: 'emailInvalid'; email: string }
	| { kind: 'emailTwice'; email: string; line: number }
	| { kind: 'identityIncomplete' }
	| { kind: 'identityTwice'; line: number }
	| { kind: 'administratorUnclear'; value: string };

/** One row of the file. */
export interface Row {
	/** Where it is in the file, from 1. */
	line: number;
	/** As it was typed, where it is no username. */
	userId: string;
	displayName: string;
	emails: readonly string[];
	identities: readonly ExternalId[];
	administrator: boolean;
	faults: readonly RowFault[];
}

/** Why a file cannot be read at all. */
export type TableFault =
	| { kind: 'empty' }
	| { kind: 'noUsername' }
	| { kind: 'openQuote'; line: number }
	| { kind: 'tooMany'; most: number }
	| { kind: 'unreadable' };

/** What the homeserver says of a row, before anything is done. */
export type Found =
	| { kind: 'free' }
	| { kind: 'exists'; deactivated: boolean }
	/** It was begun in this tab, nobody has signed in, and nobody has its password. */
	| { kind: 'begun' }
	| { kind: 'refused'; error: PortalError }
	| Taken;

/** What came of a row. */
export type Outcome =
	| { kind: 'made'; password?: Secret }
	| { kind: 'exists'; deactivated: boolean }
	/** The account is there, and what belongs to it may be missing. */
	| { kind: 'unfinished'; reason: Taken | { kind: 'failed'; error: PortalError } }
	/** The answer was lost, and there is an account now: most likely ours. */
	| { kind: 'unsure' }
	/** Nothing was made. */
	| { kind: 'failed'; error: PortalError }
	| Taken;

/** What is done, row by row. */
export interface Job {
	/** Only those that can be made. */
	rows: readonly Row[];
	/** Those that were begun before, by their place in `rows`: they are there already. */
	begun: readonly number[];
	outcomes: readonly (Outcome | undefined)[];
	/** Rows of the file that were left out from the start. */
	leftOut: number;
	passwordless: boolean;
}

/** Where the row is that is under way. */
export interface Place {
	at: number;
	/** `make`: nothing is there yet; `look`: not known; `finish`: it is there. */
	phase: 'make' | 'look' | 'equip' | 'finish';
	password?: Secret;
	/** What the last answer was lost by; a second time it is told. */
	lost?: PortalError;
	again?: true;
}

interface Preview {
	rows: readonly Row[];
	/** Columns that mean nothing here. */
	unknown: readonly string[];
	/** By their place in `rows`. */
	found: readonly (Found | undefined)[];
}

export type State =
	| { step: 'choose'; text: string; fault?: TableFault }
	/** The homeserver is asked about the rows. */
	| ({ step: 'checking'; text: string } & Preview)
	| ({ step: 'preview'; text: string; error?: PortalError } & Preview)
	| { step: 'working'; job: Job; place: Place; stopping?: true }
	| { step: 'stopped'; job: Job; place: Place; error?: PortalError }
	| { step: 'done'; job: Job };

export type Event =
	| { type: 'given'; text: string }
	| { type: 'unreadable' }
	| { type: 'checked'; found: readonly (readonly [index: number, found: Found])[] }
	| { type: 'otherFile' }
	| { type: 'checkAgain' }
	| { type: 'confirmed'; passwordless: boolean }
	| { type: 'made'; password?: Secret }
	| { type: 'exists'; deactivated: boolean }
	| { type: 'lost'; error: PortalError }
	| { type: 'taken'; taken: Taken }
	| { type: 'looked'; found: 'nothing' | 'untouched' | 'somebody' }
	| { type: 'finished' }
	/** `held`: the row under way waits for something, so the stop need not wait for it. */
	| { type: 'stopAsked'; held: boolean }
	| { type: 'continueAsked' }
	/** The operator says that the accounts whose answers were lost are theirs. */
	| { type: 'claimed' }
	| { type: 'anotherAsked' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'check'; rows: readonly (readonly [index: number, row: Row])[] }
	| { run: 'make'; user: NewUser; passwordless: boolean }
	| { run: 'equip'; passwordless: boolean }
	| { run: 'look'; userId: string }
	| { run: 'finish'; user: NewUser; passwordless: boolean };

export interface Next {
	state: State;
	command?: Command;
}
