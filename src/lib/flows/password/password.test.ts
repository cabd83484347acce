import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { transition, initial } from './password';
import type { Event, State } from './states';
import { after, answered, challenged, change, done, form, safe, submitted } from './testing';

const found: Event = { type: 'found', found: safe };
const refused = { kind: 'refused', detail: 'No' } as const;
const probed = (...stages: string[]): Event => ({ type: 'probed', answer: challenged(stages) });

describe('before the change', () => {
	test('it is looked at once what there is', () => {
		expect(transition(initial, { type: 'opened' })).toEqual({
			state: { step: 'before' },
			command: { run: 'check' }
		});
		expect(transition(initial, found)).toEqual({ state: { step: 'before', found: safe } });
	});

	test('looking again forgets what was found', () => {
		expect(after(initial, found, { type: 'opened' })).toEqual({
			state: { step: 'before' },
			command: { run: 'check' }
		});
	});

	test('where passwords are not changed here, it is said where', () => {
		const elsewhere = { url: 'https://account.example.org/' };
		expect(transition(initial, { type: 'found', found: safe, elsewhere })).toEqual({
			state: { step: 'elsewhere', url: 'https://account.example.org/' }
		});
		expect(transition(initial, { type: 'found', found: safe, elsewhere: {} })).toEqual({
			state: { step: 'elsewhere' }
		});
	});

	test('going on asks how the change has to be confirmed', () => {
		const state: State = { step: 'before', found: safe, error: refused };
		expect(transition(state, { type: 'continued' })).toEqual({
			state: { step: 'before', found: safe, error: undefined },
			command: { run: 'probe' }
		});
	});

	test('an account with a password comes to the form, with what was found', () => {
		expect(after(initial, found, probed('m.login.password'))).toEqual({
			state: { step: 'form', found: safe, faults: {} },
			command: { run: 'policy' }
		});
	});

	test('nobody has to wait for the check', () => {
		expect(transition(initial, probed('m.login.password')).state).toEqual({
			step: 'form',
			found: undefined,
			faults: {}
		});
	});

	test('an account without a password is told so', () => {
		expect(transition(initial, probed('m.login.sso')).state).toEqual({ step: 'noPassword' });
		expect(transition(initial, probed('org.matrix.login.sso')).state.step).toBe('noPassword');
	});

	test.each<Event>([{ type: 'probed' }, { type: 'probed', answer: done }, probed()])(
		'a homeserver that does not say it beforehand says it later: %#',
		(event) => expect(transition(initial, event).state.step).toBe('form')
	);

	test('a homeserver without this request has no form', () => {
		const error = { kind: 'unsupported' } as const;
		expect(transition(initial, { type: 'failed', error }).state).toEqual({ step: 'elsewhere' });
	});

	test('another failure is said, and nothing else changes', () => {
		expect(after(initial, found, { type: 'failed', error: refused })).toEqual({
			state: { step: 'before', found: safe, error: refused }
		});
	});
});

describe('the form', () => {
	test('learns the policy', () => {
		const policy = { minimumLength: 10 };
		expect(transition(form, { type: 'policyKnown', policy })).toEqual({
			state: { ...form, policy }
		});
	});

	test.each([
		['', 'new', { current: 'passwordMissing' }],
		['old', '', { next: 'passwordMissing' }],
		['', '', { current: 'passwordMissing', next: 'passwordMissing' }],
		['old', 'short', { next: 'passwordTooShort' }],
		['old', 'x'.repeat(513), { next: 'passwordTooLong' }],
		['', 'short', { current: 'passwordMissing', next: 'passwordTooShort' }]
	])('%j and %j are not sent', (current, next, kinds) => {
		const policy = next === 'new' ? {} : { minimumLength: 6 };
		const typed = { ...change, current: new Secret(current), next: new Secret(next) };
		const state = { ...form, policy, error: refused, outcome: 'unsure' } as const;
		const faults = Object.fromEntries(Object.entries(kinds).map(([at, kind]) => [at, { kind }]));
		expect(transition(state, { type: 'submitted', change: typed })).toEqual({
			state: { ...form, policy, faults, error: undefined, outcome: undefined }
		});
	});

	test('asks for the change, without what was said before', () => {
		const state = { ...form, faults: { current: refused }, error: refused } as const;
		const attempt = { change, phase: 'begin', proof: 'current', sent: 0 };
		expect(transition(state, submitted)).toEqual({
			state: { ...form, policy: undefined, attempt },
			command: { run: 'begin', attempt }
		});
	});

	test('pressed again after a limit, it begins anew with what is typed by then', () => {
		const { state } = transition(form, submitted);
		const other = { ...change, signOut: false };
		expect(transition(state, { type: 'submitted', change: other }).command).toEqual({
			run: 'begin',
			attempt: { change: other, phase: 'begin', proof: 'current', sent: 0 }
		});
	});

	test('the policy may come while the change is on its way', () => {
		const { state } = transition(form, submitted);
		const policy = { requireDigit: true };
		expect(after(state, { type: 'policyKnown', policy }).state).toEqual({ ...state, policy });
	});

	test('without a change on its way there is nothing to hear of one', () => {
		for (const event of [
			answered(done),
			{ type: 'lost' },
			{ type: 'failed', error: refused }
		] satisfies Event[])
			expect(transition(form, event)).toEqual({ state: form });
	});
});

describe('what comes when it is no longer wanted', () => {
	const events: Event[] = [
		{ type: 'opened' },
		found,
		{ type: 'continued' },
		{ type: 'probed' },
		{ type: 'policyKnown', policy: {} },
		submitted,
		answered(done),
		{ type: 'lost' },
		{ type: 'failed', error: refused }
	];
	const ends: State[] = [
		{ step: 'done', signedOut: true },
		{ step: 'noPassword' },
		{ step: 'elsewhere' }
	];

	test.each(ends)('nothing leads away from the end: $step', (state) => {
		for (const event of events) expect(transition(state, event)).toEqual({ state });
	});

	test('events of the form do nothing before it, and the other way round', () => {
		for (const event of events.slice(4, 8))
			expect(transition(initial, event)).toEqual({ state: initial });
		for (const event of events.slice(0, 4))
			expect(transition(form, event)).toEqual({ state: form });
	});
});
