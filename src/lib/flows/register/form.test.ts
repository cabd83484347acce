import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { PortalError } from '$lib/base/errors';
import type { Typed } from './attempt';
import { transition } from './register';
import type { FormState, State } from './states';
import {
	attemptOf,
	CAPTCHA,
	DUMMY,
	EMAIL,
	form,
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
	TOKEN,
	typed,
	uiaOf,
	withEmail,
	withToken
} from './testing';

const submit = (state: State, given: Typed) =>
	transition(state, { type: 'submitted', typed: given });
const formIn = (state: State): FormState => {
	if (state.step !== 'form') throw new Error(`Not the form but ${state.step}`);
	return state;
};

describe('the form: what can be seen to be missing or wrong is told before anything is sent', () => {
	test.each<[string, string[][], Typed, Record<string, string>]>([
		[
			'everything',
			strict,
			{ username: '', email: '', token: '' },
			{
				username: 'usernameMissing',
				password: 'passwordMissing',
				email: 'emailMissing',
				token: 'registrationTokenMissing'
			}
		],
		[
			'a name that cannot be one',
			open,
			{ ...typed, username: 'Ada L' },
			{ username: 'usernameInvalid' }
		],
		[
			'a password against the policy',
			open,
			{ ...typed, password: new Secret('short') },
			{ password: 'passwordTooShort' }
		],
		['an address that is none', open, { ...typed, email: 'ada' }, { email: 'emailInvalid' }],
		['a missing address', [[EMAIL]], typed, { email: 'emailMissing' }],
		['a missing token', strict, withEmail, { token: 'registrationTokenMissing' }]
	])('%s', (_what, flows, given, faults) => {
		const { state, command } = submit(form(flows), given);
		const kinds = Object.entries(formIn(state).faults).map(([field, error]) => [field, error.kind]);
		expect(Object.fromEntries(kinds)).toEqual(faults);
		expect(formIn(state).typed).toBe(given);
		expect(command).toBeUndefined();
	});

	test('a field that the form does not show has no fault', () => {
		const { command } = submit(form([[DUMMY]]), { ...typed, email: 'left over from elsewhere' });
		expect(command?.run).toBe('submit');
	});

	test('a token that stands for an email changes what is asked', () => {
		const either = form([[EMAIL], [TOKEN]]);
		expect(formIn(submit(either, typed).state).demands).toEqual({
			email: 'required',
			registrationToken: false
		});
		const { state, command } = submit(either, { ...typed, token: 'invite-1' });
		expect(formIn(state).demands).toEqual({ email: 'none', registrationToken: true });
		expect(command).toMatchObject({ run: 'checkToken', attempt: { flow: [TOKEN] } });
	});

	test('where the homeserver has taken back the flow that fits, that is said', () => {
		const begun = { ...attemptOf(open, typed), uia: uiaOf([[EMAIL]]) };
		const { state, command } = submit(form(open, { begun }), typed);
		expect(formIn(state).error).toEqual({ kind: 'noUsableFlow' });
		expect(command).toBeUndefined();
	});

	test('the errors of an earlier try go', () => {
		const before = form(open, {
			error: { kind: 'badAnswer' },
			faults: { email: { kind: 'emailTaken' } }
		});
		const { state } = submit(before, typed);
		expect(formIn(state).error).toBeUndefined();
		expect(formIn(state).faults).toEqual({});
	});
});

describe('the form, sent: on to the first stage', () => {
	test('nothing but name and password: one request', () => {
		const { state, command } = submit(form(open), typed);
		expect(state.step).toBe('form');
		expect(command).toEqual({
			run: 'submit',
			attempt: attemptOf(open, typed),
			auth: { session: 's1', type: DUMMY }
		});
	});

	test('an address: name and password first, so that no mail goes out for a name that is refused', () => {
		const { state, command } = submit(form(open), withEmail);
		expect(state.step).toBe('form');
		expect(command).toEqual({
			run: 'submit',
			attempt: attemptOf(open, withEmail),
			auth: { session: 's1' }
		});
		const next = transition(state, { type: 'advanced', attempt: openAttempt });
		expect(next.state.step).toBe('form');
		expect(next.command).toEqual({
			run: 'sendMail',
			attempt: openAttempt,
			address: 'ada@example.org',
			count: 1
		});
	});

	test('a registration token is checked before anything is sent', () => {
		const { state, command } = submit(form(strict), withToken);
		const attempt = attemptOf(strict, withToken);
		expect(command).toEqual({ run: 'checkToken', attempt });
		const next = transition(state, { type: 'tokenChecked', attempt });
		expect(next.state.step).toBe('form');
		expect(next.command).toEqual({
			run: 'submit',
			attempt,
			auth: { session: 's1', type: TOKEN, token: 'invite-1' }
		});
	});

	test('policies: a step of their own, before anything is sent', () => {
		const { state, command } = submit(form([[TERMS, DUMMY]]), typed);
		expect(state).toEqual({ step: 'policies', attempt: attemptOf([[TERMS, DUMMY]], typed) });
		expect(command).toBeUndefined();
	});

	test('a captcha: the page of the homeserver', () => {
		const { state, command } = submit(form([[CAPTCHA, DUMMY]]), typed);
		expect(state).toMatchObject({ step: 'stage', stage: CAPTCHA });
		expect(command).toBeUndefined();
	});

	test('a mail that is sent leads to the wait for its link', () => {
		const { state, command } = transition(form(open), {
			type: 'mailSent',
			attempt: openAttempt,
			mail
		});
		expect(state).toEqual({ step: 'email', attempt: openAttempt, mail, link: 'awaited' });
		expect(command).toEqual({ run: 'waitForLink', attempt: openAttempt, mail });
	});

	test('the account can be there at once', () => {
		const { state, command } = transition(form(open), {
			type: 'registered',
			userId: '@ada:example.org',
			signedIn: true,
			withEmail: false
		});
		expect(state).toEqual(states.ready);
		expect(command).toBeUndefined();
	});
});

