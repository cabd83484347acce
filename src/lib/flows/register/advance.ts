import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import {
	DUMMY,
	EMAIL,
	TERMS,
	consentAuth,
	hasOwnView,
	needsToken,
	nextStage,
	tokenAuth
} from '$lib/uia/stages';
import type { AuthData } from '$lib/uia/types';
import type { Attempt, Typed } from './attempt';
import type { Event, Next, State } from './states';

type Told<Type extends Event['type']> = Extract<Event, { type: Type }>;

/**
 * On to the attempt's next stage. What needs nothing from the person is done from where they are;
 * the rest has a step of its own.
 */
export function advance(attempt: Attempt, from: State): Next {
	const stage = nextStage(attempt.uia, attempt.flow);
	if (stage === TERMS) return { state: { step: 'policies', attempt } };
	if (stage !== undefined && !hasOwnView(stage))
		return { state: { step: 'stage', attempt, stage } };
	// No mail goes out before the homeserver has taken the name and the password.
	if (stage === EMAIL && attempt.sent) {
		const command = { run: 'sendMail', attempt, address: attempt.typed.email, count: 1 } as const;
		return { state: holding(from, attempt), command };
	}
	// Once the homeserver was asked, the token may be pending for us: then it no longer looks valid.
	const asked = from.step === 'form' && from.begun !== undefined;
	if (stage !== undefined && needsToken(stage) && !asked)
		return { state: clean(from), command: { run: 'checkToken', attempt } };
	return submit(from, attempt, stage);
}

/** Sends a stage to the homeserver, or asks it about one that was done on its fallback page. */
export function submit(from: State, attempt: Attempt, stage: string | undefined): Next {
	const command = { run: 'submit', attempt, auth: authFor(attempt, stage) } as const;
	return { state: holding(from, attempt), command };
}

function authFor({ uia, typed }: Attempt, stage: string | undefined): AuthData {
	if (stage === TERMS || stage === DUMMY) return consentAuth(uia, stage);
	if (stage !== undefined && needsToken(stage)) return tokenAuth(uia, stage, typed.token);
	return { session: uia.session };
}

/** The state, with the attempt as far as it has come. */
function holding(from: State, attempt: Attempt): State {
	const state = clean(from);
	if (state.step === 'form') return { ...state, begun: attempt };
	return 'attempt' in state ? { ...state, attempt } : state;
}

/** From now on the link of this mail is waited for. */
export function awaitLink({ attempt, mail }: Pick<Told<'mailSent'>, 'attempt' | 'mail'>): Next {
	return {
		state: { step: 'email', attempt, mail, link: 'awaited' },
		command: { run: 'waitForLink', attempt, mail }
	};
}

/** The account is there. */
export function ready({ userId, signedIn, withEmail }: Told<'registered'>): Next {
	return { state: { step: 'ready', userId, signedIn, withEmail } };
}

/** Asks what a homeserver offers. */
export function load(
	server: Homeserver,
	typed: Typed,
	error?: PortalError,
	next: 'show' | 'submit' | 'again' = 'show'
): Next {
	const state: State = { step: 'loading', server, typed, next, ...withError(error) };
	return { state, command: { run: 'offer', server } };
}

/**
 * The homeserver has forgotten the attempt: it begins again with what was typed, unseen if it can,
 * but only once: a homeserver that forgets every time must not be asked without end.
 */
export function restart({ server, typed, renewed }: Attempt, error: PortalError): Next {
	if (!typed.password || renewed) return load(server, typed, error);
	return load(server, typed, undefined, 'again');
}

/** The state without the error of an earlier try. */
export function clean<S extends State>(state: S): S {
	const { error: _, ...rest } = state as S & { error?: PortalError };
	return rest as S;
}

/** For a state whose error is optional. */
export const withError = (error: PortalError | undefined) => (error ? { error } : {});
