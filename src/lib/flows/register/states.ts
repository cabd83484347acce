import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import type { PasswordPolicy } from '$lib/base/password-policy';
import type { IdentityProvider, RegistrationOffer } from '$lib/matrix/ports';
import type { SentMail } from '$lib/session/awaited-link';
import type { Returned } from '$lib/session/provider-visit';
import type { Kept } from '$lib/session/waiting';
import type { Demands, Uia } from '$lib/uia/stages';
import type { AuthData } from '$lib/uia/types';
import type { Attempt, Faults, Typed } from './attempt';
import type { Waiting } from './waiting';

/** Whether a username is free, as far as the homeserver was asked. */
export type NameCheck = { name: string; result: 'asking' | 'free' | PortalError };

export type State =
	/** Finding out what the homeserver offers. The form can be seen and typed into already. */
	| {
			step: 'loading';
			server?: Homeserver;
			typed: Typed;
			/** `again`: sent unseen, because the homeserver has forgotten what it was sent before. */
			next: 'show' | 'submit' | 'again';
			error?: PortalError;
	  }
	/** The operator names no homeserver: the person has to. */
	| { step: 'unnamed'; typed: Typed; error?: PortalError }
	| FormState
	| {
			step: 'closed';
			server: Homeserver;
			offer: Extract<RegistrationOffer, { kind: 'closed' }>;
			typed: Typed;
			error?: PortalError;
	  }
	| { step: 'elsewhere'; server: Homeserver; url: string; typed: Typed }
	/** What the homeserver offers could not be found out. */
	| { step: 'unavailable'; server?: Homeserver; typed: Typed; error: PortalError }
	| { step: 'policies'; attempt: Attempt; error?: PortalError }
	/** A stage without a view of its own: the homeserver's fallback page. */
	| { step: 'stage'; attempt: Attempt; stage: string; error?: PortalError }
	| EmailState
	/** Another address is asked for; `mail` is the one that went to the first. */
	| { step: 'address'; attempt: Attempt; mail?: SentMail; error?: PortalError }
	/** A registration was left here earlier: is it to be taken up again? `anew`: for a new one. */
	| { step: 'resume'; waiting: Waiting; anew: Typed }
	/** Back from a provider: the token is being redeemed. `anew`: for when it comes to nothing. */
	| { step: 'returning'; server: Homeserver; provider: string; anew: Typed }
	| { step: 'ready'; userId: string; signedIn: boolean; withEmail: boolean };

export interface FormState {
	step: 'form';
	server: Homeserver;
	/** What the homeserver asks for. */
	uia: Uia;
	/**
	 * What was sent from here. The homeserver may have kept its password already, so the session
	 * goes on with this name and password only; others need a new one.
	 */
	begun?: Attempt;
	providers: readonly IdentityProvider[];
	demands: Demands;
	policy: PasswordPolicy;
	deviceId: string;
	clientSecret: string;
	typed: Typed;
	name?: NameCheck;
	faults: Faults;
	error?: PortalError;
}

export interface EmailState {
	step: 'email';
	attempt: Attempt;
	mail: SentMail;
	link: 'awaited' | 'expired';
	error?: PortalError;
}

export type Event =
	| {
			type: 'opened';
			typed: Typed;
			waiting?: Kept<Waiting>;
			returned?: Returned;
			error?: PortalError;
	  }
	| { type: 'located'; server?: Homeserver }
	/** `typed`: what the form holds, if it is on the page. */
	| { type: 'homeserverChosen'; server: Homeserver; typed?: Typed }
	| {
			type: 'offered';
			server: Homeserver;
			offer: RegistrationOffer;
			deviceId: string;
			clientSecret: string;
	  }
	| { type: 'policyKnown'; policy: PasswordPolicy }
	| { type: 'usernameLeft'; username: string }
	| { type: 'nameChecked'; name: string; result: 'free' | PortalError }
	| { type: 'submitted'; typed: Typed }
	/** The registration token can still be used. */
	| { type: 'tokenChecked'; attempt: Attempt }
	| { type: 'advanced'; attempt: Attempt }
	| { type: 'accepted' }
	| { type: 'stageDone' }
	| { type: 'mailSent'; attempt: Attempt; mail: SentMail }
	| { type: 'resendAsked' }
	| { type: 'otherAddressAsked' }
	| { type: 'addressGiven'; address: string }
	| { type: 'linkExpired' }
	/** The homeserver does not answer while the link is waited for; waiting goes on. */
	| { type: 'pollTroubled'; error: PortalError }
	| { type: 'pollRecovered' }
	| { type: 'registered'; userId: string; signedIn: boolean; withEmail: boolean }
	| { type: 'providerChosen'; provider: IdentityProvider }
	| { type: 'cameBack' }
	| { type: 'resumed' }
	| { type: 'startedAnew' }
	| { type: 'back' }
	/** `attempt`: the one that failed, as far as the homeserver had taken it. */
	| { type: 'failed'; error: PortalError; attempt?: Attempt };

export type Command =
	| { run: 'locate' }
	| { run: 'offer'; server: Homeserver }
	| { run: 'askPolicy'; server: Homeserver }
	| { run: 'checkName'; server: Homeserver; name: string }
	| { run: 'checkToken'; attempt: Attempt }
	| { run: 'submit'; attempt: Attempt; auth: AuthData }
	/** `count`: grows with each mail to the same address. */
	| { run: 'sendMail'; attempt: Attempt; address: string; count: number }
	/** `trouble`: why the looks failed before; it has been told already. */
	| { run: 'waitForLink'; attempt: Attempt; mail: SentMail; trouble?: PortalError }
	| { run: 'leave'; server: Homeserver; provider: IdentityProvider }
	| { run: 'redeem'; returned: Returned };

export interface Next {
	state: State;
	command?: Command;
}

/** The states in which the form is on the page. */
export type Shown = Extract<State, { step: 'loading' | 'unnamed' | 'form' | 'unavailable' }>;

/** Whether the form is on the page. */
export const isForm = (state: State): state is Shown =>
	state.step === 'loading' ||
	state.step === 'unnamed' ||
	state.step === 'form' ||
	state.step === 'unavailable';

/** What is wrong with the whole step. A fault of an address is told at its field, and only there. */
export function faultOfStep(state: State): PortalError | undefined {
	if (!('error' in state)) return undefined;
	return state.step === 'address' && state.error?.kind.startsWith('email')
		? undefined
		: state.error;
}

export const nothingTyped: Typed = { username: '', email: '', token: '' };

/** What a registration looks like before anything is known: also what is prerendered. */
export const initial = (typed: Typed): State => ({ step: 'loading', typed, next: 'show' });
