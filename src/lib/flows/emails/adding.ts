import type { PortalError } from '$lib/base/errors';
import { confirmation } from '$lib/uia/confirm';
import {
	addressOf,
	isEmailFault,
	list,
	type Adding,
	type CodeState,
	type ConfirmState,
	type Event,
	type ListState,
	type MailState,
	type Next,
	type State
} from './states';

type Told<Type extends Event['type']> = Extract<Event, { type: Type }>;
type Outcome = Told<'added' | 'challenged' | 'notConfirmed'>;
type Step = ListState | ConfirmState | MailState | CodeState | Extract<State, { step: 'resuming' }>;

/** On from an answer of the homeserver, wherever it was asked. */
export function proceed(state: Step, event: Outcome): Next {
	switch (event.type) {
		case 'added':
			return added(state, event.adding);
		case 'challenged':
			return challenged(state, event);
		case 'notConfirmed':
			return notConfirmed(state, event.adding);
	}
}

function added({ threepids }: Step, adding: Adding): Next {
	const { medium } = adding;
	const address = addressOf(adding);
	const note = { kind: 'added', address } as const;
	// The homeserver lists numbers without the sign that stands before the country code.
	const fresh = { medium, address: address.replace(/^\+/u, '') };
	return {
		state: { ...list([...threepids.filter((one) => one.address !== fresh.address), fresh]), note },
		command: { run: 'refresh' }
	};
}

/** Either the password is asked for, or what was tried to confirm did not count. */
function challenged(state: Step, { adding, challenge, refusal, again }: Told<'challenged'>): Next {
	const { threepids } = state;
	const before = adding.confirmation;
	const next = confirmation(challenge, before);
	if (!next) return { state: leave(state, adding, { kind: 'badAnswer' }) };
	const goesOn = next.uia.completed.length > (before?.uia.completed.length ?? 0);
	const unheard = state.step === 'confirm' && !goesOn && !again;
	const error = refusal ?? (unheard ? ({ kind: 'stageRefused' } as const) : undefined);
	const opened = state.step === 'confirm' && state.opened;
	const confirm: ConfirmState = {
		step: 'confirm',
		threepids,
		adding: { ...adding, confirmation: next },
		...(opened && { opened }),
		...(again && { again }),
		...(error && { error })
	};
	if (state.step === 'confirm' || adding.medium !== 'email') return { state: confirm };
	return { state: confirm, command: { run: 'listen', adding: { ...adding, confirmation: next } } };
}

function notConfirmed(state: Step, adding: Adding): Next {
	const { threepids } = state;
	const error = { kind: 'linkNotConfirmed' } as const;
	if (adding.medium === 'msisdn') return { state: { step: 'code', threepids, adding, error } };
	// Asked for by hand: it has to be told. The wait goes on by itself.
	if (state.step === 'mail') return { state: { ...state, error } };
	return awaitMail({ threepids, adding });
}

function awaitMail({ threepids, adding }: Pick<MailState, 'threepids' | 'adding'>): Next {
	return {
		state: { step: 'mail', threepids, adding, link: 'awaited' },
		command: { run: 'waitForLink', adding }
	};
}

/** Back to the list, where the address can be changed. */
function leave({ threepids }: Step, adding: Adding, error?: PortalError): ListState {
	const isField = error !== undefined && isEmailFault(error);
	const told = error && (isField ? { fault: error } : { error });
	const address = addressOf(adding);
	if (adding.medium === 'email') {
		const left = isField ? {} : { left: adding };
		return { ...list(threepids, address), ...told, ...left };
	}
	return {
		...list(threepids),
		phone: { typed: address, ...(isField && { fault: error }) },
		...(!isField && error && { error })
	};
}

/** What happens while the homeserver wants to be sure who asks. */
export function atConfirm(state: ConfirmState, event: Event): Next {
	const { adding } = state;
	switch (event.type) {
		case 'passwordGiven':
			return { state: clean(state), command: { run: 'ask', adding, password: event.password } };
		case 'pageDone':
			return { state: clean(state), command: { run: 'ask', adding } };
		case 'lost': {
			const { adding: asked, error: lost } = event;
			return { state: clean(state), command: { run: 'ask', adding: asked, lost } };
		}
		case 'linkOpened':
			return { state: { ...state, opened: true } };
		case 'added':
		case 'challenged':
		case 'notConfirmed':
			return proceed(state, event);
		case 'back':
			return { state: leave(state, adding) };
		case 'failed':
			return failedAtStep(state, event);
		default:
			return { state };
	}
}

/** What happens while the link of the mail is waited for. */
export function atMail(state: MailState, event: Event): Next {
	const { adding, threepids } = state;
	switch (event.type) {
		case 'continued':
			return { state: clean(state), command: { run: 'ask', adding } };
		case 'resendAsked':
			return { state: clean(state), command: { run: 'resend', adding } };
		case 'mailSent':
			return awaitMail({ threepids, adding: event.adding });
		case 'linkExpired':
			return { state: { ...clean(state), link: 'expired' } };
		case 'pollTroubled': {
			const command = { run: 'waitForLink', adding, trouble: event.error } as const;
			return { state: { ...state, error: event.error }, command };
		}
		case 'pollRecovered':
			return { state: clean(state), command: { run: 'waitForLink', adding } };
		case 'added':
		case 'challenged':
		case 'notConfirmed':
			return proceed(state, event);
		case 'back':
			return { state: leave(state, adding) };
		case 'failed':
			return failedAtStep(state, event);
		default:
			return { state };
	}
}

/** What happens while the code of a text message is asked for. */
export function atCode(state: CodeState, event: Event): Next {
	const { adding } = state;
	switch (event.type) {
		case 'codeGiven': {
			const code = event.code.trim();
			if (code === '') return { state };
			return { state: clean(state), command: { run: 'submitCode', adding, code } };
		}
		case 'added':
		case 'challenged':
		case 'notConfirmed':
			return proceed(state, event);
		case 'back':
			return { state: leave(state, adding) };
		case 'failed':
			return failedAtStep(state, event);
		default:
			return { state };
	}
}

/** A failure that concerns the address leads to where it can be changed; others are told where one is. */
export function failedAtStep(state: Exclude<Step, ListState>, { error }: Told<'failed'>): Next {
	const { threepids, adding } = state;
	if (isEmailFault(error) && error.kind !== 'rateLimited' && error.kind !== 'mailNotSent')
		return { state: leave(state, adding, error) };
	if (state.step === 'resuming') return { state: leave(state, adding, error) };
	if (error.kind === 'linkExpired' && adding.medium === 'email')
		return { state: { step: 'mail', threepids, adding, link: 'expired' } };
	return { state: { ...state, error } };
}

/** The state without the error of an earlier try. */
function clean<S extends { error?: PortalError; again?: true }>(state: S): S {
	const { error: _, ...rest } = state;
	return rest as S;
}
