import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { Secret } from '$lib/base/secret';
import { transition } from './recover';
import { initial, type Event, type FormState } from './states';
import { form, otherServer, password, policy, reset, server, typed, waiting } from './testing';

const opened = { type: 'opened', typed: { email: 'ada@example.org' }, clientSecret: 'x' } as const;
const submit = (more = {}): Event => ({ type: 'submitted', typed: { ...typed, ...more } });
const send = { run: 'send', server, clientSecret: 'secret', typed, count: 1 } as const;
const askPolicy = { run: 'askPolicy', server } as const;
const failed = (error: PortalError): Event => ({ type: 'failed', error });

describe('the form opens', () => {
	test('with what was typed before, and finds out where', () => {
		expect(transition(initial, opened)).toEqual({
			state: { ...initial, typed: opened.typed, clientSecret: 'x' },
			command: { run: 'locate' }
		});
	});

	test('and works at once: of the homeserver only its rules are asked for', () => {
		expect(transition(initial, { type: 'located', server })).toEqual({
			state: { ...initial, place: 'known', server },
			command: askPolicy
		});
	});

	test('without a homeserver where nobody names one', () => {
		expect(transition(initial, { type: 'located' })).toEqual({
			state: { ...initial, place: 'unnamed' }
		});
	});

	test('with the homeserver’s rules', () => {
		const rules = { minimumLength: 12 };
		expect(transition(form(), { type: 'policyKnown', policy: rules })).toEqual({
			state: form({ policy: rules })
		});
	});
});

describe('a press', () => {
	test('asks for the mail', () => {
		expect(transition(form({ error: { kind: 'badAnswer' } }), submit())).toEqual({
			state: form({ typed }),
			command: send
		});
	});

	test.each([
		[{ email: '' }, { email: { kind: 'emailMissing' } }],
		[{ email: 'ada' }, { email: { kind: 'emailInvalid' } }],
		[{ password: undefined }, { password: { kind: 'passwordMissing' } }],
		[{ password: new Secret('') }, { password: { kind: 'passwordMissing' } }],
		[{ password: new Secret('short') }, { password: { kind: 'passwordTooShort' } }]
	])('sends nothing that can be seen to be wrong %#', (more, faults) => {
		expect(transition(form(), submit(more))).toEqual({
			state: form({ typed: { ...typed, ...more }, faults } as Partial<FormState>)
		});
	});

	test('before it is known where is not lost', () => {
		const pressed: FormState = { ...initial, clientSecret: 'secret', typed, pressed: true };
		expect(transition({ ...initial, clientSecret: 'secret' }, submit())).toEqual({
			state: pressed
		});
		const { pressed: _, ...rest } = pressed;
		expect(transition(pressed, { type: 'located', server })).toEqual({
			state: { ...rest, place: 'known', server },
			command: send
		});
		expect(transition(pressed, { type: 'located' })).toEqual({
			state: { ...rest, place: 'unnamed' }
		});
	});

	test('looks once more where the homeserver was not found', () => {
		const unfound: FormState = { ...initial, place: 'unfound', error: { kind: 'unreachable' } };
		expect(transition(unfound, submit())).toEqual({
			state: { ...initial, typed, pressed: true },
			command: { run: 'locate' }
		});
	});

	test('does nothing before a homeserver is named', () => {
		const unnamed: FormState = { ...initial, place: 'unnamed' };
		expect(transition(unnamed, submit())).toEqual({ state: { ...unnamed, typed } });
	});

	test('sends a further mail to the same address, and a first one to another', () => {
		const earlier = form({ earlier: reset });
		expect(transition(earlier, submit()).command).toEqual({ ...send, count: 2, session: 's1' });
		const email = 'eve@example.org';
		expect(transition(earlier, submit({ email })).command).toEqual({
			...send,
			typed: { email, password },
			session: 's1'
		});
	});
});

describe('what comes of it', () => {
	test('the mail is on its way: its link is waited for', () => {
		expect(transition(form(), { type: 'mailSent', reset })).toEqual({
			state: waiting(),
			command: { run: 'waitForLink', reset }
		});
	});

	test('passwords are reset elsewhere', () => {
		const url = 'https://id.example.org/';
		expect(transition(form(), { type: 'elsewhere', server, url })).toEqual({
			state: { step: 'elsewhere', server, url, form: form() }
		});
	});

	test('nobody resets passwords by email there', () => {
		const contact = { email: 'help@example.org' };
		expect(transition(form(), { type: 'closed', server, contact })).toEqual({
			state: { step: 'closed', server, contact, form: form() }
		});
		expect(transition(form(), { type: 'closed', server }).state).not.toHaveProperty('contact');
	});

	test('the earlier mail is waited for again', () => {
		expect(transition(form({ earlier: reset }), { type: 'back' }).state).toEqual(waiting());
		expect(transition(form(), { type: 'back' })).toEqual({ state: form() });
	});
});

describe('a failure', () => {
	test('of a field is told there', () => {
		const error = { kind: 'emailNotFound' } as const;
		expect(transition(form(), failed(error))).toEqual({
			state: form({ faults: { email: error } })
		});
		const weak = { kind: 'passwordWeak' } as const;
		expect(transition(form(), failed(weak))).toEqual({
			state: form({ faults: { password: weak } })
		});
	});

	test('of anything else concerns the step', () => {
		const error = { kind: 'badAnswer' } as const;
		expect(transition(form(), failed(error))).toEqual({ state: form({ error }) });
	});

	test('before the rules are known asks for them', () => {
		const error = { kind: 'passwordNoDigit' } as const;
		expect(transition(form({ policy: {} }), failed(error)).command).toEqual(askPolicy);
	});

	test('of the looking up leaves the form as it is', () => {
		const error = { kind: 'homeserverNotFound', host: 'example.org' } as const;
		expect(transition({ ...initial, typed, pressed: true }, failed(error))).toEqual({
			state: { ...initial, typed, place: 'unfound', error }
		});
	});
});

describe('another homeserver', () => {
	const chosen = (more = {}): Event => ({ type: 'homeserverChosen', server: otherServer, ...more });
	const there = form({ server: otherServer, policy: {} });

	test('keeps what was typed, and forgets what only the first one said', () => {
		const before = form({ policy, typed, faults: { email: { kind: 'emailNotFound' } } });
		expect(transition(before, chosen())).toEqual({
			state: { ...there, typed },
			command: { run: 'askPolicy', server: otherServer }
		});
		expect(transition(form({ earlier: reset }), chosen({ typed })).state).toEqual({
			...there,
			typed
		});
	});

	test.each([
		{ step: 'elsewhere', server, url: 'https://id.example.org/', form: form({ typed }) } as const,
		{ step: 'closed', server, form: form({ typed }) } as const
	])('leads back from $step', (state) => {
		expect(transition(state, chosen()).state).toEqual({ ...there, typed });
	});
});
