import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { failure, transition } from './register';
import { initial, nothingTyped, type Event, type State } from './states';
import {
	attemptOf,
	challenge,
	DUMMY,
	events,
	mail,
	open,
	openAttempt,
	otherServer,
	provider,
	server,
	states,
	strict,
	strictAttempt,
	TERMS,
	typed
} from './testing';
import { toWaiting } from './waiting';

const draft = { username: 'ada', email: 'ada@example.org', token: 'invite-1' };
const unlocated = initial(nothingTyped);
const loading = (more: object = {}): State => ({ ...states.loading, ...more });
const offer = (...flows: string[][]): Event => ({
	...events.offered,
	offer: { kind: 'open', challenge: challenge(...flows), providers: [provider] }
});
const waiting = toWaiting(strictAttempt, mail);

describe('opened', () => {
	test('for the first time: the homeserver is found out', () => {
		const { state, command } = transition(unlocated, { type: 'opened', typed: draft });
		expect(state).toEqual({ step: 'loading', typed: draft, next: 'show' });
		expect(command).toEqual({ run: 'locate' });
	});

	test('after a sign-in that was not finished: that is said with the form', () => {
		const error = { kind: 'ssoUnfinished' } as const;
		const opened = transition(unlocated, { type: 'opened', typed: draft, error });
		const located = transition(opened.state, { type: 'located', server });
		const offered = transition(located.state, offer(...open));
		expect(offered.state).toMatchObject({ step: 'form', error, typed: draft });
	});

	test('after a reload of the tab that waited: it goes on by itself', () => {
		const record = { record: waiting, sameTab: true };
		const { state, command } = transition(unlocated, {
			type: 'opened',
			typed: draft,
			waiting: record
		});
		expect(state).toMatchObject({ step: 'email', mail, link: 'awaited' });
		expect(command).toMatchObject({ run: 'waitForLink', attempt: { sent: true }, mail });
	});

	test('in another tab than the one that waited: the person is asked', () => {
		const record = { record: waiting, sameTab: false };
		const { state, command } = transition(unlocated, {
			type: 'opened',
			typed: draft,
			waiting: record
		});
		expect(state).toEqual({ step: 'resume', waiting, anew: draft });
		expect(command).toBeUndefined();
	});

	test('back from a provider: the token is redeemed', () => {
		const returned = { server, provider: 'Example ID', loginToken: new Secret('t') };
		const { state, command } = transition(unlocated, { type: 'opened', typed: draft, returned });
		expect(state).toEqual({ step: 'returning', server, provider: 'Example ID', anew: draft });
		expect(command).toEqual({ run: 'redeem', returned });
	});
});

describe('the homeserver', () => {
	test('is known: it is asked what it offers', () => {
		const { state, command } = transition(unlocated, { type: 'located', server });
		expect(state).toEqual({ step: 'loading', server, typed: nothingTyped, next: 'show' });
		expect(command).toEqual({ run: 'offer', server });
	});

	test('is not known: the person has to name one', () => {
		const opened: State = { step: 'loading', typed: draft, next: 'show' };
		const { state, command } = transition(opened, { type: 'located' });
		expect(state).toEqual({ step: 'unnamed', typed: draft });
		expect(command).toBeUndefined();
	});

	test('offers a form: it is shown, and the policy asked for', () => {
		const { state, command } = transition(loading({ typed: draft }), offer(...open));
		expect(state).toMatchObject({
			step: 'form',
			server,
			typed: draft,
			providers: [provider],
			demands: { email: 'optional', registrationToken: false },
			faults: {}
		});
		expect(command).toEqual({ run: 'askPolicy', server });
	});

	test('is closed: that is said, with its providers', () => {
		const { state, command } = transition(loading(), {
			...events.offered,
			offer: states.closed.offer
		});
		expect(state).toEqual(states.closed);
		expect(command).toBeUndefined();
	});

	test('makes accounts on its own page: the person is sent there', () => {
		const { url } = states.elsewhere;
		const { state } = transition(loading(), {
			...events.offered,
			offer: { kind: 'elsewhere', url }
		});
		expect(state).toEqual(states.elsewhere);
	});

	test('says nothing that could be used: that is said', () => {
		const { state } = transition(loading(), offer());
		expect(state).toMatchObject({ step: 'unavailable', error: { kind: 'noUsableFlow' } });
	});

	test('cannot be asked: that is said, and what was typed stays', () => {
		const error = { kind: 'badAnswer' } as const;
		expect(transition(loading({ typed: draft }), { type: 'failed', error }).state).toEqual({
			step: 'unavailable',
			server,
			typed: draft,
			error
		});
		expect(transition(unlocated, { type: 'failed', error }).state).toEqual({
			step: 'unavailable',
			typed: nothingTyped,
			error
		});
	});

	test.each(['unnamed', 'closed', 'elsewhere', 'unavailable', 'loading'] as const)(
		'another one can be chosen: %s',
		(step) => {
			const { state, command } = transition(
				{ ...states[step], typed: draft },
				{ type: 'homeserverChosen', server: otherServer }
			);
			expect(state).toEqual({ step: 'loading', server: otherServer, typed: draft, next: 'show' });
			expect(command).toEqual({ run: 'offer', server: otherServer });
		}
	);

	test('what the form holds by then goes along', () => {
		const chosen: Event = { type: 'homeserverChosen', server: otherServer, typed };
		expect(transition(states.form, chosen).state).toMatchObject({ step: 'loading', typed });
	});
});

