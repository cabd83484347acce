import { describe, expect, test } from 'vitest';
import type { ErrorKind, PortalError } from '$lib/base/errors';
import { Secret } from '$lib/base/secret';
import { background, failure, toKeep, transition } from './recover';
import { initial, type Event } from './states';
import {
	afterReload,
	choosing,
	events,
	form,
	mail,
	password,
	policy,
	reset,
	server,
	states,
	typed,
	waiting
} from './testing';
import { toWaiting } from './waiting';

const failed = (error: PortalError, more = {}): Event => ({ type: 'failed', error, ...more });
const send = { run: 'send', server, clientSecret: 'secret', typed, count: 2 } as const;
const done = {
	state: { step: 'done', server },
	command: { run: 'tidy', server, address: mail.address }
} as const;
const askPolicy = { run: 'askPolicy', server } as const;
const spent = waiting({ link: 'spent', error: { kind: 'linkExpired' } });

describe('while the link is waited for', () => {
	test('it goes on by itself, to the end or to the new password', () => {
		expect(transition(waiting(), { type: 'finished' })).toEqual(done);
		expect(transition(waiting(), { type: 'confirmed', reset: afterReload })).toEqual({
			state: choosing({ policy: {} }),
			command: askPolicy
		});
	});

	test('whoever does not want to wait has it looked at, and an earlier error goes', () => {
		const told = waiting({ error: { kind: 'linkNotConfirmed' } });
		expect(transition(told, { type: 'verifiedPressed' })).toEqual({
			state: waiting(),
			command: { run: 'look', reset }
		});
		expect(transition(waiting(), failed({ kind: 'linkNotConfirmed' }))).toEqual({ state: told });
	});

	test('a further mail can be sent', () => {
		expect(transition(waiting(), { type: 'resendAsked' })).toEqual({
			state: waiting(),
			command: { ...send, session: 's1' }
		});
		const newer = { ...reset, mail: { ...mail, attempt: 2 } };
		expect(transition(waiting({ link: 'expired' }), { type: 'mailSent', reset: newer })).toEqual({
			state: waiting({ reset: newer }),
			command: { run: 'waitForLink', reset: newer }
		});
	});

	test('another address leads back to the form, with everything in it', () => {
		expect(transition(waiting(), { type: 'otherAddressAsked' })).toEqual({
			state: { ...form({ policy: {}, typed }), earlier: reset },
			command: askPolicy
		});
		const { state } = transition(waiting({ reset: afterReload }), { type: 'otherAddressAsked' });
		expect(state).toMatchObject({ typed: { email: mail.address } });
	});

	test('the link becomes too old', () => {
		expect(transition(waiting(), { type: 'linkExpired' })).toEqual({
			state: waiting({ link: 'expired' })
		});
		expect(transition(waiting(), failed({ kind: 'linkExpired' }))).toEqual({
			state: waiting({ link: 'expired' })
		});
	});

	test('trouble is told, waited through, and forgotten', () => {
		const error = { kind: 'unreachable' } as const;
		expect(transition(waiting(), { type: 'pollTroubled', error })).toEqual({
			state: waiting({ error }),
			command: { run: 'waitForLink', reset, trouble: error }
		});
		expect(transition(waiting({ error }), { type: 'pollRecovered' })).toEqual({
			state: waiting(),
			command: { run: 'waitForLink', reset }
		});
	});

	test('a newer reset of this browser ends the wait', () => {
		expect(transition(waiting(), { type: 'replaced' })).toEqual({ state: { step: 'replaced' } });
	});

	test('a homeserver that has stopped to reset passwords says whom to ask', () => {
		const { state } = transition(waiting(), { type: 'closed', server, contact: {} });
		expect(state).toMatchObject({ step: 'closed', contact: {}, form: { typed } });
	});

	test('a forgotten session is begun anew, unseen, and once only', () => {
		const error = { kind: 'uiaExpired' } as const;
		expect(transition(waiting(), failed(error))).toEqual({
			state: waiting(),
			command: { run: 'renew', reset }
		});
		const renewed = { ...reset, session: 's2', renewed: true } as const;
		expect(transition(waiting(), { type: 'renewed', reset: renewed })).toEqual({
			state: waiting({ reset: renewed }),
			command: { run: 'waitForLink', reset: renewed }
		});
		expect(transition(waiting({ reset: renewed }), failed(error))).toEqual({
			state: { ...spent, reset: renewed }
		});
	});

	test('what was confirmed and forgotten needs a new mail and a new session', () => {
		expect(transition(spent, { type: 'resendAsked' })).toEqual({
			state: waiting({ link: 'spent' }),
			command: send
		});
	});

	test('a refused password leads to another one, without a new mail', () => {
		const fault = { kind: 'passwordNoDigit' } as const;
		expect(transition(waiting(), failed(fault))).toEqual({
			state: choosing({ policy: {}, fault }),
			command: askPolicy
		});
	});

	test('an address that was taken from the account leads back to the form', () => {
		const error = { kind: 'emailNotFound' } as const;
		expect(transition(waiting(), failed(error))).toMatchObject({
			state: { step: 'form', faults: { email: error }, typed },
			command: askPolicy
		});
	});

	test('anything else is told', () => {
		const error = { kind: 'refused' } as const;
		expect(transition(waiting(), failed(error))).toEqual({ state: waiting({ error }) });
	});
});

