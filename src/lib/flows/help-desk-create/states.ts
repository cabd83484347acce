import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { ExternalId, NewUser, Taken, UserTrace } from '$lib/matrix/admin-ports';

/** What the form holds, as it was typed. */
export interface Form {
	username: string;
	displayName: string;
	emails: readonly string[];
	identities: readonly ExternalId[];
	administrator: boolean;
	/** As it will be sent. */
	picture?: Blob;
	/** The person signs in by single sign-on only. */
	passwordless: boolean;
}

/** What is wrong with an email address: in itself, or with regard to others. */
export type EmailFault = PortalError | { kind: 'twice' } | { kind: 'taken'; by: string };
export type IdentityFault =
	{ kind: 'incomplete' } | { kind: 'twice' } | { kind: 'taken'; by: string };

/** What is wrong in the form; the lists go with those of the form. */
export interface Faults {
	username?: PortalError;
	/** The account that has the name, for whoever wants to see it. */
	holder?: { userId: string; deactivated?: boolean };
	displayName?: 'tooLong';
	emails?: readonly (EmailFault | undefined)[];
	identities?: readonly (IdentityFault | undefined)[];
}

export interface NameCheck {
	name: string;
	result: 'asking' | 'free' | PortalError;
}

/** What went wrong with an account that is there by now. */
export type Reason = Taken | { kind: 'failed'; error: PortalError };

interface Making {
	form: Form;
	user: NewUser;
}

export type State =
	| { step: 'form'; form: Form; check?: NameCheck; faults?: Faults; error?: PortalError }
	| ({ step: 'making'; again?: true } & Making)
	/** The answer was lost, so the account is looked for. */
	| ({ step: 'looking'; lost?: PortalError; again?: true } & Making)
	/** It is there, and gets what belongs to it. */
	| ({ step: 'finishing' } & Making)
	/** Whether it is there is not known (`error`), or whether it is ours (`found`). */
	| ({ step: 'unsure'; found?: UserTrace; error?: PortalError } & Making)
	| ({ step: 'unfinished'; reason: Reason } & Making)
	/** The password is in `user` until the page has shown it. */
	| { step: 'done'; user: NewUser };

export type Event =
	| { type: 'nameTyped'; username: string }
	| { type: 'nameChecked'; name: string; result: 'free' | PortalError }
	| { type: 'submitted'; form: Form }
	| { type: 'made'; password?: Secret }
	| { type: 'exists'; user: UserTrace }
	| { type: 'appeared' }
	| { type: 'lost'; error: PortalError }
	| { type: 'taken'; taken: Taken }
	| { type: 'looked'; found: UserTrace | undefined }
	/** The operator says that the account is the one that was asked for. */
	| { type: 'claimed' }
	| { type: 'otherNameAsked' }
	| { type: 'lookAsked' }
	| { type: 'finishAsked' }
	| { type: 'finished' }
	| { type: 'passwordLeft' }
	| { type: 'anotherAsked' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'checkName'; name: string }
	| { run: 'make'; user: NewUser; passwordless: boolean }
	/** Only makes the password. */
	| { run: 'equip'; passwordless: boolean }
	| { run: 'look'; userId: string }
	| { run: 'finish'; user: NewUser };

export interface Next {
	state: State;
	command?: Command;
}
