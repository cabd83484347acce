import type { PortalError } from '$lib/base/errors';
import type { Management } from '$lib/base/management';
import type { Secret } from '$lib/base/secret';
import type { SessionInfo } from '$lib/matrix/account-ports';
import type { Confirmation } from '$lib/uia/confirm';

/** One session as this page shows it. */
export interface Session extends SessionInfo {
	/** The one that shows this page. */
	here: boolean;
	/** `none`: it has no keys, so there is nothing to verify; `unknown`: the homeserver did not tell. */
	encryption: 'verified' | 'unverified' | 'none' | 'unknown';
}

/** What the homeserver tells. */
export interface Listed {
	sessions: readonly Session[];
	/** Signing out is done on this page of the homeserver, where it has one. */
	management?: Management;
}

/** What a link asks for (client-server API, "Account management URL discovery"). */
export interface Linked {
	deviceId: string;
	/** It asks whether to sign the session out; otherwise it only shows it. */
	signOut: boolean;
}

/** What is to be signed out, and which control asks for it. */
export interface Targets {
	by: 'one' | 'selected' | 'others';
	ids: readonly string[];
}

/** What is said above the list. */
export type Said =
	| { kind: 'signedOut'; ids: readonly string[] }
	| { kind: 'renamed'; name: string }
	/** It was signed out elsewhere meanwhile. */
	| { kind: 'gone' }
	/** A link names a session that is not there. */
	| { kind: 'notFound' };

/** What stays while the person goes to and fro. */
export interface Page {
	listed: Listed;
	/** Device IDs; never that of this session. */
	selected: readonly string[];
	/** The one whose details are shown. */
	opened?: string | undefined;
}

export interface List extends Page {
	step: 'list';
	/** The one that a link led to. */
	revealed?: string;
	/** The question that is open. */
	asking?: Targets;
	/** What is being signed out. */
	working?: Targets;
	said?: Said;
	error?: PortalError;
}

export interface Confirming extends Page {
	step: 'confirm';
	targets: Targets;
	confirmation: Confirmation;
	error?: PortalError;
}

export type State =
	| { step: 'opening'; linked?: Linked; error?: PortalError }
	| List
	| Confirming
	/** This session is over. */
	| { step: 'left' };

export type Event =
	| { type: 'opened'; linked?: Linked }
	| { type: 'loaded'; listed: Listed }
	| { type: 'toggled'; deviceId: string }
	| { type: 'unusedSelected'; now: number }
	| { type: 'selectionCleared' }
	| { type: 'unfolded'; deviceId: string }
	| { type: 'renameAsked'; deviceId: string; name: string }
	| { type: 'renamed'; deviceId: string; name: string }
	| { type: 'gone'; deviceId: string }
	| { type: 'signOutAsked'; targets: Targets }
	| { type: 'signOutCancelled' }
	| { type: 'signOutAgreed' }
	| { type: 'challenged'; targets: Targets; confirmation: Confirmation; error?: PortalError }
	| { type: 'passwordGiven'; password: Secret }
	/** The password was sent, and no answer came. */
	| { type: 'lost'; error: PortalError }
	| { type: 'pageDone' }
	| { type: 'backAsked' }
	| { type: 'removed'; targets: Targets }
	| { type: 'left' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'load' }
	| { run: 'rename'; deviceId: string; name: string }
	| {
			run: 'remove';
			targets: Targets;
			/** Missing in the first request, which asks what the homeserver wants. */
			confirmation?: Confirmation;
			/** Without it the homeserver is only asked whether all is done. */
			password?: Secret;
			/** Asks what came of a password whose answer did not come. */
			lost?: PortalError;
	  }
	/** Ends this session. */
	| { run: 'leave' };

const DAY_MS = 86_400_000;

/** After so many days a session counts as unused. */
export const UNUSED_DAYS = 90;

/**
 * Whether a session is a candidate for signing out.
 * @param now milliseconds since the epoch
 */
export const isUnused = ({ here, lastSeenAt }: Session, now: number): boolean =>
	!here && lastSeenAt !== undefined && now - lastSeenAt > UNUSED_DAYS * DAY_MS;

/** The name of a session; one without a name goes by its ID. */
export const nameOf = ({ name, deviceId }: SessionInfo): string => name ?? deviceId.slice(0, 60);

/** Whether signing out may cost messages: all but those that surely have no keys. */
export const mayHaveKeys = ({ encryption }: Session): boolean => encryption !== 'none';