describe('when only the password is missing', () => {
	const given: Event = { type: 'passwordGiven', password };
	const finish = { run: 'finish', reset: afterReload, password } as const;

	test('it is set', () => {
		const told = choosing({ fault: { kind: 'passwordWeak' }, error: { kind: 'badAnswer' } });
		expect(transition(told, given)).toEqual({ state: choosing(), command: finish });
		expect(transition(choosing(), { type: 'finished' })).toEqual(done);
	});

	test.each([
		['', 'passwordMissing'],
		['short', 'passwordTooShort']
	] as const)('nothing is sent for %j', (text, kind) => {
		const event: Event = { type: 'passwordGiven', password: new Secret(text) };
		expect(transition(choosing(), event)).toEqual({ state: choosing({ fault: { kind } }) });
	});

	test('the rules are shown once they are known', () => {
		expect(transition(choosing({ policy: {} }), { type: 'policyKnown', policy })).toEqual({
			state: choosing()
		});
	});

	test('a refused one is told at its field, the rest to the step', () => {
		const fault = { kind: 'passwordWeak' } as const;
		expect(transition(choosing(), failed(fault))).toEqual({ state: choosing({ fault }) });
		const error = { kind: 'refused' } as const;
		expect(transition(choosing(), failed(error))).toEqual({ state: choosing({ error }) });
		expect(transition(choosing(), failed({ kind: 'emailNotFound' })).state).toMatchObject({
			step: 'form',
			faults: { email: { kind: 'emailNotFound' } }
		});
	});

	test.each<ErrorKind>(['uiaExpired', 'linkNotConfirmed', 'linkExpired'])(
		'what the homeserver has forgotten (%s) needs a new mail, but no new password',
		(kind) => {
			const event = failure({ kind } as PortalError, finish);
			expect(transition(choosing(), event)).toEqual({ state: spent });
		}
	);
});

describe('a reset that was left', () => {
	const record = toWaiting(reset);
	const open = (sameTab: boolean): Event => ({
		...events.opened,
		waiting: { record, sameTab }
	});
	const asked = { ...initial, clientSecret: 'secret' };

	test('goes on in its own tab, without the password', () => {
		expect(transition(initial, open(true))).toEqual({
			state: waiting({ reset: afterReload }),
			command: { run: 'waitForLink', reset: afterReload }
		});
	});

	test('is asked about in another one', () => {
		const state = { step: 'resume', reset: afterReload, form: asked } as const;
		expect(transition(initial, open(false))).toEqual({ state });
		expect(transition(state, { type: 'resumed' }).state).toEqual(waiting({ reset: afterReload }));
		expect(transition(state, { type: 'startedAnew' })).toEqual({
			state: asked,
			command: { run: 'locate' }
		});
		expect(transition(state, { type: 'submitted', typed }).state).toEqual({
			...state,
			form: { ...asked, typed }
		});
	});

	test('is kept while it waits, without the password, and forgotten at its end', () => {
		expect(toKeep(waiting())).toEqual({ record, expiresAt: mail.expiresAt });
		expect(JSON.stringify(toKeep(waiting()))).not.toContain('secret]');
		expect(toKeep(choosing())).toEqual({ record });
		expect(toKeep(states.done)).toBe(false);
		for (const step of ['form', 'elsewhere', 'closed', 'resume', 'replaced'] as const)
			expect(toKeep(states[step])).toBeUndefined();
	});
});

describe('every step', () => {
	test.each(Object.values(states))('$step takes every event as it comes', (state) => {
		for (const event of Object.values(events)) expect(() => transition(state, event)).not.toThrow();
	});

	test.each([states.done, states.replaced])('$step is left by nothing', (state) => {
		for (const event of Object.values(events)) expect(transition(state, event)).toEqual({ state });
	});

	test('keeps nobody busy with what goes on unseen', () => {
		expect(background).toEqual(['askPolicy', 'waitForLink', 'tidy']);
	});

	test('hears which reset has failed', () => {
		const error = { kind: 'badAnswer' } as const;
		expect(failure(error, { run: 'look', reset })).toEqual(failed(error, { reset }));
		expect(failure(error, { run: 'locate' })).toEqual(failed(error));
	});
});
