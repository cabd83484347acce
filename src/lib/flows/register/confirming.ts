import { faultOfEmail } from '$lib/base/email';
import type { PortalError } from '$lib/base/errors';
import { TERMS } from '$lib/uia/stages';
import { advance, awaitLink, clean, load, ready, restart, submit } from './advance';
import { fieldOf, flowFor, isTokenSpent, type Attempt } from './attempt';
import type { EmailState, Event, Next, State } from './states';

type StageState = Extract<State, { step: 'policies' | 'stage' }>;
type AddressState = Extract<State, { step: 'address' }>;

/** What happens while policies or the page of a stage are shown. */
export function atStage(state: StageState, event: Event): Next {
	const { attempt } = state;
	const stage = state.step === 'stage' ? state.stage : TERMS;
	const isDone = ({ uia }: Attempt) => uia.completed.includes(stage);
	switch (event.type) {
		case 'accepted':
			if (state.step !== 'policies') return { state };
			return isDone(attempt) ? advance(attempt, state) : submit(state, attempt, TERMS);
		case 'stageDone':
			// Documents that cannot be read here are accepted on the homeserver's own page, too.
			return isDone(attempt) ? advance(attempt, state) : submit(state, attempt, undefined);
		case 'advanced':
			if (isDone(event.attempt)) return advance(event.attempt, state);
			// The window was closed too early: the person has to know that something is left to do.
			return { state: { ...state, attempt: event.attempt, error: { kind: 'stageRefused' } } };
		case 'mailSent':
			return awaitLink(event);
		case 'registered':
			return ready(event);
		case 'back':
			// What the homeserver has taken cannot change any more: there is no way back from it.
			return attempt.sent ? { state } : load(attempt.server, attempt.typed);
		case 'failed':
			return failedAtStage(state, event.error, event.attempt ?? attempt);
		default:
			return { state };
	}
}

/** A failure that concerns a field leads to where it can be changed. */
function failedAtStage(state: StageState, error: PortalError, attempt: Attempt): Next {
	if (error.kind === 'uiaExpired') return restart(attempt, error);
	const field = fieldOf(error);
	if (field === 'email' && attempt.sent) return { state: { step: 'address', attempt, error } };
	return field ? load(attempt.server, attempt.typed, error) : { state: { ...state, error } };
}

/** What happens while the link of a mail is waited for. */
export function atEmail(state: EmailState, event: Event): Next {
	const { attempt, mail } = state;
	switch (event.type) {
		case 'resendAsked': {
			const { address } = mail;
			const command = { run: 'sendMail', attempt, address, count: mail.attempt + 1 } as const;
			return { state: clean(state), command };
		}
		case 'mailSent':
			return awaitLink(event);
		case 'linkExpired':
			return { state: { ...clean(state), link: 'expired' } };
		case 'pollTroubled': {
			const command = { run: 'waitForLink', attempt, mail, trouble: event.error } as const;
			return { state: { ...state, error: event.error }, command };
		}
		case 'pollRecovered':
			return { state: clean(state), command: { run: 'waitForLink', attempt, mail } };
		case 'otherAddressAsked':
			return { state: { step: 'address', attempt, mail } };
		case 'startedAnew':
			// Another attempt would need the registration token once more.
			return isTokenSpent(attempt) ? { state } : load(attempt.server, attempt.typed);
		case 'registered':
			return ready(event);
		case 'failed':
			return failedAtEmail(state, event.error);
		default:
			return { state };
	}
}

/** The wait itself fails only with what somebody has to change; it goes on through everything else. */
function failedAtEmail(state: EmailState, error: PortalError): Next {
	const { attempt, mail } = state;
	if (error.kind === 'uiaExpired') return restart(attempt, error);
	const field = fieldOf(error);
	if (field === 'email') return { state: { step: 'address', attempt, mail, error } };
	// The account is made: nothing is left to wait for here.
	return field || error.kind === 'awaitingApproval'
		? load(attempt.server, attempt.typed, error)
		: { state: { ...state, error } };
}

/** What happens while another address is asked for. */
export function atAddress(state: AddressState, event: Event): Next {
	const { attempt, mail } = state;
	switch (event.type) {
		case 'addressGiven':
			return changeAddress(state, event.address);
		case 'advanced':
			return advance(event.attempt, state);
		case 'mailSent':
			return awaitLink(event);
		case 'registered':
			return ready(event);
		case 'back': {
			if (!mail) return { state };
			const typed = { ...attempt.typed, email: mail.address };
			const flow = flowFor(attempt, mail.address) ?? attempt.flow;
			return awaitLink({ attempt: { ...attempt, typed, flow }, mail });
		}
		case 'failed': {
			if (event.error.kind === 'uiaExpired') return restart(event.attempt ?? attempt, event.error);
			const field = fieldOf(event.error);
			if (field === undefined || field === 'email')
				return { state: { ...state, error: event.error } };
			return load(attempt.server, attempt.typed, event.error);
		}
		default:
			return { state };
	}
}

/** Another address, or none where the homeserver does not need one: all the rest stays as it is. */
function changeAddress(state: AddressState, email: string): Next {
	const { attempt, mail } = state;
	const flow = flowFor(attempt, email);
	const fault = faultOfEmail(email);
	if (fault && (email !== '' || !flow)) return { state: { ...state, error: fault } };
	const changed = { ...attempt, typed: { ...attempt.typed, email }, flow: flow ?? attempt.flow };
	if (email === '') return advance(changed, state);
	const count = email === mail?.address ? mail.attempt + 1 : 1;
	return {
		state: clean(state),
		command: { run: 'sendMail', attempt: changed, address: email, count }
	};
}
