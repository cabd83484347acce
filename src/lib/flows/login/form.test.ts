import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { Secret } from '$lib/base/secret';
import { transition } from './login';
import { events, form, otherServer, password, place, server, states, typed } from './testing';

const submit = (username: string, more = {}) => ({
	type: 'submitted' as const,
	typed: { username, password, ...more }
});
const found = { server: otherServer, foundAs: 'other.org' };
const error: PortalError = { kind: 'signInRefused' };

describe('the form is sent', () => {
	test.each([
		['ada', { user: 'ada' }],
		['@ada:example.org', { user: '@ada:example.org' }],
		['@ada:EXAMPLE.org', { user: '@ada:example.org' }],
		['ada@people.test', { email: 'ada@people.test' }]
	])('as %s', (username, identifier) => {
		expect(transition(form({ error }), submit(username))).toEqual({
			state: form({ typed: { username, password } }),
			command: { run: 'signIn', server, identifier, password, deviceId: 'DEVICE' }
		});
	});

	test('once more after a lost answer: for the same session', () => {
		const failed = transition(form({ typed }), {
			type: 'failed',
			error: { kind: 'unreachable' }
		}).state;
		expect(transition(failed, submit('ada')).command).toMatchObject({ deviceId: 'DEVICE' });
	});

	test('with nothing in it: every fault is told, and nothing is sent', () => {
		const empty = submit(' ', { password: new Secret('') });
		expect(transition(form(), empty)).toEqual({
			state: form({
				typed: empty.typed,
				faults: {
					username: { kind: 'identifierMissing' },
					password: { kind: 'passwordMissing' }
				}
			})
		});
	});

	test('without a password: not even the homeserver of the ID is looked for', () => {
		const { command } = transition(form(), submit('@ada:other.org', { password: undefined }));
		expect(command).toBeUndefined();
	});

	test('corrected: the faults go', () => {
		const wrong = form({ faults: { password: { kind: 'passwordMissing' } } });
		expect(transition(wrong, submit('ada')).state).toMatchObject({ faults: {} });
	});
});

describe('a Matrix ID of another homeserver', () => {
	const sent = submit('@ada:other.org');

	test('has it looked for', () => {
		expect(transition(form(), sent)).toEqual({
			state: form({ typed: sent.typed }),
			command: { run: 'find', serverName: 'other.org', typed: sent.typed }
		});
	});

	test.each(['form', 'unnamed', 'unavailable'] as const)('which is asked, from %s', (step) => {
		const event = { type: 'found', place: found, typed: sent.typed } as const;
		expect(transition(states[step], event)).toEqual({
			state: { step: 'loading', place: found, typed: sent.typed, next: 'submit' },
			command: { run: 'offer', server: otherServer }
		});
	});

	test('is sent there, and looked for no more, even if the homeserver calls itself otherwise', () => {
		const called = {
			server: { ...otherServer, serverName: 'matrix.other.org' },
			foundAs: 'other.org'
		};
		const { command } = transition(form({ place: called }), sent);
		expect(command).toMatchObject({ run: 'signIn', identifier: { user: '@ada:other.org' } });
	});

	test('has none: it is told at the field', () => {
		const error = { kind: 'homeserverNotFound', host: 'other.org' } as const;
		expect(transition(form({ typed: sent.typed }), { type: 'failed', error }).state).toEqual(
			form({ typed: sent.typed, faults: { username: error } })
		);
	});

	test.each(['unnamed', 'unavailable'] as const)(
		'leads on where there is no form yet: %s',
		(step) => {
			expect(transition(states[step], sent)).toEqual({
				state: { ...states[step], typed: sent.typed },
				command: { run: 'find', serverName: 'other.org', typed: sent.typed }
			});
			const error = { kind: 'homeserverNotFound', host: 'other.org' } as const;
			expect(transition(states[step], { type: 'failed', error }).state).toMatchObject({ error });
		}
	);
});

describe('without an offer', () => {
	test('a name alone names no homeserver', () => {
		expect(transition(states.unnamed, events.submitted)).toEqual({
			state: { step: 'unnamed', typed }
		});
	});

	test('the homeserver is asked again, and then sent what was typed', () => {
		expect(transition(states.unavailable, events.submitted)).toEqual({
			state: { step: 'loading', place, typed, next: 'submit' },
			command: { run: 'offer', server }
		});
		expect(transition(states.unavailable, submit('@ada:example.org')).command).toEqual({
			run: 'offer',
			server
		});
	});

	test('and looked for, where that had failed', () => {
		const { place: _, ...nowhere } = states.unavailable;
		expect(transition(nowhere, events.submitted)).toEqual({
			state: { step: 'loading', typed, next: 'submit' },
			command: { run: 'locate' }
		});
	});
});

describe('the answer', () => {
	test('signed in: on to where the person wanted to be', () => {
		expect(transition(form({ typed }), events.signedIn)).toEqual({
			state: { step: 'signedIn', userId: '@ada:example.org', already: false },
			command: { run: 'goOn' }
		});
	});

	test.each<PortalError>([
		error,
		{ kind: 'userLocked' },
		{ kind: 'userSuspended' },
		{ kind: 'userDeactivated' },
		{ kind: 'userLimitReached' },
		{ kind: 'resourceLimitReached' },
		{ kind: 'awaitingApproval' },
		{ kind: 'consentNeeded' },
		{ kind: 'unreachable' }
	])('$kind: told for the whole step, and nothing typed is lost', (error) => {
		expect(transition(form({ typed }), { type: 'failed', error })).toEqual({
			state: form({ typed, error })
		});
	});

	test('at the closed page too', () => {
		expect(transition(states.closed, { type: 'failed', error }).state).toEqual({
			...states.closed,
			error
		});
	});
});