describe('the form while it is filled in', () => {
	const leave = (state: State, username: string) =>
		transition(state, { type: 'usernameLeft', username });

	test('the policy comes when it comes', () => {
		const policy = { minimumLength: 12 };
		expect(transition(form(open), { type: 'policyKnown', policy }).state).toEqual(
			form(open, { policy })
		);
	});

	test('a name that can be one is asked for when its field is left', () => {
		const { state, command } = leave(form(open), 'ada');
		expect(formIn(state).name).toEqual({ name: 'ada', result: 'asking' });
		expect(command).toEqual({ run: 'checkName', server, name: 'ada' });
		const free = transition(state, { type: 'nameChecked', name: 'ada', result: 'free' });
		expect(formIn(free.state).name).toEqual({ name: 'ada', result: 'free' });
	});

	test('it is asked for once', () => {
		const { state } = leave(form(open), 'ada');
		expect(leave(state, 'ada').command).toBeUndefined();
	});

	test.each(['', 'Ada L', '_bridge', '1234'])('%j is not asked for', (name) => {
		expect(leave(form(open), name).command).toBeUndefined();
	});

	test('a name that cannot be one is told at once', () => {
		const { state } = leave(form(open), 'ada lovelace');
		expect(formIn(state).faults).toEqual({ username: { kind: 'usernameInvalid' } });
	});

	test('another name lets go what was said about the first, and nothing else', () => {
		const before = form(open, {
			faults: { username: { kind: 'usernameTaken' }, email: { kind: 'emailTaken' } },
			name: { name: 'ada', result: { kind: 'usernameTaken' } }
		});
		const { state } = leave(before, 'eve');
		expect(formIn(state).faults).toEqual({ email: { kind: 'emailTaken' } });
		expect(formIn(leave(before, '').state).name).toBeUndefined();
	});

	test('an answer that could not be had is kept as such', () => {
		const { state } = leave(form(open), 'ada');
		const result: PortalError = { kind: 'rateLimited', retryAfterMs: 1_000 };
		const next = transition(state, { type: 'nameChecked', name: 'ada', result });
		expect(formIn(next.state).name).toEqual({ name: 'ada', result });
	});

	test('another homeserver: what was typed goes along', () => {
		const before = form(open, { typed: withEmail, error: { kind: 'badAnswer' } });
		const { state, command } = transition(before, {
			type: 'homeserverChosen',
			server: otherServer
		});
		expect(state).toEqual({ step: 'loading', server: otherServer, typed: withEmail, next: 'show' });
		expect(command).toEqual({ run: 'offer', server: otherServer });
	});

	test('a provider: the page is left for it, and may be come back to', () => {
		const { state, command } = transition(form(open), { type: 'providerChosen', provider });
		expect(state).toEqual(form(open));
		expect(command).toEqual({ run: 'leave', server, provider });
		expect(formIn(transition(state, { type: 'cameBack' }).state).error).toEqual({
			kind: 'ssoUnfinished'
		});
	});

	test('a policy and a name that are answered do not undo what was sent', () => {
		const sent = submit(form(strict), withToken).state;
		const { state } = transition(sent, { type: 'policyKnown', policy: {} });
		expect(state).toMatchObject({ typed: withToken });
		const advanced = transition(state, { type: 'advanced', attempt: strictAttempt });
		expect(advanced.command).toMatchObject({ run: 'sendMail' });
	});
});
