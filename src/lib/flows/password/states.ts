import type { PortalError } from '$lib/base/errors';
import type { PasswordPolicy } from '$lib/base/password-policy';
import type { Secret } from '$lib/base/secret';
import type { Confirmed } from '$lib/matrix/account-ports';
import type { Confirmation } from '$lib/uia/confirm';
import type { Found } from './checking';

/** What the form asks for. Nothing of it changes during a user-interactive authentication. */
export interface Change {
	current: Secret;
	next: Secret;
	signOut: boolean;
}

/** A change on its way. */
export interface Attempt {
	change: Change;
	/** Asking for the change; confirming it with a password; asking what came of it. */
	phase: 'begin' | 'confirm' | 'ask';
	/**
	 * Which password confirms it. With the new one it only finds out whether that is accepted
	 * already: setting it once more changes nothing.
	 */
	proof: 'current' | 'next';
	/** How often a password was sent. */
	sent: number;
	confirmation?: Confirmation;
}

export type Field = 'current' | 'next';
export type Faults = Partial<Record<Field, PortalError>>;

/** `unchanged`: the request did not arrive; `unsure`: nobody knows whether it did. */
export type Outcome = 'unchanged' | 'unsure';

export interface FormState {
	step: 'form';
	/** undefined: what the person did not wait for. */
	found: Found | undefined;
	policy?: PasswordPolicy | undefined;
	faults: Faults;
	error?: PortalError;
	outcome?: Outcome;
	attempt?: Attempt;
}

/** The homeserver has its own page for passwords, or does not let them be changed. */
export interface Elsewhere {
	url?: string | undefined;
}

export type State =
	| { step: 'before'; found?: Found; error?: PortalError }
	| FormState
	| { step: 'done'; signedOut: boolean }
	/** The account signs in through another service only. */
	| { step: 'noPassword' }
	| ({ step: 'elsewhere' } & Elsewhere);

export type Event =
	| { type: 'opened' }
	/** `elsewhere`: passwords are not changed here, and perhaps where they are. */
	| { type: 'found'; found: Found; elsewhere?: Elsewhere }
	| { type: 'continued' }
	/** How a change would have to be confirmed, where the homeserver says it beforehand. */
	| { type: 'probed'; answer?: Confirmed<true> }
	| { type: 'policyKnown'; policy: PasswordPolicy }
	| { type: 'submitted'; change: Change }
	| { type: 'answered'; answer: Confirmed<true> }
	/** The password was sent, and no answer came. */
	| { type: 'lost' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'check' }
	| { run: 'probe' }
	| { run: 'policy' }
	| { run: Attempt['phase']; attempt: Attempt };

export interface Step {
	state: State;
	command?: Command;
}
