import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { Attempt } from './attempt';
import { transition } from './register';
import type { Event, State } from './states';
import {
	attemptOf,
	CAPTCHA,
	DUMMY,
	EMAIL,
	events,
	mail,
	open,
	server,
	states,
	strict,
	TERMS,
	typed,
	withEmail,
	withToken
} from './testing';

const failed = (error: PortalError, attempt?: Attempt): Event => ({
	type: 'failed',
	error,
	...(attempt ? { attempt } : {})
});
const later = { kind: 'mailNotSent' } as const;
const forgotten = { kind: 'uiaExpired' } as const;

describe('policies', () => {
	const fresh = attemptOf([[TERMS, EMAIL]], withEmail);
	const taken = attemptOf([[TERMS, EMAIL]], withEmail, { completed: [TERMS] });
	const policies: State = { step: 'policies', attempt: fresh };

	test('accepted: the homeserver is told, with name and password if it has none yet', () => {
		const { state, command } = transition(policies, { type: 'accepted' });
		expect(state).toEqual(policies);
		expect(command).toEqual({
			run: 'submit',
			attempt: fresh,
			auth: { session: 's1', type: TERMS }
		});
	});

	test('then the mail goes out, and its link is waited for', () => {
		const advanced = transition(policies, { type: 'advanced', attempt: taken });
		expect(advanced.state).toEqual({ step: 'policies', attempt: taken });
		expect(advanced.command).toMatchObject({
			run: 'sendMail',
			address: 'ada@example.org',
			count: 1
		});
		const sent = transition(advanced.state, { type: 'mailSent', attempt: taken, mail });
		expect(sent.state).toEqual({ step: 'email', attempt: taken, mail, link: 'awaited' });
		expect(sent.command).toMatchObject({ run: 'waitForLink' });
	});

	test('then what needs nobody is done', () => {
		const done = attemptOf([[TERMS, DUMMY]], typed, { completed: [TERMS] });
		const { state, command } = transition(states.policies, { type: 'advanced', attempt: done });
		expect(state.step).toBe('policies');
		expect(command).toMatchObject({ run: 'submit', auth: { type: DUMMY } });
		expect(transition(state, events.registered).state).toMatchObject({ step: 'ready' });
	});

	test('accepted on the page of the homeserver, which has to be asked about it', () => {
		const { command } = transition(policies, { type: 'stageDone' });
		expect(command).toMatchObject({ run: 'submit', auth: { session: 's1' } });
	});

	test('the mail failed: pressed again, only the mail is tried again', () => {
		const before: State = { step: 'policies', attempt: taken };
		const { state } = transition(before, failed(later, taken));
		expect(state).toEqual({ ...before, error: later });
		for (const type of ['accepted', 'stageDone'] as const) {
			const again = transition(state, { type });
			expect(again.state).toEqual(before);
			expect(again.command).toMatchObject({ run: 'sendMail', count: 1 });
		}
	});

	test('the address is refused: it can be changed, nothing else is lost', () => {
		const before: State = { step: 'policies', attempt: taken };
		const error = { kind: 'emailDenied' } as const;
		const { state } = transition(before, failed(error, taken));
		expect(state).toEqual({ step: 'address', attempt: taken, error });
	});

	test('the name is refused with the first request: back to the form, where it is told', () => {
		const error = { kind: 'usernameTaken' } as const;
		const { state, command } = transition(policies, failed(error, fresh));
		expect(state).toEqual({ step: 'loading', server, typed: withEmail, next: 'show', error });
		expect(command).toEqual({ run: 'offer', server });
	});
});

describe('the page of the homeserver for a stage', () => {
	const attempt = attemptOf([[CAPTCHA, TERMS, EMAIL]], withEmail);
	const stage: State = { step: 'stage', attempt, stage: CAPTCHA };
	const reached = (completed: string[]) =>
		attemptOf([[CAPTCHA, TERMS, EMAIL]], withEmail, { completed, sent: true });

	test('done there: the homeserver is asked', () => {
		const { state, command } = transition(stage, { type: 'stageDone' });
		expect(state).toEqual(stage);
		expect(command).toEqual({ run: 'submit', attempt, auth: { session: 's1' } });
	});

	test('then the next stage comes', () => {
		const { state } = transition(stage, { type: 'advanced', attempt: reached([CAPTCHA]) });
		expect(state).toEqual({ step: 'policies', attempt: reached([CAPTCHA]) });
		const both = reached([CAPTCHA, TERMS]);
		expect(transition(stage, { type: 'advanced', attempt: both }).command?.run).toBe('sendMail');
	});

	test('closed too early: it is said that something is left to do', () => {
		const { state, command } = transition(stage, { type: 'advanced', attempt: reached([]) });
		expect(state).toEqual({ ...stage, attempt: reached([]), error: { kind: 'stageRefused' } });
		expect(command).toBeUndefined();
		expect(transition(state, { type: 'stageDone' }).state).toEqual({
			...stage,
			attempt: reached([])
		});
	});

	test('the mail after it failed: pressed again, only the mail is tried again', () => {
		const done = attemptOf([[CAPTCHA, EMAIL]], withEmail, { completed: [CAPTCHA] });
		const before: State = { step: 'stage', attempt: done, stage: CAPTCHA };
		const { state } = transition(before, failed(later, done));
		expect(transition(state, { type: 'stageDone' }).command).toMatchObject({ run: 'sendMail' });
	});

	test('the account can be there at once, or the mail', () => {
		expect(transition(stage, events.registered).state).toMatchObject({ step: 'ready' });
		expect(transition(stage, events.mailSent).state).toMatchObject({ step: 'email' });
	});
});

describe('back', () => {
	test.each(['policies', 'stage'] as const)(
		'%s: to the form, as long as nothing was sent',
		(step) => {
			const { state, command } = transition(states[step], { type: 'back' });
			expect(state).toEqual({ step: 'loading', server, typed, next: 'show' });
			expect(command).toEqual({ run: 'offer', server });
		}
	);

	test.each(['policies', 'stage'] as const)(
		'%s: not from what the homeserver has taken',
		(step) => {
			const state: State = { ...states[step], attempt: { ...states[step].attempt, sent: true } };
			expect(transition(state, { type: 'back' })).toEqual({ state });
		}
	);
});

describe('forgotten by the homeserver', () => {
	const steps = ['policies', 'stage', 'email', 'address'] as const;
	const withAttempt = (step: (typeof steps)[number], attempt: Attempt): State => ({
		...states[step],
		attempt
	});

	test.each(steps)('%s: it begins again with what was typed, unseen', (step) => {
		const attempt = attemptOf(strict, withToken);
		const { state, command } = transition(withAttempt(step, attempt), failed(forgotten, attempt));
		expect(state).toEqual({ step: 'loading', server, typed: withToken, next: 'again' });
		expect(command).toEqual({ run: 'offer', server });
	});

	test.each(steps)(
		'%s: after a reload the password has to be typed again, and that is said',
		(step) => {
			const { password: _, ...remembered } = withToken;
			const attempt = attemptOf(strict, remembered, { sent: true });
			const { state } = transition(withAttempt(step, attempt), failed(forgotten));
			expect(state).toEqual({
				step: 'loading',
				server,
				typed: remembered,
				next: 'show',
				error: forgotten
			});
		}
	);

	test.each(steps)('%s: forgotten once more, nothing goes on by itself without end', (step) => {
		const attempt = attemptOf(open, withEmail, { renewed: true, sent: true });
		const { state } = transition(withAttempt(step, attempt), failed(forgotten, attempt));
		expect(state).toMatchObject({ step: 'loading', next: 'show', error: forgotten });
	});
});
