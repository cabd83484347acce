import { Secret } from '$lib/base/secret';
import type { SentMail } from '$lib/session/awaited-link';
import { begin, chooseFlow, demands, EMAIL, type Uia } from '$lib/uia/stages';
import type { Attempt, Typed } from './attempt';
import type { EmailState, Event, FormState, State } from './states';
import { toWaiting } from './waiting';

/** Sample states and events of a registration, for its tests. */
export const TOKEN = 'm.login.registration_token';
export const TERMS = 'm.login.terms';
export const DUMMY = 'm.login.dummy';
export const CAPTCHA = 'm.login.recaptcha';
export { EMAIL };

export const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
export const otherServer = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };
export const provider = { id: 'oidc-a', name: 'Example ID' };
export const password = new Secret('correct horse battery');

export const typed: Typed = { username: 'ada', email: '', token: '', password };
export const withEmail: Typed = { ...typed, email: 'ada@example.org' };
export const withToken: Typed = { ...withEmail, token: 'invite-1' };

/** What a homeserver says that has these flows. */
export const challenge = (...flows: string[][]) => ({
	session: 's1',
	flows: flows.map((stages) => ({ stages })),
	params: {}
});

/** Flows of a homeserver that takes everybody, and of one that asks for everything. */
export const open = [[DUMMY], [EMAIL]];
export const strict = [[TOKEN, TERMS, EMAIL]];

export const uiaOf = (flows: string[][], completed: string[] = []): Uia => {
	const uia = begin({ ...challenge(...flows), completed });
	if (!uia) throw new Error('No flow');
	return uia;
};

export const form = (flows: string[][], more: Partial<FormState> = {}): FormState => ({
	step: 'form',
	server,
	uia: uiaOf(flows),
	providers: [],
	demands: demands(uiaOf(flows).flows, { token: false }),
	policy: { minimumLength: 8 },
	deviceId: 'DEVICE',
	clientSecret: 'client-secret',
	typed: { username: '', email: '', token: '' },
	faults: {},
	...more
});

/** An attempt with what was typed, as far as `completed` says. */
export function attemptOf(
	flows: string[][],
	given: Typed,
	more: { completed?: string[]; sent?: boolean; renewed?: true } = {}
): Attempt {
	const { completed = [], ...rest } = more;
	const uia = uiaOf(flows, completed);
	const flow = chooseFlow(uia, { email: given.email !== '', token: given.token !== '' }) ?? [];
	const ours = { deviceId: 'DEVICE', clientSecret: 'client-secret' };
	return { server, typed: given, uia, flow, ...ours, sent: completed.length > 0, ...rest };
}

export const mail: SentMail = {
	address: 'ada@example.org',
	sid: '17',
	attempt: 1,
	sentAt: 1_000,
	expiresAt: 3_601_000
};

/** Attempts that wait for a mail: on an open homeserver, and on one that has taken token and terms. */
export const openAttempt = attemptOf(open, withEmail, { sent: true });
export const strictAttempt = attemptOf(strict, withToken, { completed: [TOKEN, TERMS] });

export const email = (more: Partial<EmailState> = {}): EmailState => ({
	step: 'email',
	attempt: strictAttempt,
	mail,
	link: 'awaited',
	...more
});

const nothing: Typed = { username: '', email: '', token: '' };
const contact = { kind: 'closed', providers: [provider] } as const;
const fresh = attemptOf([[TERMS, DUMMY]], typed);

/** One state of each step. */
export const states: { [Step in State['step']]: Extract<State, { step: Step }> } = {
	loading: { step: 'loading', server, typed: nothing, next: 'show' },
	unnamed: { step: 'unnamed', typed: nothing },
	form: form(open),
	closed: { step: 'closed', server, offer: contact, typed: nothing },
	elsewhere: { step: 'elsewhere', server, url: 'https://account.example.org/', typed: nothing },
	unavailable: { step: 'unavailable', server, typed: nothing, error: { kind: 'badAnswer' } },
	policies: { step: 'policies', attempt: fresh },
	stage: { step: 'stage', attempt: attemptOf([[CAPTCHA, DUMMY]], typed), stage: CAPTCHA },
	email: email(),
	address: { step: 'address', attempt: strictAttempt, mail },
	resume: { step: 'resume', waiting: toWaiting(strictAttempt, mail), anew: nothing },
	returning: { step: 'returning', server, provider: 'Example ID', anew: nothing },
	ready: { step: 'ready', userId: '@ada:example.org', signedIn: true, withEmail: false }
};

/** One event of each type. */
export const events: { [Type in Event['type']]: Extract<Event, { type: Type }> } = {
	opened: { type: 'opened', typed: nothing },
	located: { type: 'located', server },
	homeserverChosen: { type: 'homeserverChosen', server: otherServer },
	offered: {
		type: 'offered',
		server,
		offer: { kind: 'open', challenge: challenge(...open), providers: [] },
		deviceId: 'DEVICE',
		clientSecret: 'client-secret'
	},
	policyKnown: { type: 'policyKnown', policy: { minimumLength: 12 } },
	usernameLeft: { type: 'usernameLeft', username: 'ada' },
	nameChecked: { type: 'nameChecked', name: 'ada', result: 'free' },
	submitted: { type: 'submitted', typed },
	tokenChecked: { type: 'tokenChecked', attempt: attemptOf(strict, withToken) },
	advanced: { type: 'advanced', attempt: strictAttempt },
	accepted: { type: 'accepted' },
	stageDone: { type: 'stageDone' },
	mailSent: { type: 'mailSent', attempt: strictAttempt, mail },
	resendAsked: { type: 'resendAsked' },
	otherAddressAsked: { type: 'otherAddressAsked' },
	addressGiven: { type: 'addressGiven', address: 'ada@other.org' },
	linkExpired: { type: 'linkExpired' },
	pollTroubled: { type: 'pollTroubled', error: { kind: 'unreachable' } },
	pollRecovered: { type: 'pollRecovered' },
	registered: { type: 'registered', userId: '@ada:example.org', signedIn: true, withEmail: true },
	providerChosen: { type: 'providerChosen', provider },
	cameBack: { type: 'cameBack' },
	resumed: { type: 'resumed' },
	startedAnew: { type: 'startedAnew' },
	back: { type: 'back' },
	failed: { type: 'failed', error: { kind: 'badAnswer' } }
};
