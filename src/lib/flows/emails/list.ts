import { faultOfEmail } from '$lib/base/email';
import type { PortalError } from '$lib/base/errors';
import type { Threepid } from '$lib/matrix/account-ports';
import { proceed } from './adding';
import { faultOfPhone, internationalNumber } from './phone';
import { addressOf, isEmailFault, isListed, type Event, type ListState, type Next } from './states';

/** What happens while the list is shown. */
export function atList(state: ListState, event: Event): Next {
	switch (event.type) {
		case 'typed':
			return { state: { ...state, typed: event.email } };
		case 'submitted':
			return submitted(state, event.clientSecret);
		case 'phoneTyped':
			return { state: { ...state, phone: { ...state.phone, typed: event.number } } };
		case 'phoneSubmitted':
			return phoneSubmitted(state, event.clientSecret);
		case 'codeSent':
			return { state: { step: 'code', threepids: state.threepids, adding: event.adding } };
		case 'removeAsked':
			return { state: { ...quiet(state), removing: { threepid: event.threepid, asked: true } } };
		case 'removeCancelled':
			return { state: quiet(state) };
		case 'removeConfirmed':
			return removeConfirmed(state);
		case 'removed':
			return removed(state, event.threepid);
		case 'added':
		case 'challenged':
		case 'notConfirmed':
			return proceed(state, event);
		case 'refreshed':
			return { state: { ...state, threepids: event.threepids } };
		case 'failed':
			return failed(state, event);
		default:
			return { state };
	}
}

/** The list without what an earlier press has brought. */
function quiet(state: ListState): ListState {
	const { fault: _f, note: _n, error: _e, removing: _r, phone, ...rest } = state;
	const { fault: _p, ...plain } = phone;
	return { ...rest, phone: plain };
}

/** What can be seen to be wrong is told before anything is sent. */
function submitted(state: ListState, clientSecret: string): Next {
	const address = state.typed.trim();
	const next = quiet(state);
	const fault = faultOfEmail(address);
	if (fault) return { state: { ...next, fault } };
	if (isListed(state.threepids, 'email', address))
		return { state: { ...next, fault: { kind: 'alreadyListed' } } };
	const { left, ...fresh } = next;
	if (left && isListed([{ medium: 'email', address: addressOf(left) }], 'email', address))
		return { state: next, command: { run: 'ask', adding: left } };
	return { state: fresh, command: { run: 'begin', address, clientSecret } };
}

function phoneSubmitted(state: ListState, clientSecret: string): Next {
	const next = quiet(state);
	const number = internationalNumber(state.phone.typed);
	const fault = faultOfPhone(number);
	if (fault) return { state: { ...next, phone: { ...next.phone, fault } } };
	if (isListed(state.threepids, 'msisdn', number))
		return { state: { ...next, phone: { ...next.phone, fault: { kind: 'alreadyListed' } } } };
	return { state: next, command: { run: 'sendCode', number, clientSecret } };
}

function removeConfirmed(state: ListState): Next {
	if (!state.removing?.asked) return { state };
	const { threepid } = state.removing;
	return {
		state: { ...quiet(state), removing: { threepid, asked: false } },
		command: { run: 'remove', threepid }
	};
}

function removed(state: ListState, { medium, address }: Threepid): Next {
	const threepids = state.threepids.filter(
		(one) => one.medium !== medium || one.address !== address
	);
	const note = { kind: 'removed', address } as const;
	return { state: { ...quiet(state), threepids, note }, command: { run: 'refresh' } };
}

/** A failure goes to the field that it concerns. */
function failed(state: ListState, { error, command }: Extract<Event, { type: 'failed' }>): Next {
	const next = quiet(state);
	switch (command.run) {
		case 'refresh':
			// The list is as it was when it was last heard of, and what was done is in it.
			return { state };
		case 'begin':
		case 'ask':
			return { state: isEmailFault(error) ? { ...next, fault: error } : { ...next, error } };
		case 'sendCode':
			return { state: phoneFailed(next, error) };
		default:
			return { state: { ...next, error } };
	}
}

function phoneFailed(state: ListState, error: PortalError): ListState {
	const { phone } = state;
	if (error.kind === 'emailUnsupported' || error.kind === 'unsupported')
		return { ...state, phone: { ...phone, none: true } };
	return isEmailFault(error)
		? { ...state, phone: { ...phone, fault: error } }
		: { ...state, error };
}
