import type { PortalError } from '$lib/base/errors';
import { EMAIL, nextStage } from '$lib/uia/stages';
import { advance, awaitLink, load, ready, restart, withError } from './advance';
import { isTokenSpent, type Attempt } from './attempt';
import { atAddress, atEmail, atStage } from './confirming';
import { atForm, leave, openForm, submitted } from './form';
import { initial, type Command, type Event, type Next, type State } from './states';
import { fromWaiting, toWaiting, type Waiting } from './waiting';

type In<Step extends State['step']> = Extract<State, { step: Step }>;
type Told<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** Commands that go on unseen while the form is filled in or a mail is waited for. */
export const background = ['askPolicy', 'checkName', 'waitForLink'] as const;

/** What a failed command tells the machine. */
export const failure = (error: PortalError, command: Command): Event => ({
	type: 'failed',
	error,
	...('attempt' in command ? { attempt: command.attempt } : {})
});

/**
 * The machine of registration: pure, every way through it is tested without a page. An event that
 * does not fit the step changes nothing.
 */
export function transition(state: State, event: Event): Next {
	if (event.type === 'homeserverChosen')
		return 'typed' in state ? load(event.server, event.typed ?? state.typed) : { state };
	switch (state.step) {
		case 'loading':
			return atLoading(state, event);
		case 'form':
			return atForm(state, event);
		case 'closed':
			return atClosed(state, event);
		case 'unavailable':
			return event.type === 'submitted' ? tryAgain({ ...state, typed: event.typed }) : { state };
		case 'policies':
		case 'stage':
			return atStage(state, event);
		case 'email':
			return atEmail(state, event);
		case 'address':
			return atAddress(state, event);
		case 'resume':
			return atResume(state, event);
		case 'returning':
			if (event.type === 'registered') return ready(event);
			return event.type === 'failed' ? load(state.server, state.anew, event.error) : { state };
		case 'unnamed':
		case 'elsewhere':
		case 'ready':
			return { state };
	}
}

/** What happens until it is known what the homeserver offers, or where a resumed attempt stands. */
function atLoading(state: In<'loading'>, event: Event): Next {
	switch (event.type) {
		case 'opened':
			return state.server ? { state } : opened(event);
		case 'located':
			return state.server ? { state } : located(state, event);
		case 'offered':
			return state.server?.baseUrl === event.server.baseUrl ? offered(state, event) : { state };
		case 'submitted':
			// Pressed before the homeserver has answered: it is not lost.
			return { state: { ...state, typed: event.typed, next: 'submit' } };
		case 'advanced':
			return advance(event.attempt, state);
		case 'registered':
			return ready(event);
		case 'failed':
			return failedAtLoading(state, event);
		default:
			return { state };
	}
}

function opened({ waiting, returned, typed, error }: Told<'opened'>): Next {
	if (returned) {
		const { server, provider } = returned;
		const state: State = { step: 'returning', server, provider, anew: typed };
		return { state, command: { run: 'redeem', returned } };
	}
	if (waiting) {
		if (waiting.sameTab) return resume(waiting.record);
		return { state: { step: 'resume', waiting: waiting.record, anew: typed } };
	}
	const state: State = { step: 'loading', typed, next: 'show', ...withError(error) };
	return { state, command: { run: 'locate' } };
}

function located({ typed, error, next }: In<'loading'>, { server }: Told<'located'>): Next {
	if (server) return load(server, typed, error, next);
	return { state: { step: 'unnamed', typed, ...withError(error) } };
}

function offered({ typed, error, next }: In<'loading'>, event: Told<'offered'>): Next {
	const form = openForm(event, typed, error);
	if (form.step !== 'form') return { state: form };
	const sent = next === 'show' ? { state: form } : submitted(form, typed, next === 'again');
	if (sent.command || sent.state.step !== 'form') return sent;
	return { state: sent.state, command: { run: 'askPolicy', server: event.server } };
}

function failedAtLoading(state: In<'loading'>, { error, attempt }: Told<'failed'>): Next {
	if (attempt && error.kind === 'uiaExpired') return restart(attempt, error);
	if (attempt) return load(attempt.server, attempt.typed, error);
	const server = state.server ? { server: state.server } : {};
	return { state: { step: 'unavailable', typed: state.typed, error, ...server } };
}

/** What the homeserver offers could not be found out: pressed once more, it is sent when it can be. */
function tryAgain({ server, typed }: In<'unavailable'>): Next {
	if (server) return load(server, typed, undefined, 'submit');
	return { state: { step: 'loading', typed, next: 'submit' }, command: { run: 'locate' } };
}

function atClosed(state: In<'closed'>, event: Event): Next {
	switch (event.type) {
		case 'providerChosen':
			return leave(state, event.provider);
		case 'cameBack':
			return { state: { ...state, error: { kind: 'ssoUnfinished' } } };
		case 'failed':
			return { state: { ...state, error: event.error } };
		default:
			return { state };
	}
}

function atResume(state: In<'resume'>, event: Event): Next {
	switch (event.type) {
		case 'resumed':
			return resume(state.waiting);
		case 'startedAnew':
			return { state: initial(state.anew), command: { run: 'locate' } };
		case 'submitted':
			// Typed into the form before it was known that there is something to ask.
			return { state: { ...state, anew: event.typed } };
		default:
			return { state };
	}
}

function resume(waiting: Waiting): Next {
	const attempt = fromWaiting(waiting);
	if (waiting.mail) return awaitLink({ attempt, mail: waiting.mail });
	return advance(attempt, whereItStands(attempt));
}

/** The step of an attempt whose next stage needs nothing from the person. */
function whereItStands(attempt: Attempt): State {
	if (nextStage(attempt.uia, attempt.flow) === EMAIL) return { step: 'address', attempt };
	return { step: 'loading', server: attempt.server, typed: attempt.typed, next: 'show' };
}

/** What has to survive the tab: a record to keep, `false` to forget it, nothing to leave it alone. */
export function toKeep(state: State): { record: Waiting; expiresAt?: number } | false | undefined {
	switch (state.step) {
		case 'form': {
			const { begun } = state;
			return begun && isTokenSpent(begun) ? { record: toWaiting(begun) } : false;
		}
		case 'policies':
		case 'stage':
		case 'address':
			return state.attempt.sent ? { record: toWaiting(state.attempt) } : undefined;
		case 'email':
			return { record: toWaiting(state.attempt, state.mail), expiresAt: state.mail.expiresAt };
		case 'ready':
			return false;
		default:
			return undefined;
	}
}
