import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { Event } from './states';
import {
	after,
	answered,
	challenged,
	change,
	done,
	form,
	onItsWay,
	submitted,
	wrong
} from './testing';

const lost: Event = { type: 'lost' };
const failed = (error: PortalError): Event => ({ type: 'failed', error });
const expired = failed({ kind: 'uiaExpired' });
const quiet = { ...form, policy: undefined };
const wanted = answered(challenged());
/** The homeserver knows the session, and nothing of a password. */
const untouched = answered(challenged([], { flows: undefined, completed: [] }));

describe('a change', () => {
	test('is confirmed at once with the current password, in the session that was begun', () => {
		const { command } = after(form, submitted, wanted);
		expect(command).toMatchObject({
			run: 'confirm',
			attempt: { change, proof: 'current', sent: 1, confirmation: { uia: { session: 'uia' } } }
		});
	});

	test('is done when the homeserver says so', () => {
		const end = { state: { step: 'done', signedOut: true } };
		expect(after(form, submitted, wanted, answered(done))).toEqual(end);
		expect(after(form, submitted, answered(done)), 'without being confirmed').toEqual(end);
	});

	test('remembers whether the others were signed out', () => {
		const kept: Event = { type: 'submitted', change: { ...change, signOut: false } };
		expect(after(form, kept, wanted, answered(done)).state).toEqual({
			step: 'done',
			signedOut: false
		});
	});

	test('with a wrong current password ends at its field', () => {
		expect(after(form, submitted, wanted, answered(wrong))).toEqual({
			state: { ...quiet, faults: { current: { kind: 'passwordWrong' } } }
		});
	});

	test('begins anew after that: the new password may be another one by then', () => {
		const { command } = after(form, submitted, wanted, answered(wrong), submitted);
		expect(command).toEqual({
			run: 'begin',
			attempt: { change, phase: 'begin', proof: 'current', sent: 0 }
		});
	});

	test('of an account without a password is not asked for a second time', () => {
		const sso = answered(challenged(['m.login.sso']));
		expect(after(form, submitted, sso)).toEqual({ state: { step: 'noPassword' } });
	});

	test.each([
		['a challenge that nothing can be done with', [answered(challenged([], { session: '' }))]],
		[
			'a further stage after the password',
			[
				wanted,
				answered(challenged(['m.login.password', 'm.x'], { completed: ['m.login.password'] }))
			]
		]
	])('ends with %s', (_name, events) => {
		expect(after(form, submitted, ...events)).toEqual({
			state: { ...quiet, error: { kind: 'unsupported' } }
		});
	});

	test('that is not confirmed without a reason can be tried again', () => {
		expect(after(form, submitted, wanted, wanted)).toEqual({
			state: { ...quiet, error: { kind: 'stageRefused' } }
		});
	});

	test('refused for another reason says that one', () => {
		const refusal = { kind: 'userSuspended' } as const;
		const event = answered({ ...wrong, refusal } as typeof wrong);
		expect(after(form, submitted, wanted, event)).toEqual({ state: { ...quiet, error: refusal } });
	});

	test('is done elsewhere where the homeserver does not know the request', () => {
		const event = failed({ kind: 'unsupported' });
		expect(after(form, submitted, event)).toEqual({ state: { step: 'elsewhere' } });
	});

	test.each(['passwordTooShort', 'passwordNoSymbol', 'passwordWeak', 'passwordTooLong'] as const)(
		'refused as %s ends at the new password',
		(kind) => {
			expect(after(form, submitted, failed({ kind }))).toEqual({
				state: { ...quiet, faults: { next: { kind } } }
			});
			expect(after(form, submitted, wanted, failed({ kind })).state).toMatchObject({
				faults: { next: { kind } }
			});
		}
	);

	test.each<PortalError>([
		{ kind: 'rateLimited', retryAfterMs: 9_000 },
		{ kind: 'uiaExpired' },
		{ kind: 'serverFault', status: 500 }
	])('that fails with $kind says so', (error) => {
		const events = [wanted, failed(error)];
		expect(after(form, submitted, ...events)).toEqual({ state: { ...quiet, error } });
	});
});

describe('a lost answer', () => {
	test('is asked for first, without any password', () => {
		const { command } = after(form, submitted, wanted, lost);
		expect(command).toMatchObject({ run: 'ask', attempt: { phase: 'ask', sent: 1 } });
	});

	test('is only lost after a password was sent', () => {
		const { state } = onItsWay();
		expect(after(state, lost)).toEqual({ state });
	});

	test('of a change that was made is no failure', () => {
		expect(after(form, submitted, wanted, lost, answered(done)).state.step).toBe('done');
	});

	test('of a request that never arrived: the password is sent once more', () => {
		for (const event of [wanted, untouched]) {
			const { command } = after(form, submitted, wanted, lost, event);
			expect(command).toMatchObject({ run: 'confirm', attempt: { proof: 'current', sent: 2 } });
		}
	});

	test('again and again ends, and the password has not changed', () => {
		const once = [lost, wanted];
		const { state } = after(form, submitted, wanted, ...once, ...once, ...once);
		expect(state).toEqual({ ...quiet, outcome: 'unchanged' });
	});

	test('that cannot be had leaves it open', () => {
		const error = failed({ kind: 'badAnswer' });
		expect(after(form, submitted, wanted, lost, error).state).toEqual({
			...quiet,
			outcome: 'unsure'
		});
	});

	test('of a change that wants a further stage cannot be gone on with', () => {
		const more = challenged(['m.login.password', 'm.x'], { completed: ['m.login.password'] });
		expect(after(form, submitted, wanted, lost, answered(more)).state).toMatchObject({
			error: { kind: 'unsupported' }
		});
	});
});

describe('a lost answer of a homeserver that has forgotten the session', () => {
	const forgotten = [wanted, lost, expired];

	test('it is asked whether the new password is accepted already', () => {
		const asked = after(form, submitted, ...forgotten);
		expect(asked.command).toMatchObject({ run: 'begin', attempt: { proof: 'next', sent: 1 } });
		expect(asked.command).not.toHaveProperty('attempt.confirmation.uia');
		expect(after(asked.state, wanted).command).toMatchObject({
			run: 'confirm',
			attempt: { proof: 'next', sent: 2 }
		});
	});

	test('it is: the password was changed', () => {
		const { state } = after(form, submitted, ...forgotten, wanted, answered(done));
		expect(state.step).toBe('done');
	});

	test('it is not: nothing has changed, and nobody is told that the new one is wrong', () => {
		const { state } = after(form, submitted, ...forgotten, wanted, answered(wrong));
		expect(state).toEqual({ ...quiet, outcome: 'unchanged' });
	});

	test.each<[string, Event[]]>([
		['it refuses', [failed({ kind: 'refused' })]],
		['it limits', [wanted, failed({ kind: 'rateLimited', retryAfterMs: 1_000 })]],
		['it no longer takes a password', [answered(challenged(['m.login.sso']))]],
		['it forgets for ever', [wanted, lost, expired, wanted, lost, expired]]
	])('%s: nobody knows', (_name, events) => {
		const { state } = after(form, submitted, ...forgotten, ...events);
		expect(state).toEqual({ ...quiet, outcome: 'unsure' });
	});
});
