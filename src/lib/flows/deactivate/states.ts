import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Threepid } from '$lib/matrix/account-ports';
import type { SupportContact } from '$lib/matrix/ports';
import type { Leaving } from '$lib/session/leaving';
import type { Confirmation } from '$lib/uia/confirm';

export type Address = Pick<Threepid, 'medium' | 'address'>;

/** What is settled before the first request, and does not change after it. */
export interface Choice {
	/** Emails and phone numbers are taken off the account before. */
	removeFirst: boolean;
	/** Hides the account's messages from people who join later. */
	erase: boolean;
}

/** What the homeserver tells before anything is asked of it. */
export interface Found {
	/** undefined: it could not be found out. */
	addresses?: readonly Address[];
}

/** What every step after the opening knows. */
export interface Base {
	userId: string;
	found: Found;
	/** What was removed from the account so far. */
	removed: readonly string[];
	/**
	 * The last request: on its way, or without an answer. Then it may have worked, whatever else is
	 * seen.
	 */
	sent?: 'underway' | 'lost' | undefined;
}

export interface FormState extends Base {
	step: 'form';
	/** What was chosen last. */
	choice?: Choice;
	/** What is wrong with the Matrix ID that was typed. */
	fault?: 'missing' | 'other';
	/** The last request had no answer, and the account is still there. */
	unchanged?: true;
	error?: PortalError;
}

/** How the person has confirmed: with the password, or on a page of the homeserver. */
export type Proof = { kind: 'password'; password: Secret } | { kind: 'page' };

interface Confirmed extends Base {
	choice: Choice;
	confirmation: Confirmation;
}

export interface Confirming extends Confirmed {
	step: 'confirm';
	/** The homeserver's own page was open: the last button can be pressed. */
	pageSeen?: true;
	unchanged?: true;
	error?: PortalError;
}

/** One address on its way out. */
export interface Row extends Address {
	status: 'waiting' | 'removed' | 'failed';
	error?: PortalError;
}

export interface Removing extends Confirmed {
	step: 'removing';
	proof: Proof;
	rows: readonly Row[];
	/** `decide`: something could not be removed, and the person says what now. */
	phase: 'list' | 'remove' | 'decide' | 'deactivate';
	/** The list itself could not be had. */
	error?: PortalError;
}

export type State =
	| { step: 'opening'; userId: string; kept?: Leaving; unchanged?: true; error?: PortalError }
	/** The operator does not want it to be done here. */
	| { step: 'closed'; contact?: SupportContact | undefined }
	/** The homeserver has a page of its own for it, or does not let it be done. */
	| { step: 'elsewhere'; url?: string | undefined }
	| FormState
	| Confirming
	| Removing
	| { step: 'done'; userId: string; contact?: SupportContact | undefined };

export type Event =
	| { type: 'opened'; kept?: Leaving }
	| { type: 'found'; found: Found }
	| { type: 'closed'; contact?: SupportContact | undefined }
	| { type: 'elsewhere'; url?: string | undefined }
	| { type: 'submitted'; typed: string; choice: Choice }
	| { type: 'challenged'; confirmation: Confirmation; error?: PortalError }
	| { type: 'passwordGiven'; password: Secret }
	| { type: 'passwordRight'; password: Secret }
	| { type: 'pageDone' }
	/** The last button, after the homeserver's own page. */
	| { type: 'pressed' }
	| { type: 'backAsked' }
	| { type: 'listed'; addresses: readonly Address[] }
	| { type: 'removed'; address: string }
	| { type: 'notRemoved'; address: string; error: PortalError }
	| { type: 'triedAgain' }
	| { type: 'wentOn' }
	| { type: 'stopped' }
	/** The last request was sent, and no answer came. */
	| { type: 'lost' }
	| { type: 'stillThere' }
	| { type: 'gone' }
	| { type: 'contactKnown'; contact?: SupportContact | undefined }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'look' }
	| { run: 'begin'; choice: Choice }
	/** Whether the password is right, before anything is done. */
	| { run: 'check'; password: Secret }
	| { run: 'list' }
	| { run: 'remove'; address: Address }
	| {
			run: 'deactivate';
			choice: Choice;
			confirmation: Confirmation;
			proof: Proof;
			/** An earlier one had no answer. */
			again: boolean;
	  }
	/** Whether the account is gone. */
	| { run: 'ask' }
	/** Whom to ask about coming back. */
	| { run: 'contact' };

export interface Next {
	state: State;
	command?: Command;
}

/** Only what every step knows. */
export const baseOf = ({ userId, found, removed, sent }: Base): Base => ({
	userId,
	found,
	removed,
	...(sent && { sent })
});
