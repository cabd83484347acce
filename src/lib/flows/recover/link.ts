import type { PortalError } from '$lib/base/errors';
import { faultOfPassword, fieldOf } from './faults';
import {
	clean,
	initial,
	type Event,
	type FormState,
	type Next,
	type PasswordState,
	type Reset,
	type WaitingState
} from './states';

/** From now on the link of a reset's mail is waited for. */
export const awaitLink = (reset: Reset): Next => ({
	state: { step: 'waiting', reset, link: 'awaited' },
	command: { run: 'waitForLink', reset }
});

/** The new password is set. */
const done = ({ server, mail }: Reset): Next => ({
	state: { step: 'done', server },
	command: { run: 'tidy', server, address: mail.address }
});

/** What happens while the link of the mail is waited for. */
export function atWaiting(state: WaitingState, event: Event): Next {
	const { reset } = state;
	switch (event.type) {
		case 'verifiedPressed':
			return { state: clean(state), command: { run: 'look', reset } };
		case 'resendAsked':
			return resend(state);
		case 'mailSent':
		case 'renewed':
			return awaitLink(event.reset);
		case 'linkExpired':
			return { state: { ...clean(state), link: 'expired' } };
		case 'pollTroubled': {
			const command = { run: 'waitForLink', reset, trouble: event.error } as const;
			return { state: { ...state, error: event.error }, command };
		}
		case 'pollRecovered':
			return { state: clean(state), command: { run: 'waitForLink', reset } };
		case 'confirmed':
			return askPassword(event.reset);
		case 'otherAddressAsked':
			return otherAddress(reset);
		case 'closed': {
			const { server, contact } = event;
			const { state: form } = otherAddress(reset);
			return { state: { step: 'closed', server, form, ...(contact && { contact }) } };
		}
		case 'replaced':
			return { state: { step: 'replaced' } };
		case 'finished':
			return done(reset);
		case 'failed':
			return failedAtWaiting(state, event.error);
		default:
			return { state };
	}
}

function resend(state: WaitingState): Next {
	const { server, clientSecret, session, mail, password } = state.reset;
	const typed = { email: mail.address, ...(password && { password }) };
	const count = mail.attempt + 1;
	const command = { run: 'send', server, clientSecret, typed, count } as const;
	// What the homeserver has forgotten has to be begun anew.
	return {
		state: clean(state),
		command: state.link === 'spent' ? command : { ...command, session }
	};
}

/** Back to the form, with everything in it: the address may have been mistyped. */
function otherAddress(reset: Reset): { state: FormState; command: Next['command'] } {
	const { server, clientSecret, mail, password } = reset;
	const typed = { email: mail.address, ...(password && { password }) };
	return {
		state: { ...initial, place: 'known', server, clientSecret, typed, earlier: reset },
		command: { run: 'askPolicy', server }
	};
}

/** The wait itself fails only with what somebody has to change; it goes on through everything else. */
function failedAtWaiting(state: WaitingState, error: PortalError): Next {
	const { reset } = state;
	if (error.kind === 'uiaExpired')
		return reset.renewed ? spent(reset) : { state, command: { run: 'renew', reset } };
	if (error.kind === 'linkExpired') return { state: { ...clean(state), link: 'expired' } };
	const field = fieldOf(error);
	if (field === 'password') return askPassword(reset, error);
	if (field === 'email') {
		const { state: form, command } = otherAddress(reset);
		return { state: { ...form, faults: { email: error } }, command };
	}
	return { state: { ...state, error } };
}

/** Nothing can be done with this confirmation any more: only a new mail helps. */
const spent = (reset: Reset): Next => ({
	state: { step: 'waiting', reset, link: 'spent', error: { kind: 'linkExpired' } }
});

/** The link is confirmed; the homeserver's rules are asked for, so that they are in view. */
function askPassword({ password: _, ...reset }: Reset, fault?: PortalError): Next {
	return {
		state: { step: 'password', reset, policy: {}, ...(fault && { fault }) },
		command: { run: 'askPolicy', server: reset.server }
	};
}

/** What happens while only the new password is missing. */
export function atPassword(state: PasswordState, event: Event): Next {
	const { reset, policy } = state;
	switch (event.type) {
		case 'policyKnown':
			return { state: { ...state, policy: event.policy } };
		case 'passwordGiven': {
			const { password } = event;
			const { fault: _, ...rest } = clean(state);
			const fault = faultOfPassword(password, policy);
			if (fault) return { state: { ...rest, fault } };
			return { state: rest, command: { run: 'finish', reset, password } };
		}
		case 'finished':
			return done(reset);
		case 'failed':
			return failedAtPassword(state, event.error, event.reset ?? reset);
		default:
			return { state };
	}
}

const LOST: readonly PortalError['kind'][] = ['uiaExpired', 'linkNotConfirmed', 'linkExpired'];

function failedAtPassword(state: PasswordState, error: PortalError, reset: Reset): Next {
	if (LOST.includes(error.kind)) return spent(reset);
	const field = fieldOf(error);
	if (field === 'password') return { state: { ...state, fault: error } };
	if (field === 'email') {
		const { state: form, command } = otherAddress(reset);
		return { state: { ...form, faults: { email: error } }, command };
	}
	return { state: { ...state, error } };
}
