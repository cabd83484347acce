import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import type { PasswordPolicy } from '$lib/base/password-policy';
import type { Secret } from '$lib/base/secret';
import type { SupportContact } from '$lib/matrix/ports';
import type { SentMail } from '$lib/session/awaited-link';
import type { Kept } from '$lib/session/waiting';
import type { Waiting } from './waiting';

/** What a person typed into the form. The password lives in memory only. */
export interface Typed {
	email: string;
	password?: Secret;
}

export type Field = 'email' | 'password';
export type Faults = Partial<Record<Field, PortalError>>;

/** A reset whose mail is on its way. */
export interface Reset {
	server: Homeserver;
	clientSecret: string;
	/** The UIA session. */
	session: string;
	mail: SentMail;
	/** Not there after a reload: it is asked for again. */
	password?: Secret;
	/** Its UIA session was begun anew, unseen: once is enough. */
	renewed?: true;
}

export interface FormState {
	step: 'form';
	/** Where the reset takes place: it is looked up while the form is filled in. */
	place: 'locating' | 'unnamed' | 'unfound' | 'known';
	server?: Homeserver;
	/** Ours, so that a request which is repeated sends no second mail. */
	clientSecret: string;
	typed: Typed;
	policy: PasswordPolicy;
	faults: Faults;
	/** Pressed before the homeserver was known: it is sent when it is. */
	pressed?: true;
	/** The reset that waits while another address is typed. */
	earlier?: Reset;
	error?: PortalError;
}

export interface WaitingState {
	step: 'waiting';
	reset: Reset;
	/** `spent`: confirmed once, but the homeserver has forgotten it. */
	link: 'awaited' | 'expired' | 'spent';
	error?: PortalError;
}

/** The link is confirmed; only a password that the homeserver takes is missing. */
export interface PasswordState {
	step: 'password';
	reset: Reset;
	policy: PasswordPolicy;
	fault?: PortalError;
	error?: PortalError;
}

export type State =
	| FormState
	| WaitingState
	| PasswordState
	/** Passwords are reset on the homeserver's own page. */
	| { step: 'elsewhere'; server: Homeserver; url: string; form: FormState }
	/** Nobody resets a password there by email. */
	| { step: 'closed'; server: Homeserver; contact?: SupportContact; form: FormState }
	/** A reset was left here earlier: is it to be taken up again? `form`: for a new one. */
	| { step: 'resume'; reset: Reset; form: FormState }
	/** Another tab of this browser has begun a newer reset. */
	| { step: 'replaced' }
	| { step: 'done'; server: Homeserver };

export type Event =
	| { type: 'opened'; typed: Typed; clientSecret: string; waiting?: Kept<Waiting> }
	| { type: 'located'; server?: Homeserver }
	/** `typed`: what the form holds, if it is on the page. */
	| { type: 'homeserverChosen'; server: Homeserver; typed?: Typed }
	| { type: 'policyKnown'; policy: PasswordPolicy }
	| { type: 'submitted'; typed: Typed }
	| { type: 'mailSent'; reset: Reset }
	| { type: 'elsewhere'; server: Homeserver; url: string }
	| { type: 'closed'; server: Homeserver; contact?: SupportContact }
	/** "I have verified my email address" */
	| { type: 'verifiedPressed' }
	| { type: 'resendAsked' }
	| { type: 'otherAddressAsked' }
	| { type: 'linkExpired' }
	/** The homeserver does not answer while the link is waited for; waiting goes on. */
	| { type: 'pollTroubled'; error: PortalError }
	| { type: 'pollRecovered' }
	/** The link was opened, and no password is there. */
	| { type: 'confirmed'; reset: Reset }
	| { type: 'passwordGiven'; password: Secret }
	| { type: 'renewed'; reset: Reset }
	| { type: 'replaced' }
	| { type: 'finished' }
	| { type: 'tidied' }
	| { type: 'resumed' }
	| { type: 'startedAnew' }
	| { type: 'back' }
	/** `reset`: the one that failed, with its password. */
	| { type: 'failed'; error: PortalError; reset?: Reset };

export type Command =
	| { run: 'locate' }
	| { run: 'askPolicy'; server: Homeserver }
	| SendCommand
	/** `trouble`: why the looks failed before; it has been told already. */
	| { run: 'waitForLink'; reset: Reset; trouble?: PortalError }
	/** Looks once, because the person asks for it. */
	| { run: 'look'; reset: Reset }
	| { run: 'finish'; reset: Reset; password: Secret }
	/** The homeserver has forgotten the UIA session, but perhaps not the confirmation. */
	| { run: 'renew'; reset: Reset }
	/** What is left to do in this tab when all is done. */
	| { run: 'tidy'; server: Homeserver; address: string };

export interface SendCommand {
	run: 'send';
	server: Homeserver;
	clientSecret: string;
	typed: Typed;
	/** Grows with each mail to the same address. */
	count: number;
	/** Left out when it has to be begun. */
	session?: string;
}

export interface Next {
	state: State;
	command?: Command;
}

/** The form, before anything is known: also what is prerendered. */
export const initial: FormState = {
	step: 'form',
	place: 'locating',
	clientSecret: '',
	typed: { email: '' },
	policy: {},
	faults: {}
};

/** The state without the error of an earlier try. */
export function clean<S extends State>(state: S): S {
	const { error: _, ...rest } = state as S & { error?: PortalError };
	return rest as S;
}
