import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { fieldOf, findFaults } from './faults';
import { awaitLink } from './link';
import { clean, type Event, type FormState, type Next, type Typed } from './states';

/** What happens while the form is shown. */
export function atForm(state: FormState, event: Event): Next {
	switch (event.type) {
		case 'located':
			return state.place === 'locating' ? located(state, event.server) : { state };
		case 'policyKnown':
			return { state: { ...state, policy: event.policy } };
		case 'submitted':
			return submitted(state, event.typed);
		case 'mailSent':
			return awaitLink(event.reset);
		case 'elsewhere': {
			const { server, url } = event;
			return { state: { step: 'elsewhere', server, url, form: clean(state) } };
		}
		case 'closed': {
			const { server, contact } = event;
			const form = clean(state);
			return { state: { step: 'closed', server, form, ...(contact && { contact }) } };
		}
		case 'back':
			return state.earlier ? awaitLink(state.earlier) : { state };
		case 'failed':
			return failed(state, event.error);
		default:
			return { state };
	}
}

/** The form of a homeserver, with what was typed so far. */
export function choose(form: FormState, server: Homeserver, typed = form.typed): Next {
	const { pressed: _, earlier: _earlier, ...rest } = clean(form);
	return {
		state: { ...rest, place: 'known', server, typed, policy: {}, faults: {} },
		command: { run: 'askPolicy', server }
	};
}

function located(state: FormState, server: Homeserver | undefined): Next {
	const { pressed, ...form } = state;
	if (!server) return { state: { ...form, place: 'unnamed' } };
	const known: FormState = { ...form, place: 'known', server };
	const sent = pressed ? submitted(known, known.typed) : { state: known };
	return sent.command ? sent : { ...sent, command: { run: 'askPolicy', server } };
}

function submitted(state: FormState, typed: Typed): Next {
	const { server, clientSecret, earlier } = state;
	const faults = findFaults(typed, state.policy);
	const form: FormState = { ...clean(state), typed, faults };
	if (Object.keys(faults).length > 0) return { state: form };
	if (!server) return pressedEarly(form);
	const { mail, session } = earlier ?? {};
	// The same address again: the homeserver sends a further mail for a higher number only.
	const again = mail?.address === typed.email;
	const command = {
		run: 'send',
		server,
		clientSecret,
		typed,
		count: again ? mail.attempt + 1 : 1,
		...(session !== undefined && { session })
	} as const;
	return { state: form, command };
}

/** Pressed before it is known where: it is not lost. */
function pressedEarly(form: FormState): Next {
	if (form.place === 'unnamed') return { state: form };
	const state: FormState = { ...form, place: 'locating', pressed: true };
	return form.place === 'unfound' ? { state, command: { run: 'locate' } } : { state };
}

/** A failure at the form: at its field if it has one. Nothing that was typed is lost. */
export function failed(state: FormState, error: PortalError): Next {
	if (state.place === 'locating') {
		const { pressed: _, ...form } = state;
		return { state: { ...form, place: 'unfound', error } };
	}
	const field = fieldOf(error);
	const form: FormState = field
		? { ...state, faults: { ...state.faults, [field]: error } }
		: { ...state, error };
	// What was sent before the homeserver's rules were known is corrected with them in view.
	if (!state.server || Object.keys(state.policy).length > 0) return { state: form };
	return { state: form, command: { run: 'askPolicy', server: state.server } };
}
