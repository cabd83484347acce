import { describe, expect, test, vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { fail, ok, type Result } from '$lib/base/result';
import type { RegisterAnswer } from '$lib/matrix/ports';
import { portalOf } from '$lib/matrix/testing';
import type { LinkState, RegisterLink } from '$lib/uia/email-link';
import { perform, transition, type Event, type Ports, type State } from './verified';

const link: RegisterLink = {
	flow: 'register',
	baseUrl: 'https://matrix.example.org',
	serverName: 'example.org',
	username: 'ada',
	session: 's1',
	clientSecret: 'client-secret',
	sid: '17'
};
const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const telling: State = { step: 'telling', flow: 'register' };
const alone: State = { step: 'alone', link, policy: {} };
const refusal = { kind: 'linkNotConfirmed' } as const;
const states: State[] = [
	telling,
	{ step: 'heard' },
	alone,
	{ step: 'broken', error: refusal },
	{ step: 'done', server, userId: '@ada:example.org' }
];

describe('the page of the link', () => {
	test('tells the tabs of this browser first', () => {
		expect(transition(telling, { type: 'opened', link })).toEqual({
			state: telling,
			command: { run: 'tell', link }
		});
	});

	test('does nothing with an address that is not that of a link', () => {
		const error = { kind: 'linkIncomplete' } as const;
		const first: State = { step: 'telling' };
		expect(transition(first, { type: 'opened', link: undefined })).toEqual({
			state: { step: 'broken', error }
		});
		expect(transition(first, { type: 'opened', link: undefined, flow: 'reset' })).toEqual({
			state: { step: 'broken', error, flow: 'reset' }
		});
	});

	test('can be closed when a tab has heard, and offers to finish when none has', () => {
		expect(transition(telling, { type: 'told', link, heard: true })).toEqual({
			state: { step: 'heard' }
		});
		expect(transition(telling, { type: 'told', link, heard: false })).toEqual({ state: alone });
	});

	test('finishes only when it is asked to, and forgets an earlier error', () => {
		const asked = { state: alone, command: { run: 'finish', link } };
		expect(transition(alone, { type: 'finishAsked' })).toEqual(asked);
		const failed: State = { step: 'alone', link, policy: {}, error: refusal };
		expect(transition(failed, { type: 'finishAsked' })).toEqual(asked);
	});

	test.each(states.filter(({ step }) => step !== 'alone'))(
		'has nothing to finish at $step',
		(state) => {
			expect(transition(state, { type: 'finishAsked' })).toEqual({ state });
		}
	);

	test('has nothing to finish for a link that adds an email', () => {
		const { baseUrl, serverName, clientSecret, sid } = link;
		const other: LinkState = { flow: 'add', baseUrl, serverName, clientSecret, sid };
		const state: State = { step: 'alone', link: other, policy: {} };
		expect(transition(telling, { type: 'told', link: other, heard: false })).toEqual({ state });
		expect(transition(state, { type: 'finishAsked' })).toEqual({ state });
	});

	test('ends with the account', () => {
		const event: Event = { type: 'finished', userId: '@ada:example.org' };
		expect(transition(alone, event)).toEqual({
			state: { step: 'done', server, userId: '@ada:example.org' }
		});
	});

	test('lets a failed finish be tried again', () => {
		expect(transition(alone, { type: 'failed', error: refusal })).toEqual({
			state: { ...alone, error: refusal }
		});
	});

	test('says why a link that fails at once cannot be used', () => {
		expect(transition(telling, { type: 'failed', error: { kind: 'linkIncomplete' } })).toEqual({
			state: { step: 'broken', error: { kind: 'linkIncomplete' }, flow: 'register' }
		});
	});
});

const { signal } = new AbortController();
const done = ok<RegisterAnswer>({ kind: 'done', userId: '@ada:example.org' });

function portsOf(
	given: { heard?: boolean; answer?: Result<RegisterAnswer>; config?: Partial<PortalConfig> } = {}
) {
	const { heard = false, answer = done, config = {} } = given;
	const register = vi.fn(() => Promise.resolve(answer));
	const portal = portalOf();
	return {
		config: Promise.resolve({ ...defaultConfig, ...config }),
		registration: { ...portal.registration, register },
		sayConfirmed: vi.fn(() => Promise.resolve(heard)),
		sayFinished: vi.fn(),
		recovery: portal.recovery,
		homeservers: portal.homeservers,
		forgetReset: vi.fn()
	} satisfies Ports;
}

describe('telling', () => {
	const tell = (ports: Ports) => perform({ run: 'tell', link }, ports, signal);

	test.each([true, false])('finds out whether a tab waits: %j', async (heard) => {
		const ports = portsOf({ heard });
		expect(await tell(ports)).toEqual(ok({ type: 'told', link, heard }));
		expect(ports.sayConfirmed).toHaveBeenCalledExactlyOnceWith('17');
		expect(ports.registration.register).not.toHaveBeenCalled();
	});

	const own = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
	const foreign = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };

	test('a link to a foreign homeserver is refused where the operator fixes one', async () => {
		const ports = portsOf({ config: { disableCustomUrls: true, defaultServer: foreign } });
		expect(await tell(ports)).toEqual(fail({ kind: 'linkIncomplete' }));
		expect(ports.sayConfirmed).not.toHaveBeenCalled();
	});

	test.each<[string, Partial<PortalConfig>]>([
		['that is the operator’s', { disableCustomUrls: true, defaultServer: own }],
		['where any may be chosen', { disableCustomUrls: false, defaultServer: foreign }],
		['where only a name is fixed', { disableCustomUrls: true, defaultServerName: 'example.org' }]
	])('a link to a homeserver %s is taken', async (_, config) => {
		expect((await tell(portsOf({ config }))).ok).toBe(true);
	});
});

describe('finishing', () => {
	const finish = (ports: Ports) => perform({ run: 'finish', link }, ports, signal);

	test('names the account again, and signs nobody in', async () => {
		const ports = portsOf();
		expect(await finish(ports)).toEqual(ok({ type: 'finished', userId: '@ada:example.org' }));
		expect(ports.registration.register).toHaveBeenCalledExactlyOnceWith(
			{ baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
			{
				auth: {
					session: 's1',
					type: 'm.login.email.identity',
					threepid_creds: { sid: '17', client_secret: 'client-secret' }
				},
				username: 'ada',
				inhibitLogin: true
			},
			signal
		);
	});

	test('lets the other tabs know', async () => {
		const ports = portsOf();
		await finish(ports);
		expect(ports.sayFinished).toHaveBeenCalledExactlyOnceWith('17');
	});

	test.each<[string, Result<RegisterAnswer>, object]>([
		[
			'the homeserver’s refusal',
			ok({ kind: 'challenge', challenge: { session: 's1' }, refusal }),
			refusal
		],
		[
			'that other stages are open, which only the first device can do',
			ok({ kind: 'challenge', challenge: { session: 's1' } }),
			{ kind: 'stageRefused' }
		],
		['that the session is too old', fail({ kind: 'uiaExpired' }), { kind: 'uiaExpired' }]
	])('tells %s, and no tab hears that it is finished', async (_, answer, error) => {
		const ports = portsOf({ answer });
		expect(await finish(ports)).toEqual({ ok: false, error });
		expect(ports.sayFinished).not.toHaveBeenCalled();
	});
});
