import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { Attempt } from './attempt';
import { toKeep, transition } from './register';
import type { Event, State } from './states';
import {
	attemptOf,
	DUMMY,
	EMAIL,
	email,
	events,
	mail,
	openAttempt,
	server,
	strictAttempt,
	TOKEN,
	withEmail,
	withToken
} from './testing';

const failed = (error: PortalError, attempt?: Attempt): Event => ({
	type: 'failed',
	error,
	...(attempt ? { attempt } : {})
});
const later = { kind: 'mailNotSent' } as const;

describe('the wait for the link', () => {
	test('sent again: one mail more to the same address, and the wait goes on meanwhile', () => {
		const { state, command } = transition(email({ error: later }), { type: 'resendAsked' });
		expect(state).toEqual(email());
		expect(command).toEqual({
			run: 'sendMail',
			attempt: strictAttempt,
			address: 'ada@example.org',
			count: 2
		});
	});

	test('a new mail is waited for instead of the first one', () => {
		const second = { ...mail, sid: '18', attempt: 2 };
		const event: Event = { type: 'mailSent', attempt: strictAttempt, mail: second };
		const { state, command } = transition(email({ link: 'expired' }), event);
		expect(state).toEqual(email({ mail: second }));
		expect(command).toEqual({ run: 'waitForLink', attempt: strictAttempt, mail: second });
	});

	test('too late: that is said, and nothing goes on any more', () => {
		const { state, command } = transition(email({ error: later }), { type: 'linkExpired' });
		expect(state).toEqual(email({ link: 'expired' }));
		expect(command).toBeUndefined();
	});

	test('trouble is said, and the wait goes on', () => {
		const error = { kind: 'unreachable' } as const;
		const { state, command } = transition(email(), { type: 'pollTroubled', error });
		expect(state).toEqual(email({ error }));
		expect(command).toEqual({ run: 'waitForLink', attempt: strictAttempt, mail, trouble: error });
	});

	test('when it is over, so is the word about it', () => {
		const before = email({ error: { kind: 'unreachable' } });
		const { state, command } = transition(before, { type: 'pollRecovered' });
		expect(state).toEqual(email());
		expect(command).toEqual({ run: 'waitForLink', attempt: strictAttempt, mail });
	});

	test('the link is opened: the account is there', () => {
		expect(transition(email(), events.registered).state).toEqual({
			step: 'ready',
			userId: '@ada:example.org',
			signedIn: true,
			withEmail: true
		});
	});

	test('a mail that could not be sent again does not end the wait', () => {
		const { state, command } = transition(email(), failed(later, strictAttempt));
		expect(state).toEqual(email({ error: later }));
		expect(command).toBeUndefined();
	});

	test('the address belongs to somebody by now: another one, or back to the wait', () => {
		const error = { kind: 'emailTaken' } as const;
		const { state } = transition(email(), failed(error, strictAttempt));
		expect(state).toEqual({ step: 'address', attempt: strictAttempt, mail, error });
		expect(transition(state, { type: 'back' }).command?.run).toBe('waitForLink');
	});

	test('the name belongs to somebody by now: back to the form, where it is told', () => {
		const error = { kind: 'usernameTaken' } as const;
		const { state } = transition(email(), failed(error, strictAttempt));
		expect(state).toEqual({ step: 'loading', server, typed: withToken, next: 'show', error });
	});

	test('the account is made, and somebody has to approve it: that is said, and nothing is waited for', () => {
		const error = { kind: 'awaitingApproval' } as const;
		const { state } = transition(email(), failed(error, strictAttempt));
		expect(state).toMatchObject({ step: 'loading', next: 'show', error });
	});

	test('other details: the form comes with what was typed, and the wait is forgotten with it', () => {
		const waiting = email({ attempt: openAttempt, error: later });
		const { state, command } = transition(waiting, { type: 'startedAnew' });
		expect(state).toEqual({ step: 'loading', server, typed: withEmail, next: 'show' });
		expect(command).toEqual({ run: 'offer', server });
		// Until there is a form, the registration that waits is all there is to come back to.
		expect(toKeep(state)).toBeUndefined();
		const form = transition(state, events.offered).state;
		expect(form).toMatchObject({ step: 'form', typed: withEmail });
		expect(form).not.toHaveProperty('begun');
		expect(toKeep(form)).toBe(false);
	});

	test('no other details where a registration token was taken: it would be needed once more', () => {
		expect(transition(email(), { type: 'startedAnew' })).toEqual({ state: email() });
	});

	test('another address is asked for', () => {
		const { state, command } = transition(email(), { type: 'otherAddressAsked' });
		expect(state).toEqual({ step: 'address', attempt: strictAttempt, mail });
		expect(command).toBeUndefined();
	});
});

