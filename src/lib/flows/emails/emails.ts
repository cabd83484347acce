import type { PortalError } from '$lib/base/errors';
import type { Threepid } from '$lib/matrix/account-ports';
import { atCode, atConfirm, atMail, failedAtStep, proceed } from './adding';
import { atList } from './list';
import {
	addressOf,
	isListed,
	list,
	type AddingEmail,
	type Command,
	type Event,
	type Next,
	type State
} from './states';
import { toWaiting, type Waiting } from './waiting';

type In<Step extends State['step']> = Extract<State, { step: Step }>;
type Told<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** Commands that go on unseen while the list is shown or a link is waited for. */
export const background = ['refresh', 'listen', 'waitForLink'] as const;

/** Commands with a password are not repeated by themselves. */
export const byHand = (command: Command): boolean => 'password' in command;

/** What a failed command tells the machine. */
export const failure = (error: PortalError, command: Command): Event => ({
	type: 'failed',
	error,
	command
});

/**
 * The machine of the emails' page: pure, every way through it is tested without a page. An event
 * that does not fit the step changes nothing.
 */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'loading':
			return atLoading(state, event);
		case 'unavailable': {
			if (event.type !== 'retried') return { state };
			const { left, typed } = state;
			return load(left, typed);
		}
		case 'list':
			return atList(state, event);
		case 'closed':
			return { state };
		case 'resume':
			return atResume(state, event);
		case 'resuming':
			return atResuming(state, event);
		case 'confirm':
			return atConfirm(state, event);
		case 'mail':
			return atMail(state, event);
		case 'code':
			return atCode(state, event);
	}
}

function load(left: Told<'opened'>['left'], typed: string): Next {
	return { state: { step: 'loading', typed, ...(left && { left }) }, command: { run: 'load' } };
}

function atLoading(state: In<'loading'>, event: Event): Next {
	switch (event.type) {
		case 'opened':
			return load(event.left, event.typed);
		case 'loaded':
			return loaded(state, event);
		case 'failed':
			return { state: { ...state, step: 'unavailable', error: event.error } };
		default:
			return { state };
	}
}

function loaded({ left, typed }: In<'loading'>, { threepids, closed }: Told<'loaded'>): Next {
	if (closed) return { state: { step: 'closed', threepids, ...closed } };
	if (!left) return { state: list(threepids, typed) };
	const adding = left.record;
	const address = addressOf(adding);
	// Its answer was lost, or another tab was faster.
	if (isListed(threepids, 'email', address))
		return { state: { ...list(threepids, typed), note: { kind: 'added', address } } };
	if (!left.sameTab) return { state: { step: 'resume', threepids, adding, typed } };
	return resuming(threepids, adding);
}

function resuming(threepids: readonly Threepid[], adding: AddingEmail): Next {
	return { state: { step: 'resuming', threepids, adding }, command: { run: 'ask', adding } };
}

function atResume(state: In<'resume'>, event: Event): Next {
	const { threepids, adding, typed } = state;
	if (event.type === 'resumed') return resuming(threepids, adding);
	if (event.type === 'leftAlone') return { state: list(threepids, typed) };
	return { state };
}

function atResuming(state: In<'resuming'>, event: Event): Next {
	switch (event.type) {
		case 'added':
		case 'challenged':
		case 'notConfirmed':
			return proceed(state, event);
		case 'failed':
			return failedAtStep(state, event);
		default:
			return { state };
	}
}

/** What has to survive the tab: a record to keep, `false` to forget it, nothing to leave it alone. */
export function toKeep(state: State): { record: Waiting; expiresAt: number } | false | undefined {
	switch (state.step) {
		case 'confirm':
		case 'mail':
			if (state.adding.medium !== 'email') return undefined;
			return { record: toWaiting(state.adding), expiresAt: state.adding.mail.expiresAt };
		case 'list':
			return false;
		default:
			return undefined;
	}
}
