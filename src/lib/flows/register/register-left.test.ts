import { describe, expect, test } from 'vitest';
import { toKeep, transition } from './register';
import type { State } from './states';
import {
	attemptOf,
	DUMMY,
	EMAIL,
	email,
	events,
	form,
	mail,
	open,
	openAttempt,
	provider,
	server,
	states,
	strict,
	strictAttempt,
	TERMS,
	TOKEN,
	typed,
	withEmail,
	withToken
} from './testing';
import { toWaiting } from './waiting';

const draft = { username: 'ada', email: 'ada@example.org', token: 'invite-1' };
const waiting = toWaiting(strictAttempt, mail);

describe('a registration that was left', () => {
	test('is gone on with', () => {
		const { state, command } = transition(states.resume, { type: 'resumed' });
		expect(state).toMatchObject({ step: 'email', mail });
		expect(command).toMatchObject({ run: 'waitForLink', mail });
	});

	test('or a new one is started, with what the address and this tab have brought', () => {
		const { state, command } = transition(
			{ ...states.resume, anew: draft },
			{ type: 'startedAnew' }
		);
		expect(state).toEqual({ step: 'loading', typed: draft, next: 'show' });
		expect(command).toEqual({ run: 'locate' });
	});

	test('what was typed before the question came is kept for the new one', () => {
		const { state } = transition(states.resume, { type: 'submitted', typed });
		expect(transition(state, { type: 'startedAnew' }).state).toMatchObject({ typed });
	});

	const resume = (attempt: typeof strictAttempt) =>
		transition({ ...states.resume, waiting: toWaiting(attempt) }, { type: 'resumed' });

	test('before its policies were accepted: they are shown', () => {
		const { state } = resume(attemptOf(strict, withToken, { completed: [TOKEN] }));
		expect(state).toMatchObject({ step: 'policies', attempt: { sent: true } });
	});

	test('before its mail was sent: it is sent, and the address can be changed if that fails', () => {
		const { state, command } = resume(strictAttempt);
		expect(state).toMatchObject({ step: 'address', attempt: { sent: true } });
		expect(command).toMatchObject({ run: 'sendMail', address: 'ada@example.org', count: 1 });
		const error = { kind: 'emailTaken' } as const;
		expect(transition(state, { type: 'failed', error }).state).toEqual({ ...state, error });
	});

	test('before its last stage, which needs nobody: it is done', () => {
		const given = { ...typed, token: 'invite-1' };
		const attempt = attemptOf([[TOKEN, DUMMY]], given, { completed: [TOKEN] });
		const { state, command } = resume(attempt);
		expect(state).toMatchObject({ step: 'loading', server });
		expect(command).toMatchObject({ run: 'submit', auth: { type: DUMMY } });
		expect(transition(state, events.registered).state).toMatchObject({ step: 'ready' });
		const on = transition(state, { type: 'advanced', attempt: strictAttempt });
		expect(on.command).toMatchObject({ run: 'sendMail' });
	});

	test('but forgotten by the homeserver: the form comes, with what was typed and a word about it', () => {
		const { state } = resume(attemptOf([[TOKEN, DUMMY]], withToken, { completed: [TOKEN] }));
		const attempt = attemptOf([[TOKEN, DUMMY]], { ...draft, token: '' }, { sent: true });
		for (const kind of ['uiaExpired', 'usernameTaken'] as const) {
			const next = transition(state, { type: 'failed', error: { kind }, attempt });
			expect(next.state).toEqual({
				step: 'loading',
				server,
				typed: { ...draft, token: '' },
				next: 'show',
				error: { kind }
			});
			expect(next.command).toEqual({ run: 'offer', server });
		}
	});
});

describe('back from a provider', () => {
	const returning: State = { ...states.returning, anew: draft };

	test('signed in: the account is there', () => {
		const { state } = transition(returning, { ...events.registered, withEmail: false });
		expect(state).toEqual(states.ready);
	});

	test('refused or too late: the form is there again, with what was typed', () => {
		const error = { kind: 'ssoExpired' } as const;
		const { state, command } = transition(returning, { type: 'failed', error });
		expect(state).toEqual({ step: 'loading', server, typed: draft, next: 'show', error });
		expect(command).toEqual({ run: 'offer', server });
	});

	test('from a homeserver with nothing but providers: chosen again, come back, failed', () => {
		const chosen = transition(states.closed, { type: 'providerChosen', provider });
		expect(chosen.command).toEqual({ run: 'leave', server, provider });
		const back = transition(chosen.state, { type: 'cameBack' }).state;
		expect(back).toEqual({ ...states.closed, error: { kind: 'ssoUnfinished' } });
		expect(transition(back, { type: 'providerChosen', provider }).state).toEqual(states.closed);
		const error = { kind: 'unsupported' } as const;
		expect(transition(states.closed, { type: 'failed', error }).state).toMatchObject({ error });
	});
});

describe('what is kept for another visit', () => {
	const fresh = attemptOf([[TERMS, EMAIL]], withEmail);
	const taken = attemptOf([[TERMS, EMAIL]], withEmail, { sent: true });

	test('the wait for a link, as long as the link is valid', () => {
		expect(toKeep(email())).toEqual({ record: waiting, expiresAt: mail.expiresAt });
	});

	test.each<[string, State]>([
		['policies', { step: 'policies', attempt: taken }],
		['stage', { step: 'stage', attempt: taken, stage: 'm.login.recaptcha' }],
		['address', { step: 'address', attempt: taken, mail }]
	])('%s: what the homeserver has taken', (_step, state) => {
		expect(toKeep(state)).toEqual({ record: toWaiting(taken) });
	});

	test('nothing that the homeserver has not taken, for it could not go on', () => {
		expect(toKeep({ step: 'policies', attempt: fresh })).toBeUndefined();
		expect(toKeep({ step: 'stage', attempt: fresh, stage: 'm.login.recaptcha' })).toBeUndefined();
	});

	test('at the form: only what has spent a registration token', () => {
		expect(toKeep(form(strict, { begun: strictAttempt }))).toEqual({
			record: toWaiting(strictAttempt)
		});
		expect(toKeep(form(open, { begun: openAttempt }))).toBe(false);
		expect(toKeep(form(open))).toBe(false);
	});

	test('it is forgotten when the account is there, and left alone elsewhere', () => {
		expect(toKeep(states.ready)).toBe(false);
		for (const step of ['loading', 'resume', 'returning', 'closed', 'unavailable'] as const)
			expect(toKeep(states[step])).toBeUndefined();
	});
});
