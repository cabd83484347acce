import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { background, byHand, failure, transition } from './login';
import { initial, isForm, type State } from './states';
import {
	events,
	form,
	otherServer,
	place,
	provider,
	returned,
	server,
	states,
	typed,
	withoutPassword
} from './testing';

const error: PortalError = { kind: 'ssoUnfinished' };
const goOn = { run: 'goOn' };

describe('the page is opened', () => {
	test('the homeserver is looked for, with what an earlier visit left', () => {
		const opened = { type: 'opened', typed: { username: 'ada' }, error } as const;
		expect(transition(initial, opened)).toEqual({
			state: { step: 'loading', typed: { username: 'ada' }, next: 'show', error },
			command: { run: 'locate' }
		});
	});

	test('what a provider sent back is redeemed, whoever was signed in', () => {
		const opened = { ...events.opened, returned, userId: '@eve:example.org' };
		expect(transition(initial, opened)).toEqual({
			state: { step: 'returning', server, provider: 'Example ID', typed: { username: '' } },
			command: { run: 'redeem', returned }
		});
	});

	test('somebody is signed in here already', () => {
		const userId = '@ada:example.org';
		expect(transition(initial, { ...events.opened, userId })).toEqual({
			state: { step: 'signedIn', userId, already: true },
			command: goOn
		});
	});

	test('what was typed before does not open it again', () => {
		expect(transition(states.loading, events.opened)).toEqual({ state: states.loading });
	});
});

describe('the homeserver', () => {
	const loading = { step: 'loading', typed, next: 'submit', error } as const;

	test('is known: it is asked what it offers', () => {
		expect(transition(loading, events.located)).toEqual({
			state: { ...loading, place },
			command: { run: 'offer', server }
		});
	});

	test('was chosen before it was found', () => {
		expect(transition(states.loading, { type: 'located', server: otherServer }).state).toBe(
			states.loading
		);
	});

	test('is named by nobody', () => {
		const next = transition({ ...loading, next: 'show' }, { type: 'located' });
		expect(next).toEqual({ state: { step: 'unnamed', typed, error } });
	});

	test('is named by nobody but the Matrix ID that was sent', () => {
		const id = { ...typed, username: '@ada:other.org' };
		expect(transition({ ...loading, typed: id }, { type: 'located' })).toEqual({
			state: { step: 'unnamed', typed: id, error },
			command: { run: 'find', serverName: 'other.org', typed: id }
		});
	});

	test.each(['loading', 'unnamed', 'form', 'closed', 'unavailable', 'returning'] as const)(
		'is chosen at %s: what is typed goes with it',
		(step) => {
			const chosen = { ...events.homeserverChosen, typed };
			expect(transition(states[step], chosen)).toEqual({
				state: { step: 'loading', place: { server: otherServer }, typed, next: 'show' },
				command: { run: 'offer', server: otherServer }
			});
			expect(transition(states[step], events.homeserverChosen).state).toMatchObject({
				typed: { username: '' }
			});
		}
	);

	test('cannot be chosen any more', () => {
		const { signedIn } = states;
		expect(transition(signedIn, events.homeserverChosen)).toEqual({ state: signedIn });
	});
});

describe('what it offers', () => {
	test('a password: the form, with the error that led here', () => {
		expect(transition({ ...states.loading, typed, error }, events.offered)).toEqual({
			state: form({ typed, error })
		});
	});

	test('a password, and the form was sent before: it is sent', () => {
		const { state, command } = transition(
			{ ...states.loading, typed, next: 'submit' },
			events.offered
		);
		expect(state).toEqual(form({ typed }));
		expect(command).toMatchObject({ run: 'signIn', server, deviceId: 'DEVICE' });
	});

	test.each(['show', 'submit'] as const)('no password: no form (%s)', (next) => {
		const offered = { ...events.offered, offer: withoutPassword };
		expect(transition({ ...states.loading, typed, next, error }, offered)).toEqual({
			state: { step: 'closed', place, offer: withoutPassword, typed, error }
		});
	});

	test('of another homeserver comes too late', () => {
		const late = { ...events.offered, server: otherServer };
		expect(transition(states.loading, late)).toEqual({ state: states.loading });
	});

	test('is not known yet: what is sent waits', () => {
		expect(transition(states.loading, events.submitted)).toEqual({
			state: { ...states.loading, typed, next: 'submit' }
		});
	});

	test('cannot be found out', () => {
		const failed = { type: 'failed', error: { kind: 'badAnswer' } } as const;
		expect(transition({ ...states.loading, typed }, failed)).toEqual({
			state: { step: 'unavailable', place, typed, error: failed.error }
		});
		const early: State = { step: 'loading', typed, next: 'show' };
		expect(transition(early, failed)).toEqual({
			state: { step: 'unavailable', typed, error: failed.error }
		});
	});
});

describe('leaving and coming back', () => {
	test.each(['form', 'closed'] as const)('to a provider, from %s', (step) => {
		const before: State = { ...states[step], error };
		const left = transition(before, events.providerChosen);
		expect(left).toEqual({ state: states[step], command: { run: 'leave', server, provider } });
		expect(transition(states[step], events.cameBack)).toEqual({ state: before });
	});

	test('signed in', () => {
		const { state, command } = transition(states.returning, events.signedIn);
		expect(state).toEqual({ step: 'signedIn', userId: '@ada:example.org', already: false });
		expect(command).toEqual(goOn);
	});

	test('refused: the form, and why', () => {
		const failed = { type: 'failed', error: { kind: 'ssoExpired' } } as const;
		expect(transition({ ...states.returning, typed }, failed)).toEqual({
			state: { step: 'loading', place, typed, next: 'show', error: { kind: 'ssoExpired' } },
			command: { run: 'offer', server }
		});
	});
});

test('leaving for the account is unseen, and a password is not sent by itself', () => {
	expect([background, byHand]).toEqual([['goOn'], ['signIn']]);
	expect(failure({ kind: 'offline' })).toEqual({ type: 'failed', error: { kind: 'offline' } });
});

test('an event that does not fit changes nothing', () => {
	const fitting: Record<State['step'], string[]> = {
		loading: ['offered', 'submitted', 'failed'],
		unnamed: ['submitted', 'found', 'failed'],
		form: ['submitted', 'found', 'providerChosen', 'cameBack', 'signedIn', 'failed'],
		closed: ['providerChosen', 'cameBack', 'failed'],
		unavailable: ['submitted', 'found', 'failed'],
		returning: ['signedIn', 'failed'],
		signedIn: []
	};
	for (const state of Object.values(states))
		for (const event of Object.values(events))
			if (event.type !== 'homeserverChosen' && !fitting[state.step].includes(event.type))
				expect(transition(state, event), `${state.step} ${event.type}`).toEqual({ state });
});

test('the form is on the page until it is known that there is none', () => {
	const shown = Object.values(states).filter(isForm);
	expect(shown.map(({ step }) => step)).toEqual(['loading', 'unnamed', 'form', 'unavailable']);
});
