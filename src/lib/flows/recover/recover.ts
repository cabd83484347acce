import type { PortalError } from '$lib/base/errors';
import { atForm, choose } from './form';
import { atPassword, atWaiting, awaitLink } from './link';
import type { Command, Event, FormState, Next, State } from './states';
import { toWaiting, type Waiting } from './waiting';

type In<Step extends State['step']> = Extract<State, { step: Step }>;

/** Commands that go on unseen while the form is filled in, a mail is waited for, or all is done. */
export const background = ['askPolicy', 'waitForLink', 'tidy'] as const;

/** What a failed command tells the machine. */
export const failure = (error: PortalError, command: Command): Event => ({
	type: 'failed',
	error,
	...('reset' in command && { reset: command.reset }),
	...(command.run === 'finish' && {
		reset: { ...command.reset, password: command.password }
	})
});

/**
 * The machine of recovery: pure, every way through it is tested without a page. An event that does
 * not fit the step changes nothing.
 */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'form':
			if (event.type === 'opened') return opened(state, event);
			if (event.type === 'homeserverChosen') return choose(state, event.server, event.typed);
			return atForm(state, event);
		case 'elsewhere':
		case 'closed':
			return event.type === 'homeserverChosen' ? choose(state.form, event.server) : { state };
		case 'resume':
			return atResume(state, event);
		case 'waiting':
			return atWaiting(state, event);
		case 'password':
			return atPassword(state, event);
		case 'replaced':
		case 'done':
			return { state };
	}
}

function opened(state: FormState, event: Extract<Event, { type: 'opened' }>): Next {
	const { typed, clientSecret, waiting } = event;
	const form: FormState = { ...state, typed, clientSecret };
	if (!waiting) return { state: form, command: { run: 'locate' } };
	if (waiting.sameTab) return awaitLink(waiting.record);
	return { state: { step: 'resume', reset: waiting.record, form } };
}

function atResume(state: In<'resume'>, event: Event): Next {
	switch (event.type) {
		case 'resumed':
			return awaitLink(state.reset);
		case 'startedAnew':
			return { state: state.form, command: { run: 'locate' } };
		case 'submitted':
			// Typed into the form before it was known that there is something to ask.
			return { state: { ...state, form: { ...state.form, typed: event.typed } } };
		default:
			return { state };
	}
}

/** What has to survive the tab: a record to keep, `false` to forget it, nothing to leave it alone. */
export function toKeep(state: State): { record: Waiting; expiresAt?: number } | false | undefined {
	switch (state.step) {
		case 'waiting':
			return { record: toWaiting(state.reset), expiresAt: state.reset.mail.expiresAt };
		case 'password':
			// The link has served: now it is the homeserver's session that counts.
			return { record: toWaiting(state.reset) };
		case 'done':
			return false;
		default:
			return undefined;
	}
}
