import { describe, expect, it } from 'vitest';
import type { ErrorKind, PortalError } from '$lib/base/errors';
import { errorSentence } from './error-sentence';
import { translateFor } from './testing';

const host = 'example.org';
const plain = [
	'offline',
	'unreachable',
	'badAnswer',
	'unsupported',
	'tooLarge',
	'refused',
	'unknown',
	'homeserverNameInvalid',
	'registrationClosed',
	'usernameTaken',
	'usernameInvalid',
	'usernameReserved',
	'registrationTokenInvalid',
	'captchaRefused',
	'noUsableFlow',
	'stageRefused',
	'popupBlocked',
	'usernameMissing',
	'passwordMissing',
	'emailMissing',
	'registrationTokenMissing',
	'policiesNotAccepted',
	'homeserverMissing',
	'passwordTooShort',
	'passwordTooLong',
	'passwordNoDigit',
	'passwordNoLowercase',
	'passwordNoUppercase',
	'passwordNoSymbol',
	'passwordWeak',
	'emailInvalid',
	'emailTaken',
	'emailNotFound',
	'emailDenied',
	'emailUnsupported',
	'mailNotSent',
	'nextLinkRefused',
	'linkNotConfirmed',
	'linkExpired',
	'linkIncomplete',
	'uiaExpired',
	'consentNeeded',
	'awaitingApproval',
	'userLocked',
	'userSuspended',
	'userDeactivated',
	'userLimitReached',
	'resourceLimitReached',
	'signInRefused',
	'passwordWrong',
	'identifierMissing',
	'emailNotForSignIn',
	'ssoUnfinished',
	'ssoExpired',
	'ssoAnswerLost',
	'ssoNotStartedHere'
] as const satisfies readonly ErrorKind[];

const errors: readonly PortalError[] = [
	...plain.map((kind) => ({ kind }) as PortalError),
	{ kind: 'serverFault', status: 502 },
	{ kind: 'rateLimited', retryAfterMs: 5_000 },
	{ kind: 'homeserverNotFound', host },
	{ kind: 'homeserverCertificate', host },
	{ kind: 'notHomeserver', host },
	{ kind: 'wellKnownBroken', host },
	{ kind: 'homeserverTooOld', host },
	{ kind: 'homeserverFixed', host },
	{ kind: 'sessionEnded', soft: true },
	{ kind: 'sessionEnded', soft: false }
];

// Fails to compile when a kind is in no list above.
type Listed = (typeof plain)[number] | 'serverFault' | 'rateLimited' | 'sessionEnded';
type Unlisted = Exclude<ErrorKind, Listed | Extract<PortalError, { host: string }>['kind']>;
const none: Unlisted[] = [];

describe.each(['en', 'de'])('in %s', (locale) => {
	const t = translateFor('register', locale);

	it.each(errors)('has a whole sentence for $kind', (error) => {
		expect(none).toEqual([]);
		const { message } = errorSentence(t, error);
		expect(message).toMatch(/^\S.*[.+]$/u);
		expect(message).not.toMatch(/[{}!]/u);
	});

	it('has a sentence of its own for every kind', () => {
		const messages = errors.map((error) => errorSentence(t, error).message);
		expect(new Set(messages).size).toBe(errors.length);
	});
});

describe('in English', () => {
	const t = translateFor('register');
	const waiting = (retryAfterMs: number) =>
		errorSentence(t, { kind: 'rateLimited', retryAfterMs }).message;

	it('names the host that was looked for', () => {
		expect(errorSentence(t, { kind: 'homeserverNotFound', host }).message).toContain(host);
	});

	it('tells a wait in seconds, then in minutes, always rounded up', () => {
		expect(waiting(0)).toContain('wait 1 second before');
		expect(waiting(1_000)).toContain('wait 1 second before');
		expect(waiting(1_001)).toContain('wait 2 seconds before');
		expect(waiting(90_000)).toContain('wait 90 seconds before');
		expect(waiting(90_001)).toContain('wait 2 minutes before');
		expect(waiting(330_000)).toContain('wait 6 minutes before');
	});

	it('tells one minute in German as one', () => {
		const german = translateFor('register', 'de');
		expect(errorSentence(german, { kind: 'rateLimited', retryAfterMs: 1_000 }).message).toContain(
			'1 Sekunde zu warten'
		);
	});

	it('tells an expired sign-in from an ended one', () => {
		const soft = errorSentence(t, { kind: 'sessionEnded', soft: true }).message;
		expect(soft).not.toBe(errorSentence(t, { kind: 'sessionEnded', soft: false }).message);
	});

	it('shows the words of the homeserver as a detail only', () => {
		const detail = 'Traceback: <b>internals</b>';
		const sentence = errorSentence(t, { kind: 'refused', detail });
		expect(sentence.detail).toBe(detail);
		expect(sentence.message).not.toContain('Traceback');
	});

	it('has no detail where there is nothing to say', () => {
		expect(errorSentence(t, { kind: 'refused' })).not.toHaveProperty('detail');
		expect(errorSentence(t, { kind: 'refused', detail: '' })).not.toHaveProperty('detail');
		expect(errorSentence(t, { kind: 'unknown' })).not.toHaveProperty('detail');
	});

	it('names the code of an error that it does not know', () => {
		expect(errorSentence(t, { kind: 'unknown', errcode: 'M_NEW' }).detail).toBe('M_NEW');
		expect(errorSentence(t, { kind: 'unknown', errcode: 'M_NEW', detail: 'x' }).detail).toBe(
			'M_NEW: x'
		);
	});

	it('names the administrators of a homeserver that is full', () => {
		const sentence = errorSentence(t, {
			kind: 'resourceLimitReached',
			adminContact: 'mailto:admin@example.org'
		});
		expect(sentence.detail).toBe('Its administrators: mailto:admin@example.org');
	});
});