describe('pressed before the homeserver has answered', () => {
	test('it is not lost: sent as soon as it can be', () => {
		const early = transition(unlocated, { type: 'submitted', typed }).state;
		const located = transition(early, { type: 'located', server });
		const { state, command } = transition(located.state, offer(...open));
		expect(state.step).toBe('form');
		expect(command).toEqual({
			run: 'submit',
			attempt: attemptOf(open, typed),
			auth: { session: 's1', type: DUMMY }
		});
	});

	test('what is missing then is told, with the rules for passwords', () => {
		const early = transition(loading(), { type: 'submitted', typed }).state;
		const { state, command } = transition(early, offer(...strict));
		expect(state).toMatchObject({
			step: 'form',
			typed,
			faults: { email: { kind: 'emailMissing' }, token: { kind: 'registrationTokenMissing' } }
		});
		expect(command).toEqual({ run: 'askPolicy', server });
	});

	test('policies are shown at once', () => {
		const early = transition(loading(), { type: 'submitted', typed }).state;
		const { state, command } = transition(early, offer([TERMS, DUMMY]));
		expect(state.step).toBe('policies');
		expect(command).toBeUndefined();
	});

	test.each([server, undefined])(
		'where nothing could be found out it is tried again, and sent',
		(known) => {
			const unavailable: State = {
				step: 'unavailable',
				typed: draft,
				error: { kind: 'badAnswer' },
				...(known && { server: known })
			};
			const { state, command } = transition(unavailable, { type: 'submitted', typed });
			expect(state).toMatchObject({ step: 'loading', typed, next: 'submit' });
			expect(command).toEqual(known ? { run: 'offer', server } : { run: 'locate' });
		}
	);

	test('what is sent again unseen is marked, so that it happens once', () => {
		const { command } = transition(loading({ typed, next: 'again' }), offer(...open));
		expect(command).toMatchObject({ run: 'submit', attempt: { renewed: true } });
		const pressed = transition(loading({ typed, next: 'again' }), {
			type: 'submitted',
			typed
		}).state;
		expect(transition(pressed, offer(...open)).command).not.toMatchObject({
			attempt: { renewed: true }
		});
	});
});

describe('an error of an earlier try', () => {
	test('with a field goes to it, when the form is there again', () => {
		const error = { kind: 'usernameTaken' } as const;
		const { state } = transition(loading({ typed, error }), offer(...open));
		expect(state).toMatchObject({ step: 'form', faults: { username: error } });
		expect(state).not.toHaveProperty('error');
	});

	test('without a field is told above the form, or with what is there instead', () => {
		const error = { kind: 'ssoExpired' } as const;
		const closed = { ...events.offered, offer: states.closed.offer };
		expect(transition(loading({ error }), offer(...open)).state).toMatchObject({ error });
		expect(transition(loading({ error }), closed).state).toMatchObject({ step: 'closed', error });
	});
});

describe('a failed command', () => {
	test('tells which attempt it was about', () => {
		const error = { kind: 'emailTaken' } as const;
		const about = { run: 'sendMail', attempt: openAttempt, address: 'a@b', count: 1 } as const;
		expect(failure(error, about)).toEqual({ type: 'failed', error, attempt: openAttempt });
		expect(failure(error, { run: 'locate' })).toEqual({ type: 'failed', error });
	});
});
