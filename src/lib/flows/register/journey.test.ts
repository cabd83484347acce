import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { RegisterAnswer } from '$lib/matrix/ports';
import { Flow } from '$lib/wizard/flow.svelte';
import type { Typed } from './attempt';
import { perform } from './perform';
import { background, failure, transition } from './register';
import { done, notConfirmed, refused, Scripted, stages, type Script } from './ports-testing';
import { initial, nothingTyped, type Command, type Event, type State } from './states';
import {
	challenge,
	open,
	provider,
	server,
	strict,
	TERMS,
	TOKEN,
	typed,
	withEmail,
	withToken
} from './testing';

/** Whole registrations: machine, runner and commands together, with a homeserver that plays a script. */
let flow: Flow<State, Event, Command>;
let scripted: Scripted;
let history: State[];

const offer = (flows: string[][]) =>
	ok({ kind: 'open', challenge: challenge(...flows), providers: [provider] } as const);

async function begin(flows: string[][], script: Script = {}): Promise<void> {
	scripted = new Scripted({ config: { defaultServer: server }, offer: offer(flows), ...script });
	await opened();
}

async function opened(): Promise<void> {
	history = [];
	flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, scripted.ports, signal),
			failed: failure,
			background,
			keep: (state) => history.push(state)
		},
		initial(nothingTyped)
	);
	await send({ type: 'opened', typed: nothingTyped });
}

async function send(event: Event): Promise<void> {
	flow.send(event);
	await vi.advanceTimersByTimeAsync(0);
}
const submit = (given: Typed) => send({ type: 'submitted', typed: given });
const passwords = () => scripted.requests.map(({ parameters }) => parameters?.password.reveal());
const lost: Result<RegisterAnswer> = fail({ kind: 'unreachable' });

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000 });
});

afterEach(() => {
	flow.dispose();
	vi.useRealTimers();
});

describe('the requests of a registration', () => {
	test('on an open homeserver: its flows, its policy, the name, and one that makes the account', async () => {
		await begin(open);
		expect(flow.state.step).toBe('form');
		await send({ type: 'usernameLeft', username: 'ada' });
		await submit(typed);
		expect(flow.state).toEqual({
			step: 'ready',
			userId: '@ada:example.org',
			signedIn: true,
			withEmail: false
		});
		expect(scripted.asked).toEqual(['offer', 'policy', 'available ada', 'register']);
	});

	test('on an open homeserver with an address: one for the name, the mail, the looks', async () => {
		await begin(open, { register: [stages(), notConfirmed, done()] });
		await submit(withEmail);
		expect(flow.state).toMatchObject({ step: 'ready', withEmail: true });
		expect(scripted.asked).toEqual([
			'offer',
			'policy',
			'register',
			'mail',
			'listen 17',
			'register',
			'register'
		]);
		expect(passwords()).toEqual(['correct horse battery', undefined, undefined]);
	});

	test('on a strict one: the token, one for each stage, the mail, the looks', async () => {
		const register = [stages(TOKEN), stages(TOKEN, TERMS), notConfirmed, done()];
		await begin(strict, { register });
		await submit(withToken);
		expect(flow.state.step).toBe('policies');
		await send({ type: 'accepted' });
		expect(flow.state).toMatchObject({ step: 'ready', signedIn: true });
		expect(scripted.asked).toEqual([
			'offer',
			'policy',
			'token invite-1',
			'register',
			'register',
			'mail',
			'listen 17',
			'register',
			'register'
		]);
		expect(passwords()).toEqual(['correct horse battery', undefined, undefined, undefined]);
	});
});

describe('a lost answer', () => {
	test('to the request that makes the account: asked again, it is there', async () => {
		await begin(open, { register: [lost, done()] });
		await submit(typed);
		expect(flow.hold).toBeDefined();
		await vi.advanceTimersByTimeAsync(2_000);
		expect(flow.state.step).toBe('ready');
		expect(scripted.requests[1]).toEqual(scripted.requests[0]);
	});

	test('to the request that spends the token: it is not checked again, for it looks used up by now', async () => {
		const flows = [[TOKEN, 'm.login.dummy']];
		await begin(flows, { register: [lost, stages(TOKEN), done()] });
		await submit({ ...typed, token: 'invite-1' });
		scripted.ports.registration.tokenValid = () => Promise.resolve(ok(false));
		await vi.advanceTimersByTimeAsync(2_000);
		expect(flow.state.step).toBe('ready');
		expect(scripted.count('token')).toBe(1);
	});

	test('to the request that sends the mail: asked for under the same number', async () => {
		const mails = [fail({ kind: 'unreachable' } as const), ok({ sid: '17' })];
		await begin(open, { register: [stages(), done()], mail: mails });
		await submit(withEmail);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(flow.state.step).toBe('ready');
		expect(scripted.mails.map(({ attempt }) => attempt)).toEqual([1, 1]);
	});
});

