import type { PortalError } from '$lib/base/errors';
import type { RegistrationToken } from '$lib/matrix/admin-ports';

/**
 * Whether registration asks for an invitation: always, on some ways only, never; or nobody registers
 * (`closed`), or not on this portal (`elsewhere`).
 */
export type Need = 'always' | 'sometimes' | 'never' | 'closed' | 'elsewhere' | 'unknown';

/** What the form of a new invitation holds, as it was typed. */
export interface Draft {
	uses: string;
	/** A day as a date field gives it (`2030-12-31`), or nothing. */
	until: string;
}

export interface Faults {
	uses?: 'notNumber';
	until?: 'notDay' | 'past';
}

/** A new invitation as it is asked for; the token is made here, so that it can be asked for again. */
export type Wanted = Pick<RegistrationToken, 'token' | 'usesAllowed' | 'expiresAt'>;

/** What was done last. */
export interface News {
	what: 'created' | 'revoked';
	token: string;
}

interface Listing {
	tokens: readonly RegistrationToken[];
	need: Need;
	/** The invitation whose link is shown. */
	linked?: string;
	news?: News;
	error?: PortalError;
}

export type State =
	| { step: 'opening'; error?: PortalError }
	/** The homeserver has no invitations. */
	| { step: 'unsupported' }
	| ({ step: 'list' } & Listing)
	| ({ step: 'form'; draft: Draft; faults?: Faults } & Listing)
	| ({ step: 'creating'; draft: Draft } & Listing)
	/** Revoking is asked about. */
	| ({ step: 'asking'; token: string } & Listing)
	| ({ step: 'revoking'; token: string } & Listing);

export type Shown = Exclude<State, { step: 'opening' | 'unsupported' }>;

export type Event =
	| { type: 'openAsked' }
	| { type: 'opened'; tokens: readonly RegistrationToken[]; need: Need }
	| { type: 'unsupported' }
	| { type: 'newAsked' }
	| { type: 'cancelled' }
	/** `token`: a new one, which nobody knows. `now` in milliseconds since the epoch. */
	| { type: 'submitted'; draft: Draft; token: string; now: number }
	| { type: 'created'; token: RegistrationToken }
	| { type: 'linkAsked'; token: string }
	| { type: 'revokeAsked'; token: string }
	| { type: 'revokeAgreed' }
	| { type: 'revoked' }
	| { type: 'failed'; error: PortalError };

export type Command =
	{ run: 'open' } | { run: 'create'; wanted: Wanted } | { run: 'revoke'; token: string };

export interface Next {
	state: State;
	command?: Command;
}
