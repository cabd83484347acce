import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { fieldOf, identifierOf, readIdentifier, type Faults, type Who } from './identifier';
import type { Command, Event, FormState, Next, Place, State, Typed } from './states';

type In<Step extends State['step']> = Extract<State, { step: Step }>;
type Told<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** Commands that go on unseen: leaving for the account keeps no button busy. */
export const background = ['goOn'] as const satisfies Command['run'][];
/** What carries the password is sent when it is pressed, and not by itself. */
export const byHand = ['signIn'] as const satisfies Command['run'][];

/** What a failed command tells the machine. */
export const failure = (error: PortalError): Event => ({ type: 'failed', error });

/**
 * The machine of signing in: pure, every way through it is tested without a page. An event that
 * does not fit the step changes nothing.
 */
export function transition(state: State, event: Event): Next {
	if (event.type === 'homeserverChosen')
		return 'typed' in state
			? load({ server: event.server }, event.typed ?? state.typed)
			: { state };
	switch (state.step) {
		case 'loading':
			return atLoading(state, event);
		case 'unnamed':
		case 'unavailable':
			return withoutOffer(state, event);
		case 'form':
			return atForm(state, event);
		case 'closed':
			return atClosed(state, event);
		case 'returning':
			if (event.type === 'signedIn') return signedIn(event.userId);
			if (event.type !== 'failed') return { state };
			return load({ server: state.server }, state.typed, 'show', event.error);
		case 'signedIn':
			return { state };
	}
}

/** What happens until it is known what the homeserver offers. */
function atLoading(state: In<'loading'>, event: Event): Next {
	switch (event.type) {
		case 'opened':
			return state.place ? { state } : opened(state, event);
		case 'located':
			return state.place ? { state } : located(state, event.server);
		case 'offered':
			return state.place?.server.baseUrl === event.server.baseUrl
				? offered(state, state.place, event)
				: { state };
		case 'submitted':
			// Pressed before the homeserver has answered: it is not lost.
			return { state: { ...state, typed: event.typed, next: 'submit' } };
		case 'failed': {
			const { typed, place } = state;
			return { state: { step: 'unavailable', typed, error: event.error, ...(place && { place }) } };
		}
		default:
			return { state };
	}
}

function opened(state: In<'loading'>, { returned, userId, typed, error }: Told<'opened'>): Next {
	if (returned) {
		const { server, provider } = returned;
		return {
			state: { step: 'returning', server, provider, typed },
			command: { run: 'redeem', returned }
		};
	}
	if (userId !== undefined) return signedIn(userId, true);
	return { state: { ...state, typed, ...withError(error) }, command: { run: 'locate' } };
}

function located({ typed, error, next }: In<'loading'>, server: Homeserver | undefined): Next {
	if (server) return load({ server }, typed, next, error);
	const state: State = { step: 'unnamed', typed, ...withError(error) };
	return next === 'submit' ? withoutOffer(state, { type: 'submitted', typed }) : { state };
}

function offered(
	{ typed, error, next }: In<'loading'>,
	place: Place,
	{ offer, deviceId }: Told<'offered'>
): Next {
	if (!offer.password)
		return { state: { step: 'closed', place, offer, typed, ...withError(error) } };
	const { providers } = offer;
	const form = { step: 'form', place, providers, deviceId, typed, faults: {} } as const;
	return next === 'submit' ? submitted(form, typed) : { state: { ...form, ...withError(error) } };
}

/** No homeserver is known, or not what it offers: a whole Matrix ID leads to one. */
function withoutOffer(state: In<'unnamed'> | In<'unavailable'>, event: Event): Next {
	if (event.type === 'found') return load(event.place, event.typed, 'submit');
	if (event.type === 'failed') return { state: { ...state, error: event.error } };
	if (event.type !== 'submitted') return { state };
	const { typed } = event;
	const place = state.step === 'unavailable' ? state.place : undefined;
	const who = readIdentifier(typed.username);
	if (who?.kind === 'id' && !(place && isAt(place, who))) {
		return { state: { ...state, typed }, command: find(who.serverName, typed) };
	}
	if (state.step === 'unnamed') return { state: { ...state, typed } };
	if (place) return load(place, typed, 'submit');
	return { state: { step: 'loading', typed, next: 'submit' }, command: { run: 'locate' } };
}

function atForm(state: FormState, event: Event): Next {
	switch (event.type) {
		case 'submitted':
			return submitted(state, event.typed);
		case 'found':
			return load(event.place, event.typed, 'submit');
		case 'signedIn':
			return signedIn(event.userId);
		case 'failed':
			return failed(state, event.error);
		default:
			return towardsProvider(state, event);
	}
}

function atClosed(state: In<'closed'>, event: Event): Next {
	return event.type === 'failed'
		? { state: { ...state, error: event.error } }
		: towardsProvider(state, event);
}

/** To a provider: the page ends there, or the person comes back to it. */
function towardsProvider(state: FormState | In<'closed'>, event: Event): Next {
	if (event.type === 'cameBack') return { state: { ...state, error: { kind: 'ssoUnfinished' } } };
	if (event.type !== 'providerChosen') return { state };
	const { server } = state.place;
	return { state: clean(state), command: { run: 'leave', server, provider: event.provider } };
}

/** What can be seen to be missing is told before anything is sent. */
function submitted(state: FormState, typed: Typed): Next {
	const { place, deviceId } = state;
	const { password } = typed;
	const who = readIdentifier(typed.username);
	const faults: Faults = {
		...(!who && { username: { kind: 'identifierMissing' } }),
		...(!password?.reveal() && { password: { kind: 'passwordMissing' } })
	};
	const form: FormState = { ...clean(state), typed, faults };
	if (!who || !password?.reveal()) return { state: form };
	if (who.kind === 'id' && !isAt(place, who))
		return { state: form, command: find(who.serverName, typed) };
	const { server } = place;
	const identifier = identifierOf(who);
	return { state: form, command: { run: 'signIn', server, identifier, password, deviceId } };
}

/** Whether a Matrix ID is one of this homeserver's. */
const isAt = ({ server, foundAs }: Place, { serverName }: Extract<Who, { kind: 'id' }>): boolean =>
	serverName === server.serverName.toLowerCase() || serverName === foundAs;

const find = (serverName: string, typed: Typed): Command => ({ run: 'find', serverName, typed });

/** A failure at the form: at its field if it has one. Nothing that was typed is lost. */
function failed(state: FormState, error: PortalError): Next {
	const field = fieldOf(error);
	if (!field) return { state: { ...state, error } };
	return { state: { ...state, faults: { ...state.faults, [field]: error } } };
}

/** Asks what a homeserver offers. */
function load(
	place: Place,
	typed: Typed,
	next: 'show' | 'submit' = 'show',
	error?: PortalError
): Next {
	const state: State = { step: 'loading', place, typed, next, ...withError(error) };
	return { state, command: { run: 'offer', server: place.server } };
}

function signedIn(userId: string, already = false): Next {
	return { state: { step: 'signedIn', userId, already }, command: { run: 'goOn' } };
}

/** The state without the error of an earlier try. */
function clean<S extends FormState | In<'closed'>>(state: S): S {
	const { error: _, ...rest } = state;
	return rest as S;
}

const withError = (error: PortalError | undefined) => (error ? { error } : {});
