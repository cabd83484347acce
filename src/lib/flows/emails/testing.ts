import { Secret } from '$lib/base/secret';
import type { Threepid } from '$lib/matrix/account-ports';
import type { SentMail } from '$lib/session/awaited-link';
import { confirmation, type Confirmation } from '$lib/uia/confirm';
import type { Challenge } from '$lib/uia/types';
import {
	list,
	type AddingEmail,
	type AddingPhone,
	type Event,
	type ListState,
	type State
} from './states';

/** Sample states and events of the emails' page, for its tests. */
export const account = {
	server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
	userId: '@ada:example.org',
	deviceId: 'DEVICE'
};
export const password = new Secret('correct horse battery');
export const old: Threepid = { medium: 'email', address: 'old@example.org' };
export const number: Threepid = { medium: 'msisdn', address: '447700900000' };
export const mail: SentMail = {
	address: 'ada@example.org',
	sid: '17',
	attempt: 1,
	sentAt: 1_000,
	expiresAt: 3_601_000
};

export const challenge: Challenge = {
	session: 's1',
	flows: [{ stages: ['m.login.password'] }, { stages: ['m.login.sso'] }],
	params: {}
};

const begun = (): Confirmation => {
	const first = confirmation(challenge);
	if (!first) throw new Error('Nothing to confirm');
	return first;
};
export const confirming = begun();

/** Nothing was confirmed yet; the homeserver has asked; the phone's code was sent. */
export const fresh: AddingEmail = { medium: 'email', clientSecret: 'cs', mail };
export const adding = { ...fresh, confirmation: confirming };
export const phone: AddingPhone = {
	medium: 'msisdn',
	clientSecret: 'cs',
	code: { number: '+447700900000', sid: '23', submitUrl: 'https://sms.example.org/submit' }
};

/** The list with one address, and what else a test wants in it. */
export const listed = (more: Partial<ListState> = {}): ListState => ({ ...list([old]), ...more });

/** One state of each step. */
export const states: { [Step in State['step']]: Extract<State, { step: Step }> } = {
	loading: { step: 'loading', typed: '' },
	unavailable: { step: 'unavailable', typed: 'x', error: { kind: 'badAnswer' } },
	list: listed(),
	closed: { step: 'closed', threepids: [old] },
	resume: { step: 'resume', threepids: [old], adding, typed: 'x' },
	resuming: { step: 'resuming', threepids: [old], adding },
	confirm: { step: 'confirm', threepids: [old], adding },
	mail: { step: 'mail', threepids: [old], adding, link: 'awaited' },
	code: { step: 'code', threepids: [old], adding: phone }
};

/** One event of each type. */
export const events: { [Type in Event['type']]: Extract<Event, { type: Type }> } = {
	opened: { type: 'opened', typed: '' },
	lost: { type: 'lost', adding, error: { kind: 'unreachable' } },
	loaded: { type: 'loaded', threepids: [old] },
	retried: { type: 'retried' },
	refreshed: { type: 'refreshed', threepids: [old, number] },
	typed: { type: 'typed', email: 'ada@example.org' },
	submitted: { type: 'submitted', clientSecret: 'cs' },
	phoneTyped: { type: 'phoneTyped', number: '+44' },
	phoneSubmitted: { type: 'phoneSubmitted', clientSecret: 'cs' },
	codeSent: { type: 'codeSent', adding: phone },
	codeGiven: { type: 'codeGiven', code: '123' },
	removeAsked: { type: 'removeAsked', threepid: old },
	removeCancelled: { type: 'removeCancelled' },
	removeConfirmed: { type: 'removeConfirmed' },
	removed: { type: 'removed', threepid: old },
	added: { type: 'added', adding },
	challenged: { type: 'challenged', adding: fresh, challenge },
	notConfirmed: { type: 'notConfirmed', adding },
	passwordGiven: { type: 'passwordGiven', password },
	pageDone: { type: 'pageDone' },
	linkOpened: { type: 'linkOpened' },
	continued: { type: 'continued' },
	resendAsked: { type: 'resendAsked' },
	mailSent: { type: 'mailSent', adding },
	linkExpired: { type: 'linkExpired' },
	pollTroubled: { type: 'pollTroubled', error: { kind: 'unreachable' } },
	pollRecovered: { type: 'pollRecovered' },
	resumed: { type: 'resumed' },
	leftAlone: { type: 'leftAlone' },
	back: { type: 'back' },
	failed: { type: 'failed', error: { kind: 'badAnswer' }, command: { run: 'load' } }
};
