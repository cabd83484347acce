import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { transition } from './emails';
import { list, type CodeState, type Command, type ConfirmState, type MailState } from './states';
import {
	adding,
	challenge,
	confirming,
	events,
	fresh,
	number,
	old,
	password,
	phone,
	states
} from './testing';

const { confirm, mail } = states;
const error = { kind: 'badAnswer' } as const;
const taken = { kind: 'emailTaken' } as const;
const ask = { run: 'ask', adding } as const;
const failed = (
	state: ConfirmState | MailState | CodeState,
	error: PortalError,
	command: Command = ask
) => transition(state, { type: 'failed', error, command });

describe('confirming', () => {
	test('with the password', () => {
		const state = { ...confirm, error, again: true } as const;
		expect(transition(state, { type: 'passwordGiven', password })).toEqual({
			state: { ...confirm, again: true },
			command: { run: 'ask', adding, password }
		});
	});

	test('on the homeserver’s page: it is asked whether that was done', () => {
		expect(transition(confirm, { type: 'pageDone' })).toEqual({ state: confirm, command: ask });
	});

	test('asks what came of a lost answer, without the password', () => {
		const lost = { kind: 'unreachable' } as const;
		expect(transition({ ...confirm, error }, { type: 'lost', adding, error: lost })).toEqual({
			state: confirm,
			command: { ...ask, lost }
		});
	});

	test('with a wrong password says so, and keeps everything', () => {
		const refusal = { kind: 'passwordWrong' } as const;
		const state = { ...confirm, opened: true } as const;
		const told = { type: 'challenged', adding, challenge, refusal } as const;
		expect(transition(state, told)).toEqual({ state: { ...state, error: refusal } });
	});

	test('on a page that was closed too early says that something is left to do', () => {
		expect(transition(confirm, { type: 'challenged', adding, challenge }).state).toMatchObject({
			step: 'confirm',
			error: { kind: 'stageRefused' }
		});
	});

	test('in two stages goes on with the second, without a reproach', () => {
		const two = { session: 's1', flows: [{ stages: ['m.login.password', 'org.example.more'] }] };
		const { state } = transition(states.list, {
			type: 'challenged',
			adding: fresh,
			challenge: two
		});
		if (state.step !== 'confirm') throw new Error(state.step);
		const completed = ['m.login.password'];
		const next = { type: 'challenged', adding: state.adding, challenge: { completed } } as const;
		const after = transition(state, next).state;
		expect(after).not.toHaveProperty('error');
		expect(after).toMatchObject({
			adding: {
				confirmation: { ways: [{ kind: 'page', stage: 'org.example.more', sso: false }] }
			}
		});
	});

	test('begins again when the homeserver has forgotten it, and says so', () => {
		const anew = { type: 'challenged', adding: fresh, challenge, again: true } as const;
		expect(transition(confirm, anew)).toEqual({ state: { ...confirm, again: true } });
		expect(transition(mail, anew)).toEqual({
			state: { ...confirm, again: true },
			command: { run: 'listen', adding }
		});
	});

	test('that nobody can do leads back to the list', () => {
		const impossible = { session: 's1', flows: [{ stages: [] }] };
		const told = { type: 'challenged', adding: fresh, challenge: impossible } as const;
		expect(transition(confirm, told).state).toMatchObject({
			step: 'list',
			typed: 'ada@example.org',
			error: { kind: 'badAnswer' }
		});
	});

	test('knows that the link was opened meanwhile', () => {
		expect(transition(confirm, { type: 'linkOpened' }).state).toEqual({ ...confirm, opened: true });
	});

	test('done, the link is waited for', () => {
		expect(transition(confirm, { type: 'notConfirmed', adding })).toEqual({
			state: mail,
			command: { run: 'waitForLink', adding }
		});
	});

	test('left with Back: the address is in its field, and its mail still counts', () => {
		expect(transition(confirm, { type: 'back' })).toEqual({
			state: { ...list([old], 'ada@example.org'), left: adding }
		});
	});
});

