import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { PortalError } from '$lib/base/errors';
import type { Typed } from './attempt';
import { transition } from './register';
import type { Event, FormState, State } from './states';
import {
	attemptOf,
	DUMMY,
	EMAIL,
	form,
	open,
	openAttempt,
	server,
	strict,
	TOKEN,
	typed,
	withEmail,
	withToken
} from './testing';

const submit = (state: State, given: Typed) =>
	transition(state, { type: 'submitted', typed: given });
const failed = (error: PortalError, attempt?: ReturnType<typeof attemptOf>): Event => ({
	type: 'failed',
	error,
	...(attempt ? { attempt } : {})
});
const formIn = (state: State): FormState => {
	if (state.step !== 'form') throw new Error(`Not the form but ${state.step}`);
	return state;
};

describe('the form, sent again', () => {
	const sent = submit(form(open), typed).state;
	const checked = submit(form(strict), withToken).state;
	const spent = transition(checked, {
		type: 'tokenChecked',
		attempt: attemptOf(strict, withToken)
	}).state;

	test('the same once more goes on with the same session', () => {
		const { command } = submit(sent, { ...typed });
		expect(command).toMatchObject({ run: 'submit', auth: { session: 's1', type: DUMMY } });
	});

	test.each<[string, Partial<Typed>]>([
		[
			'password: the homeserver may have kept the first one',
			{ password: new Secret('another horse') }
		],
		['name', { username: 'eve' }]
	])('another %s needs another session', (_what, change) => {
		const given = { ...typed, ...change };
		const { state, command } = submit(sent, given);
		expect(state).toEqual({ step: 'loading', server, typed: given, next: 'submit' });
		expect(command).toEqual({ run: 'offer', server });
	});

	test('another token needs another session: the first one may be spent', () => {
		const { command } = submit(spent, { ...withToken, token: 'invite-2' });
		expect(command).toEqual({ run: 'offer', server });
	});

	test('a token that the homeserver may have taken is not checked again: it would look used up', () => {
		const { command } = submit(spent, { ...withToken });
		expect(command).toMatchObject({ run: 'submit', auth: { type: TOKEN, token: 'invite-1' } });
	});

	test('a token that was refused before anything was sent costs no new session', () => {
		const refused = transition(
			checked,
			failed({ kind: 'registrationTokenInvalid' }, attemptOf(strict, withToken))
		).state;
		expect(formIn(refused).faults.token).toEqual({ kind: 'registrationTokenInvalid' });
		const given = { ...withToken, token: 'invite-2' };
		expect(submit(refused, given).command).toEqual({
			run: 'checkToken',
			attempt: attemptOf(strict, given)
		});
	});

	test('another address goes on with the session: nothing else is sent twice', () => {
		const mailed = transition(sent, { type: 'advanced', attempt: openAttempt }).state;
		const refused = transition(mailed, failed({ kind: 'emailTaken' }, openAttempt)).state;
		expect(formIn(refused).faults).toEqual({ email: { kind: 'emailTaken' } });
		const given = { ...withEmail, email: 'ada@other.org' };
		expect(submit(refused, given).command).toMatchObject({
			run: 'sendMail',
			attempt: { sent: true, typed: given },
			address: 'ada@other.org'
		});
	});

	test('without the address that was refused the account is made without one', () => {
		const mailed = transition(sent, { type: 'advanced', attempt: openAttempt }).state;
		const refused = transition(mailed, failed({ kind: 'emailDenied' }, openAttempt)).state;
		expect(submit(refused, typed).command).toMatchObject({
			run: 'submit',
			attempt: { sent: true, flow: [DUMMY] },
			auth: { type: DUMMY }
		});
	});
});

describe('the form, refused', () => {
	test.each<[PortalError, string]>([
		[{ kind: 'usernameTaken' }, 'username'],
		[{ kind: 'usernameReserved' }, 'username'],
		[{ kind: 'passwordWeak' }, 'password'],
		[{ kind: 'emailDenied' }, 'email'],
		[{ kind: 'registrationTokenInvalid' }, 'token']
	])('$kind is told at its field', (error, field) => {
		const before = form(strict, { typed: withToken });
		const { state, command } = transition(before, failed(error, attemptOf(strict, withToken)));
		expect(state).toEqual({ ...before, faults: { [field]: error } });
		expect(command).toBeUndefined();
	});

	test('what has no field is told above it', () => {
		const before = form(open, { typed });
		const error: PortalError = { kind: 'registrationClosed' };
		expect(transition(before, failed(error)).state).toEqual({ ...before, error });
	});

	test('the rules for passwords are asked for when they are not known yet', () => {
		const before = form(open, { typed, policy: {} });
		const { command } = transition(before, failed({ kind: 'passwordTooShort' }));
		expect(command).toEqual({ run: 'askPolicy', server });
	});

	test.each<PortalError>([{ kind: 'mailNotSent' }, { kind: 'emailTaken' }])(
		'$kind after a token was taken: only the address can change, for the token would not serve again',
		(error) => {
			const attempt = attemptOf([[TOKEN, EMAIL]], withToken, { completed: [TOKEN] });
			const { state, command } = transition(form([[TOKEN, EMAIL]]), failed(error, attempt));
			expect(state).toEqual({ step: 'address', attempt, error });
			expect(command).toBeUndefined();
		}
	);

	test('forgotten by the homeserver: it begins again with what was typed, unseen', () => {
		const { state, command } = transition(
			form(open),
			failed({ kind: 'uiaExpired' }, attemptOf(open, withEmail))
		);
		expect(state).toEqual({ step: 'loading', server, typed: withEmail, next: 'again' });
		expect(command).toEqual({ run: 'offer', server });
	});

	test('forgotten once more: it is told, and nothing goes on by itself without end', () => {
		const attempt = attemptOf(open, withEmail, { renewed: true });
		const { state } = transition(form(open), failed({ kind: 'uiaExpired' }, attempt));
		expect(state).toEqual({
			step: 'loading',
			server,
			typed: withEmail,
			next: 'show',
			error: { kind: 'uiaExpired' }
		});
	});
});
