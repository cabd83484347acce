import { Secret } from '$lib/base/secret';
import type { SentMail } from '$lib/session/awaited-link';
import {
	initial,
	type Event,
	type FormState,
	type PasswordState,
	type Reset,
	type State,
	type WaitingState
} from './states';

/** Sample states and events of a reset, for its tests. */
export const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
export const otherServer = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };
export const password = new Secret('correct horse battery');
export const typed = { email: 'ada@example.org', password };
export const policy = { minimumLength: 8 };

export const mail: SentMail = {
	address: 'ada@example.org',
	sid: '17',
	attempt: 1,
	sentAt: 1_000,
	expiresAt: 3_601_000
};
export const afterReload: Reset = { server, clientSecret: 'secret', session: 's1', mail };
export const reset: Reset = { ...afterReload, password };

export const form = (more: Partial<FormState> = {}): FormState => ({
	...initial,
	place: 'known',
	server,
	clientSecret: 'secret',
	policy,
	...more
});
export const waiting = (more: Partial<WaitingState> = {}): WaitingState => ({
	step: 'waiting',
	reset,
	link: 'awaited',
	...more
});
export const choosing = (more: Partial<PasswordState> = {}): PasswordState => ({
	step: 'password',
	reset: afterReload,
	policy,
	...more
});

/** One state of each step. */
export const states: { [Step in State['step']]: Extract<State, { step: Step }> } = {
	form: form(),
	waiting: waiting(),
	password: choosing(),
	elsewhere: { step: 'elsewhere', server, url: 'https://id.example.org/', form: form() },
	closed: { step: 'closed', server, form: form() },
	resume: { step: 'resume', reset: afterReload, form: initial },
	replaced: { step: 'replaced' },
	done: { step: 'done', server }
};

/** One event of each type. */
export const events: { [Type in Event['type']]: Extract<Event, { type: Type }> } = {
	opened: { type: 'opened', typed: { email: '' }, clientSecret: 'secret' },
	located: { type: 'located', server },
	homeserverChosen: { type: 'homeserverChosen', server: otherServer },
	policyKnown: { type: 'policyKnown', policy },
	submitted: { type: 'submitted', typed },
	mailSent: { type: 'mailSent', reset },
	elsewhere: { type: 'elsewhere', server, url: 'https://id.example.org/' },
	closed: { type: 'closed', server },
	verifiedPressed: { type: 'verifiedPressed' },
	resendAsked: { type: 'resendAsked' },
	otherAddressAsked: { type: 'otherAddressAsked' },
	linkExpired: { type: 'linkExpired' },
	pollTroubled: { type: 'pollTroubled', error: { kind: 'unreachable' } },
	pollRecovered: { type: 'pollRecovered' },
	confirmed: { type: 'confirmed', reset: afterReload },
	passwordGiven: { type: 'passwordGiven', password },
	renewed: { type: 'renewed', reset: { ...reset, session: 's2', renewed: true } },
	replaced: { type: 'replaced' },
	finished: { type: 'finished' },
	tidied: { type: 'tidied' },
	resumed: { type: 'resumed' },
	startedAnew: { type: 'startedAnew' },
	back: { type: 'back' },
	failed: { type: 'failed', error: { kind: 'badAnswer' } }
};