describe('waiting for the link', () => {
	test('goes on by hand, once', () => {
		const state = { ...mail, error };
		expect(transition(state, { type: 'continued' })).toEqual({ state: mail, command: ask });
	});

	test('by hand too early says so; the wait goes on', () => {
		expect(transition(mail, { type: 'notConfirmed', adding })).toEqual({
			state: { ...mail, error: { kind: 'linkNotConfirmed' } }
		});
	});

	test('another mail begins another wait', () => {
		expect(transition({ ...mail, link: 'expired' }, { type: 'resendAsked' })).toEqual({
			state: { ...mail, link: 'expired' },
			command: { run: 'resend', adding }
		});
		const again = { ...adding, mail: { ...adding.mail, attempt: 2 } };
		expect(transition({ ...mail, link: 'expired' }, { type: 'mailSent', adding: again })).toEqual({
			state: { ...mail, adding: again },
			command: { run: 'waitForLink', adding: again }
		});
	});

	test('has an end', () => {
		expect(transition({ ...mail, error }, { type: 'linkExpired' }).state).toEqual({
			...mail,
			link: 'expired'
		});
		expect(failed(mail, { kind: 'linkExpired' }).state).toEqual({ ...mail, link: 'expired' });
	});

	test('tells of trouble, and goes on through it', () => {
		const trouble = { kind: 'unreachable' } as const;
		const troubled = transition(mail, { type: 'pollTroubled', error: trouble });
		expect(troubled).toEqual({
			state: { ...mail, error: trouble },
			command: { run: 'waitForLink', adding, trouble }
		});
		expect(transition(troubled.state, { type: 'pollRecovered' })).toEqual({
			state: mail,
			command: { run: 'waitForLink', adding }
		});
	});

	test('ends with the address', () => {
		expect(transition(mail, events.added).state).toMatchObject({
			step: 'list',
			note: { kind: 'added', address: 'ada@example.org' }
		});
	});

	test('left with “another address”: it is in its field', () => {
		expect(transition(mail, { type: 'back' }).state).toEqual({
			...list([old], 'ada@example.org'),
			left: adding
		});
	});
});

describe('a failure', () => {
	test.each([confirm, mail])('of the address leads to its field, from $step', (state) => {
		expect(failed(state, taken).state).toEqual({
			...list([old], 'ada@example.org'),
			fault: taken
		});
	});

	test.each<PortalError>([
		{ kind: 'mailNotSent' },
		{ kind: 'rateLimited', retryAfterMs: 1 },
		{ kind: 'refused' }
	])('$kind is told where one is', (error) => {
		const command: Command = { run: 'resend', adding };
		expect(failed(mail, error, command)).toEqual({ state: { ...mail, error } });
	});

	test('of a link that is too old asks for a new one, also while confirming', () => {
		expect(failed(confirm, { kind: 'linkExpired' }).state).toEqual({ ...mail, link: 'expired' });
	});
});

describe('the code of a text message', () => {
	const { code } = states;

	test('is handed in', () => {
		const state = { ...code, error };
		expect(transition(state, { type: 'codeGiven', code: ' 123 ' })).toEqual({
			state: code,
			command: { run: 'submitCode', adding: phone, code: '123' }
		});
		expect(transition(code, { type: 'codeGiven', code: ' ' })).toEqual({ state: code });
	});

	test('that is wrong is asked for again', () => {
		const wrong = { type: 'notConfirmed', adding: phone } as const;
		const told = { ...code, error: { kind: 'linkNotConfirmed' } };
		expect(transition(code, wrong).state).toEqual(told);
		const confirmed: ConfirmState = {
			step: 'confirm',
			threepids: [old],
			adding: { ...phone, confirmation: confirming }
		};
		expect(transition(confirmed, wrong).state).toEqual(told);
	});

	test('that is right leads to the password, with nothing to listen for', () => {
		const { state, command } = transition(code, { type: 'challenged', adding: phone, challenge });
		expect(state).toMatchObject({ step: 'confirm', adding: { medium: 'msisdn' } });
		expect(command).toBeUndefined();
	});

	test('failures are told at the code, unless they concern the number', () => {
		const command: Command = { run: 'submitCode', adding: phone, code: '1' };
		const old = { kind: 'linkExpired' } as const;
		expect(failed(code, old, command).state).toEqual({ ...code, error: old });
		expect(failed(code, taken, command).state).toMatchObject({
			step: 'list',
			phone: { typed: '+447700900000', fault: taken }
		});
	});

	test('back leads to the number', () => {
		expect(transition(code, { type: 'back' }).state).toEqual({
			...list([old]),
			phone: { typed: '+447700900000' }
		});
	});

	test('ends with the number in the list', () => {
		expect(transition(code, { type: 'added', adding: phone }).state).toMatchObject({
			threepids: [old, number],
			note: { kind: 'added', address: '+447700900000' }
		});
	});
});
