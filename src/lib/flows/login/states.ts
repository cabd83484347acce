import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import type { Secret } from '$lib/base/secret';
import type { Identifier, SignInOffer } from '$lib/matrix/account-ports';
import type { IdentityProvider } from '$lib/matrix/ports';
import type { Returned } from '$lib/session/provider-visit';
import type { Faults } from './identifier';

/** What a person typed into the form. The password lives in memory only. */
export interface Typed {
	username: string;
	password?: Secret;
}

/** The homeserver that a form is about. */
export interface Place {
	server: Homeserver;
	/** The name in a Matrix ID that has led here, should the homeserver call itself otherwise. */
	foundAs?: string;
}

export type State =
	/** Finding out what the homeserver offers. The form can be seen and typed into already. */
	| {
			step: 'loading';
			place?: Place;
			typed: Typed;
			next: 'show' | 'submit';
			error?: PortalError;
	  }
	/** The operator names no homeserver: the person has to, by itself or in a Matrix ID. */
	| { step: 'unnamed'; typed: Typed; error?: PortalError }
	| FormState
	/** No password is taken: there are providers only, or nothing at all. */
	| { step: 'closed'; place: Place; offer: SignInOffer; typed: Typed; error?: PortalError }
	/** What the homeserver offers could not be found out. */
	| { step: 'unavailable'; place?: Place; typed: Typed; error: PortalError }
	/** Back from a provider: the token is being redeemed. */
	| { step: 'returning'; server: Homeserver; provider: string; typed: Typed }
	/** `already`: somebody was, before this page was opened. */
	| { step: 'signedIn'; userId: string; already: boolean };

export interface FormState {
	step: 'form';
	place: Place;
	providers: readonly IdentityProvider[];
	/** Ours: a request that is repeated after a lost answer ends in the same session. */
	deviceId: string;
	typed: Typed;
	faults: Faults;
	error?: PortalError;
}

export type Event =
	| { type: 'opened'; typed: Typed; userId?: string; returned?: Returned; error?: PortalError }
	| { type: 'located'; server?: Homeserver }
	/** `typed`: what the form holds, if it is on the page. */
	| { type: 'homeserverChosen'; server: Homeserver; typed?: Typed }
	| { type: 'offered'; server: Homeserver; offer: SignInOffer; deviceId: string }
	| { type: 'submitted'; typed: Typed }
	/** The homeserver of a whole Matrix ID. */
	| { type: 'found'; place: Place; typed: Typed }
	| { type: 'providerChosen'; provider: IdentityProvider }
	| { type: 'cameBack' }
	| { type: 'signedIn'; userId: string }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'locate' }
	| { run: 'offer'; server: Homeserver }
	| { run: 'find'; serverName: string; typed: Typed }
	| {
			run: 'signIn';
			server: Homeserver;
			identifier: Identifier;
			password: Secret;
			deviceId: string;
	  }
	| { run: 'leave'; server: Homeserver; provider: IdentityProvider }
	| { run: 'redeem'; returned: Returned }
	| { run: 'goOn' };

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

export const nothingTyped: Typed = { username: '' };

/** What the page looks like before anything is known: also what is prerendered. */
export const initial: State = { step: 'loading', typed: nothingTyped, next: 'show' };
