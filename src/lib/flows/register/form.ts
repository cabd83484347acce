import type { PortalError } from '$lib/base/errors';
import type { IdentityProvider } from '$lib/matrix/ports';
import { EMAIL, begin, chooseFlow, demands, nextStage } from '$lib/uia/stages';
import { advance, awaitLink, clean, load, ready, restart, withError } from './advance';
import {
	fieldOf,
	findFaults,
	isSameAccount,
	isTokenSpent,
	type Attempt,
	type Typed
} from './attempt';
import type { Event, FormState, Next, State } from './states';

type Offered = Extract<Event, { type: 'offered' }>;

/** The form for what the homeserver asks; an error of an earlier try goes to its field. */
export function openForm(event: Offered, typed: Typed, error: PortalError | undefined): State {
	const { server, offer, deviceId, clientSecret } = event;
	if (offer.kind === 'elsewhere') return { step: 'elsewhere', server, url: offer.url, typed };
	if (offer.kind === 'closed') return { step: 'closed', server, offer, typed, ...withError(error) };
	const uia = begin(offer.challenge);
	if (!uia) return { step: 'unavailable', server, typed, error: { kind: 'noUsableFlow' } };
	const field = error && fieldOf(error);
	return {
		step: 'form',
		server,
		uia,
		providers: offer.providers,
		demands: demands(uia.flows, { token: typed.token !== '' }),
		policy: {},
		deviceId,
		clientSecret,
		typed,
		faults: field ? { [field]: error } : {},
		...withError(field ? undefined : error)
	};
}

/** What happens while the form is shown. */
export function atForm(state: FormState, event: Event): Next {
	switch (event.type) {
		case 'policyKnown':
			return { state: { ...state, policy: event.policy } };
		case 'usernameLeft':
			return checkName(state, event.username);
		case 'nameChecked':
			if (state.name?.name !== event.name) return { state };
			return { state: { ...state, name: { name: event.name, result: event.result } } };
		case 'submitted':
			return submitted(state, event.typed);
		case 'tokenChecked':
			return advance(event.attempt, { ...state, begun: event.attempt });
		case 'advanced':
			return advance(event.attempt, state);
		case 'mailSent':
			return awaitLink(event);
		case 'registered':
			return ready(event);
		case 'providerChosen':
			return leave(state, event.provider);
		case 'cameBack':
			return { state: { ...state, error: { kind: 'ssoUnfinished' } } };
		case 'failed':
			return failed(state, event.error, event.attempt);
		default:
			return { state };
	}
}

/** To a provider: the page ends there, or the person comes back to it. */
export function leave(
	state: FormState | Extract<State, { step: 'closed' }>,
	provider: IdentityProvider
): Next {
	return { state: clean(state), command: { run: 'leave', server: state.server, provider } };
}

/** Each name is asked for once, and only if it can be a name: the endpoint has a strict limit. */
function checkName(state: FormState, name: string): Next {
	if (state.name?.name === name) return { state };
	const { name: _, ...form } = state;
	const { username: _fault, ...faults } = state.faults;
	if (name === '') return { state: { ...form, faults } };
	const typed = { ...state.typed, username: name };
	const { username: fault } = findFaults(
		typed,
		state.demands,
		state.policy,
		state.server.serverName
	);
	if (fault) return { state: { ...form, faults: { ...faults, username: fault } } };
	return {
		state: { ...form, faults, name: { name, result: 'asking' } },
		command: { run: 'checkName', server: state.server, name }
	};
}

/**
 * Everything that can be seen to be wrong is told before anything is sent.
 * @param renewed sent unseen: the homeserver has forgotten an earlier attempt
 */
export function submitted(state: FormState, typed: Typed, renewed = false): Next {
	const { server, deviceId, clientSecret, begun } = state;
	const given = { email: typed.email !== '', token: typed.token !== '' };
	const asked = demands(state.uia.flows, given);
	const faults = findFaults(typed, asked, state.policy, server.serverName);
	const form: FormState = { ...clean(state), typed, demands: asked, faults };
	if (Object.keys(faults).length > 0) return { state: form };
	if (begun && !isSameAccount(begun.typed, typed)) return load(server, typed, undefined, 'submit');
	const uia = begun?.uia ?? state.uia;
	const flow = chooseFlow(uia, given);
	if (!flow) return { state: { ...form, error: { kind: 'noUsableFlow' } } };
	const fresh = { server, uia, deviceId, clientSecret, sent: false };
	const attempt: Attempt = { ...(begun ?? fresh), typed, flow, ...(renewed && { renewed }) };
	return advance(attempt, form);
}

/** A failure at the form: at its field if it has one. Nothing that was typed is lost. */
function failed(state: FormState, error: PortalError, attempt: Attempt | undefined): Next {
	if (attempt && error.kind === 'uiaExpired') return restart(attempt, error);
	// A new attempt would need the registration token once more: only the address can change.
	if (attempt && isTokenSpent(attempt) && nextStage(attempt.uia, attempt.flow) === EMAIL)
		return { state: { step: 'address', attempt, error } };
	const field = fieldOf(error);
	const form: FormState = field
		? { ...state, faults: { ...state.faults, [field]: error } }
		: { ...state, error };
	// What was sent before the homeserver's rules were known is corrected with them in view.
	if (Object.keys(state.policy).length > 0) return { state: form };
	return { state: form, command: { run: 'askPolicy', server: state.server } };
}