describe('what was typed', () => {
	test('is told where it is wrong, and goes on from there', async () => {
		await begin(open, { register: [fail({ kind: 'usernameTaken' }), done()] });
		await submit(typed);
		expect(flow.state).toMatchObject({ step: 'form', typed, faults: { username: {} } });
		expect(flow.busy).toBeUndefined();
		await submit({ ...typed, username: 'eve' });
		expect(flow.state.step).toBe('ready');
		expect(scripted.count('offer')).toBe(2);
	});

	test('an address that is taken: another one, with nothing else sent twice', async () => {
		const mails = [fail({ kind: 'emailTaken' } as const), ok({ sid: '17' })];
		await begin(open, { register: [stages(), done()], mail: mails });
		await submit(withEmail);
		expect(flow.state).toMatchObject({ step: 'form', faults: { email: { kind: 'emailTaken' } } });
		await submit({ ...withEmail, email: 'ada@other.org' });
		expect(flow.state.step).toBe('ready');
		expect(scripted.count('offer')).toBe(1);
		expect(scripted.count('register')).toBe(2);
	});

	test('the last password counts, whatever the homeserver kept of an earlier try', async () => {
		await begin(strict, { register: [lost, stages(TOKEN)] });
		await submit(withToken);
		expect(flow.hold).toBeDefined();
		await submit({ ...withToken, password: new Secret('another horse') });
		expect(scripted.count('offer')).toBe(2);
		expect(passwords()).toEqual(['correct horse battery', 'another horse']);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(scripted.count('register')).toBe(2);
	});

	test('is sent again unseen when the homeserver has forgotten it', async () => {
		await begin([[TERMS]], { register: [fail({ kind: 'uiaExpired' }), done()] });
		await submit(typed);
		await send({ type: 'accepted' });
		expect(flow.state.step).toBe('policies');
		await send({ type: 'accepted' });
		expect(flow.state.step).toBe('ready');
	});

	test('but a homeserver that always forgets is not asked without end', async () => {
		await begin(open, { register: [fail({ kind: 'uiaExpired' })] });
		await submit(typed);
		await vi.advanceTimersByTimeAsync(600_000);
		expect(flow.state).toMatchObject({ step: 'form', typed, error: { kind: 'uiaExpired' } });
		expect(scripted.count('register')).toBe(2);
		expect(flow.busy).toBeUndefined();
	});

	test('nor one whose stages come undone', async () => {
		const register = [stages(TOKEN), stages('m.login.dummy')];
		await begin([[TOKEN, 'm.login.dummy']], { register: [...register, ...register, ...register] });
		await submit({ ...typed, token: 'invite-1' });
		await vi.advanceTimersByTimeAsync(600_000);
		expect(flow.state).toMatchObject({ step: 'form', error: { kind: 'uiaExpired' } });
		expect(scripted.count('register')).toBe(4);
	});

	test('nor one that never takes the last stage', async () => {
		await begin(open, { register: [stages()] });
		await submit(typed);
		await vi.advanceTimersByTimeAsync(600_000);
		expect(flow.state).toMatchObject({ step: 'form', error: { kind: 'stageRefused' } });
		expect(scripted.count('register')).toBe(1);
	});
});

describe('another homeserver', () => {
	test('chosen while the first does not answer: the first one does not come back', async () => {
		const found = [fail({ kind: 'unreachable' } as const), ok(server)];
		scripted = new Scripted({ preselected: 'slow.example', offer: offer(open) });
		const asked: string[] = [];
		scripted.ports.homeservers.find = (name) => {
			asked.push(name);
			return Promise.resolve(found[asked.length - 1] ?? ok(server));
		};
		await opened();
		expect(flow.hold).toBeDefined();
		const chosen = { baseUrl: 'https://chosen.example', serverName: 'chosen.example' };
		await send({ type: 'homeserverChosen', server: chosen });
		await vi.advanceTimersByTimeAsync(600_000);
		expect(flow.state).toMatchObject({ step: 'form', server: chosen });
		expect(asked).toEqual(['slow.example']);
	});
});

describe('the wait for the link', () => {
	const waiting = async (script: Script) => {
		await begin(open, { ...script, register: [stages(), ...(script.register ?? [])] });
		await submit(withEmail);
	};

	test('trouble is said while it goes on, and gone when it is over', async () => {
		await waiting({ register: [lost, lost, lost, notConfirmed, done()] });
		const told = history.filter(({ step }) => step === 'email');
		expect(told.map((state) => 'error' in state)).toEqual([false, true, false]);
		expect(flow.state.step).toBe('ready');
		expect(scripted.pauses).toEqual([2_000, 2_240, 15_000]);
	});

	test('a link that expires: another mail, and on it goes', async () => {
		const many = Array.from({ length: 400 }, () => notConfirmed);
		await waiting({ register: many });
		expect(flow.state).toMatchObject({ step: 'email', link: 'expired' });
		scripted.now = Date.now();
		scripted.ports.registration.register = () => Promise.resolve(done());
		await send({ type: 'resendAsked' });
		expect(flow.state.step).toBe('ready');
		expect(scripted.mails.map(({ attempt }) => attempt)).toEqual([1, 2]);
	});

	test('a refusal that no waiting helps leads to where it can be changed', async () => {
		await waiting({ register: [refused({ kind: 'emailTaken' })] });
		expect(flow.state).toMatchObject({ step: 'address', error: { kind: 'emailTaken' } });
		expect(flow.busy).toBeUndefined();
	});
});
