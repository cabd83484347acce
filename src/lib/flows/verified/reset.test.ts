import { describe, expect, test, vi } from 'vitest';
import { defaultConfig } from '$lib/base/config';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { ResetStart } from '$lib/matrix/ports';
import { portalOf } from '$lib/matrix/testing';
import { keepWaiting } from '$lib/session/waiting';
import type { ResetLink } from '$lib/uia/email-link';
import { forgetReset } from './kept';
import { perform, transition, type Command, type Ports, type State } from './verified';

const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const link: ResetLink = {
	flow: 'reset',
	...server,
	session: 's1',
	clientSecret: 'client-secret',
	sid: '17'
};
const password = new Secret('correct horse battery');
const policy = { minimumLength: 8 };
const alone: State = { step: 'alone', link, policy };
const { signal } = new AbortController();

describe('a link that resets a password', () => {
	test('asks for the homeserver’s rules, once it is clear that nobody waits here', () => {
		const state: State = { step: 'alone', link, policy: {} };
		expect(transition({ step: 'telling' }, { type: 'told', link, heard: false })).toEqual({
			state,
			command: { run: 'askPolicy', link }
		});
		expect(transition(state, { type: 'policyKnown', policy })).toEqual({ state: alone });
	});

	test('is finished with a new password', () => {
		const told: State = { ...alone, fault: { kind: 'passwordWeak' }, error: { kind: 'refused' } };
		expect(transition(told, { type: 'finishAsked', password })).toEqual({
			state: alone,
			command: { run: 'reset', link, password }
		});
	});

	test.each([
		[undefined, 'passwordMissing'],
		[new Secret(''), 'passwordMissing'],
		[new Secret('short'), 'passwordTooShort']
	] as const)('sends nothing that can be seen to be wrong %#', (given, kind) => {
		const event = { type: 'finishAsked', ...(given && { password: given }) } as const;
		expect(transition(alone, event)).toEqual({ state: { ...alone, fault: { kind } } });
	});

	test('tells a refused password at its field, and everything else to the step', () => {
		const fault = { kind: 'passwordNoDigit' } as const;
		expect(transition(alone, { type: 'failed', error: fault }).state).toEqual({ ...alone, fault });
		const error = { kind: 'linkExpired' } as const;
		expect(transition(alone, { type: 'failed', error }).state).toEqual({ ...alone, error });
	});

	test('ends without an account to show', () => {
		expect(transition(alone, { type: 'finished' })).toEqual({ state: { step: 'done', server } });
	});
});

interface Script {
	ask?: Result<true>[];
	begin?: Result<ResetStart>;
	finish?: Result<true>;
}

function portsOf({ ask = [ok(true)], begin, finish = ok(true) }: Script = {}) {
	const portal = portalOf();
	const answers = [...ask];
	return {
		...portal,
		config: Promise.resolve(defaultConfig),
		homeservers: { passwordPolicy: vi.fn(() => Promise.resolve(ok(policy))) },
		recovery: {
			...portal.recovery,
			ask: vi.fn(() => Promise.resolve(answers.shift() ?? fail({ kind: 'badAnswer' }))),
			begin: vi.fn(() => Promise.resolve(begin ?? fail({ kind: 'badAnswer' }))),
			finish: vi.fn(() => Promise.resolve(finish))
		},
		sayConfirmed: () => Promise.resolve(false),
		sayFinished: vi.fn(),
		forgetReset: vi.fn()
	} satisfies Ports;
}

describe('finishing it on this device', () => {
	const command: Command = { run: 'reset', link, password };
	const proof = { session: 's1', sid: '17', clientSecret: 'client-secret' };
	const forgotten = fail({ kind: 'uiaExpired' });
	const unconfirmed = fail({ kind: 'linkNotConfirmed' });

	test('takes the proof of the link, and lets the other tabs know', async () => {
		const ports = portsOf();
		expect(await perform(command, ports, signal)).toEqual(ok({ type: 'finished' }));
		expect(ports.recovery.ask).toHaveBeenCalledExactlyOnceWith(server, proof, signal);
		expect(ports.recovery.finish).toHaveBeenCalledExactlyOnceWith(server, proof, password, signal);
		expect(ports.sayFinished).toHaveBeenCalledExactlyOnceWith('17');
		expect(ports.forgetReset).toHaveBeenCalledExactlyOnceWith('17');
	});

	test('begins a session of its own when the first device’s is forgotten', async () => {
		const begin = ok({ kind: 'open', session: 's2' } as const);
		const ports = portsOf({ ask: [forgotten, ok(true)], begin });
		expect(await perform(command, ports, signal)).toEqual(ok({ type: 'finished' }));
		const fresh = { ...proof, session: 's2' };
		expect(ports.recovery.finish).toHaveBeenCalledExactlyOnceWith(server, fresh, password, signal);
	});

	test.each<[string, Script, PortalError['kind']]>([
		['a link that has served', { ask: [unconfirmed] }, 'linkExpired'],
		[
			'one that has served, in a new session',
			{ ask: [forgotten, unconfirmed], begin: ok({ kind: 'open', session: 's2' }) },
			'linkExpired'
		],
		[
			'a homeserver that has changed',
			{ ask: [forgotten], begin: ok({ kind: 'closed' }) },
			'linkExpired'
		],
		['trouble', { ask: [fail({ kind: 'unreachable' })] }, 'unreachable'],
		['trouble at the beginning', { ask: [forgotten] }, 'badAnswer'],
		['a refused password', { finish: fail({ kind: 'passwordWeak' }) }, 'passwordWeak']
	])('tells %s, and nobody hears that it is finished', async (_, script, kind) => {
		const ports = portsOf(script);
		expect(await perform(command, ports, signal)).toMatchObject({ ok: false, error: { kind } });
		expect(ports.sayFinished).not.toHaveBeenCalled();
		expect(ports.forgetReset).not.toHaveBeenCalled();
	});

	test('asks for the rules; without an answer there are none', async () => {
		const ports = portsOf();
		const ask: Command = { run: 'askPolicy', link };
		expect(await perform(ask, ports, signal)).toEqual(ok({ type: 'policyKnown', policy }));
		const unanswered = {
			...ports,
			homeservers: { passwordPolicy: () => Promise.resolve(fail({ kind: 'offline' })) }
		};
		expect(await perform(ask, unanswered, signal)).toEqual(ok({ type: 'policyKnown', policy: {} }));
	});
});

test('what the browser keeps is forgotten, unless it is of another reset', () => {
	localStorage.clear();
	keepWaiting('recover', { mail: { sid: '17' } }, 1_000);
	forgetReset('18');
	expect(localStorage).toHaveLength(1);
	forgetReset('17');
	expect(localStorage).toHaveLength(0);
});