describe('another address', () => {
	const address: State = { step: 'address', attempt: strictAttempt, mail };
	const give = (state: State, text: string) =>
		transition(state, { type: 'addressGiven', address: text });

	test('a mail goes to it; all the rest stays as it is', () => {
		const { state, command } = give({ ...address, error: later }, 'ada@other.org');
		expect(state).toEqual(address);
		expect(command).toEqual({
			run: 'sendMail',
			attempt: { ...strictAttempt, typed: { ...withToken, email: 'ada@other.org' } },
			address: 'ada@other.org',
			count: 1
		});
	});

	test('the same once more is another mail, which the homeserver would not send under the same number', () => {
		expect(give(address, 'ada@example.org').command).toMatchObject({ count: 2 });
		const unsent: State = { step: 'address', attempt: strictAttempt, error: later };
		expect(give(unsent, 'ada@example.org').command).toMatchObject({ count: 1 });
	});

	test.each([
		['', 'emailMissing'],
		['ada', 'emailInvalid'],
		['ada@ example.org', 'emailInvalid']
	])('%j is told before anything is sent', (text, kind) => {
		const { state, command } = give(address, text);
		expect(state).toEqual({ ...address, error: { kind } });
		expect(command).toBeUndefined();
	});

	test('none, where the homeserver needs none: the account is made without it', () => {
		const optional: State = { step: 'address', attempt: openAttempt, error: later };
		const { state, command } = give(optional, '');
		expect(command).toMatchObject({
			run: 'submit',
			attempt: { flow: [DUMMY], typed: { email: '' }, sent: true },
			auth: { type: DUMMY }
		});
		expect(transition(state, { ...events.registered, withEmail: false }).state).toMatchObject({
			step: 'ready'
		});
		expect(give(state, 'ada@example.org').command).toMatchObject({
			run: 'sendMail',
			attempt: { flow: [EMAIL] }
		});
	});

	test('none, where a registration token was taken: by the flow that takes it', () => {
		const flows = [
			[TOKEN, DUMMY],
			[TOKEN, EMAIL]
		];
		const attempt = attemptOf(flows, withToken, { completed: [TOKEN] });
		const { command } = give({ step: 'address', attempt }, '');
		expect(command).toMatchObject({ run: 'submit', attempt: { flow: [TOKEN, DUMMY] } });
	});

	test('refused: told where it is typed', () => {
		const error = { kind: 'emailTaken' } as const;
		expect(transition(address, failed(error)).state).toEqual({ ...address, error });
		expect(transition(address, failed(later)).state).toEqual({ ...address, error: later });
	});

	test('the name is refused after all: back to the form', () => {
		const error = { kind: 'usernameTaken' } as const;
		expect(transition(address, failed(error)).state).toMatchObject({ step: 'loading', error });
	});

	test('back: the first mail is waited for again', () => {
		const changed = { ...strictAttempt, typed: { ...withToken, email: 'ada@other.org' } };
		const { state, command } = transition({ ...address, attempt: changed }, { type: 'back' });
		expect(state).toEqual(email());
		expect(command).toEqual({ run: 'waitForLink', attempt: strictAttempt, mail });
	});

	test('back after all, when it did not work without one: the mail is the last stage again', () => {
		const state: State = { step: 'address', attempt: openAttempt, mail };
		const tried = transition(give(state, '').state, failed({ kind: 'badAnswer' })).state;
		expect(tried).toMatchObject({ attempt: { flow: [DUMMY], typed: { email: '' } } });
		expect(transition(tried, { type: 'back' }).state).toEqual(email({ attempt: openAttempt }));
	});

	test('before any mail there is no way back: the homeserver holds the rest', () => {
		const state: State = { step: 'address', attempt: strictAttempt };
		expect(transition(state, { type: 'back' })).toEqual({ state });
	});

	test('further stages may follow', () => {
		const event: Event = { type: 'advanced', attempt: strictAttempt };
		expect(transition(address, event).command?.run).toBe('sendMail');
	});
});
