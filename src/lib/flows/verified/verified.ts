import type { PortalConfig } from '$lib/base/config';
import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { passwordFaults, type PasswordPolicy } from '$lib/base/password-policy';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { HomeserverPort, RecoveryPort, RegistrationPort, ResetProof } from '$lib/matrix/ports';
import { emailAuth } from '$lib/uia/stages';
import type { LinkState, RegisterLink, ResetLink } from '$lib/uia/email-link';

type Flow = LinkState['flow'];

/** The page on which a mail's link ends. Nobody is ever signed in here. */
export type State =
	/** Whether a tab of this browser waits for the link is being found out. */
	| { step: 'telling'; flow?: Flow }
	/** One does, and goes on by itself: this tab can be closed. */
	| { step: 'heard' }
	/** None does: another device goes on, or it is finished here. */
	| AloneState
	/** The address is not that of a mail's link; `flow`: what it was for, if that can be told. */
	| { step: 'broken'; error: PortalError; flow?: Flow }
	/** A registration has an account to show, a reset has not. */
	| { step: 'done'; server: Homeserver; userId?: string };

interface AloneState {
	step: 'alone';
	link: LinkState;
	/** The homeserver's rules for a new password; empty until they are known. */
	policy: PasswordPolicy;
	/** Of the new password. */
	fault?: PortalError;
	error?: PortalError;
}

export type Event =
	/** `flow`: what a link was for that cannot be read. */
	| { type: 'opened'; link: LinkState | undefined; flow?: Flow }
	| { type: 'told'; link: LinkState; heard: boolean }
	| { type: 'policyKnown'; policy: PasswordPolicy }
	/** `password`: the new one, of a reset. */
	| { type: 'finishAsked'; password?: Secret }
	| { type: 'finished'; userId?: string }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'tell'; link: LinkState }
	| { run: 'askPolicy'; link: ResetLink }
	| { run: 'finish'; link: RegisterLink }
	| { run: 'reset'; link: ResetLink; password: Secret };

interface Next {
	state: State;
	command?: Command;
}

export interface Ports {
	config: Promise<PortalConfig>;
	registration: RegistrationPort;
	recovery: RecoveryPort;
	homeservers: Pick<HomeserverPort, 'passwordPolicy'>;
	/** Tells the tabs of this browser; whether one of them waits for this link. */
	sayConfirmed(sid: string): Promise<boolean>;
	sayFinished(sid: string): void;
	/** What this browser keeps of a reset that is done. */
	forgetReset(sid: string): void;
}

/** The machine of the link's page. */
export function transition(state: State, event: Event): Next {
	switch (event.type) {
		case 'opened':
			return opened(event);
		case 'told':
			return event.heard ? { state: { step: 'heard' } } : alone(event.link);
		case 'policyKnown':
			return { state: state.step === 'alone' ? { ...state, policy: event.policy } : state };
		case 'finishAsked':
			return state.step === 'alone' ? finishing(state, event.password) : { state };
		case 'finished':
			return { state: state.step === 'alone' ? done(state.link, event.userId) : state };
		case 'failed':
			return { state: failed(state, event.error) };
	}
}

function opened({ link, flow }: Extract<Event, { type: 'opened' }>): Next {
	if (!link) return { state: broken({ kind: 'linkIncomplete' }, flow) };
	return { state: { step: 'telling', flow: link.flow }, command: { run: 'tell', link } };
}

const broken = (error: PortalError, flow?: Flow): State => ({
	step: 'broken',
	error,
	...(flow && { flow })
});

const done = ({ baseUrl, serverName }: LinkState, userId?: string): State => ({
	step: 'done',
	server: { baseUrl, serverName },
	...(userId !== undefined && { userId })
});

function alone(link: LinkState): Next {
	const state: State = { step: 'alone', link, policy: {} };
	return link.flow === 'reset' ? { state, command: { run: 'askPolicy', link } } : { state };
}

function finishing({ link, policy }: AloneState, password: Secret | undefined): Next {
	const state: State = { step: 'alone', link, policy };
	switch (link.flow) {
		case 'register':
			return { state, command: { run: 'finish', link } };
		case 'reset': {
			const [fault] = passwordFaults(password?.reveal() ?? '', policy);
			if (!password?.reveal()) return { state: { ...state, fault: { kind: 'passwordMissing' } } };
			if (fault) return { state: { ...state, fault: { kind: fault } } };
			return { state, command: { run: 'reset', link, password } };
		}
		case 'add':
			// An email is added by a session of its account, and nobody has one here.
			return { state };
	}
}

function failed(state: State, error: PortalError): State {
	if (state.step !== 'alone') return broken(error, 'flow' in state ? state.flow : undefined);
	if (error.kind.startsWith('password')) return { ...state, fault: error };
	return { ...state, error };
}

/** Does what the machine asks for. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'tell':
			return tell(command.link, ports);
		case 'askPolicy':
			return askPolicy(command.link, ports, signal);
		case 'finish':
			return finish(command.link, ports, signal);
		case 'reset':
			return reset(command, ports, signal);
	}
}

async function tell(link: LinkState, ports: Ports): Promise<Result<Event>> {
	const config = await ports.config;
	const own = config.defaultServer;
	// Where the operator fixes the homeserver, a link to another one is not one of ours.
	if (config.disableCustomUrls && own && own.baseUrl !== link.baseUrl)
		return fail({ kind: 'linkIncomplete' });
	return ok({ type: 'told', link, heard: await ports.sayConfirmed(link.sid) });
}

/** Finishes a registration that another device began, without a session (`inhibit_login`). */
async function finish(
	{ session, sid, clientSecret, username, baseUrl, serverName }: RegisterLink,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const auth = emailAuth(session, sid, clientSecret);
	const server = { baseUrl, serverName };
	const request = { auth, username, inhibitLogin: true } as const;
	const answer = await ports.registration.register(server, request, signal);
	if (!answer.ok) return answer;
	// Other stages are still open: only the first device knows what was chosen there.
	if (answer.value.kind === 'challenge')
		return fail(answer.value.refusal ?? { kind: 'stageRefused' });
	ports.sayFinished(sid);
	return ok({ type: 'finished', userId: answer.value.userId });
}

async function askPolicy(
	{ baseUrl, serverName }: ResetLink,
	{ homeservers }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const asked = await homeservers.passwordPolicy({ baseUrl, serverName }, signal);
	return ok({ type: 'policyKnown', policy: asked.ok ? asked.value : {} });
}

/** Finishes a reset that another device began; the link allows it, and nobody is signed in by it. */
async function reset(
	{ link, password }: Extract<Command, { run: 'reset' }>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { baseUrl, serverName, sid } = link;
	const server = { baseUrl, serverName };
	const proven = await proof(link, ports, signal);
	if (!proven.ok) return proven;
	const set = await ports.recovery.finish(server, proven.value, password, signal);
	if (!set.ok) return set;
	ports.sayFinished(sid);
	ports.forgetReset(sid);
	return ok({ type: 'finished' });
}

/** The homeserver may have forgotten the session of the first device, and still know the link. */
async function proof(
	{ baseUrl, serverName, session, sid, clientSecret }: ResetLink,
	{ recovery }: Ports,
	signal: AbortSignal
): Promise<Result<ResetProof>> {
	const server = { baseUrl, serverName };
	const given = { session, sid, clientSecret };
	const asked = await recovery.ask(server, given, signal);
	if (asked.ok) return ok(given);
	if (asked.error.kind !== 'uiaExpired') return spent(asked.error);
	const begun = await recovery.begin(server, signal);
	if (!begun.ok) return begun;
	if (begun.value.kind !== 'open') return fail({ kind: 'linkExpired' });
	const fresh = { ...given, session: begun.value.session };
	const again = await recovery.ask(server, fresh, signal);
	return again.ok ? ok(fresh) : spent(again.error);
}

/** Whoever is here has opened the link: where it counts no longer, it has served. */
const spent = (error: PortalError): Result<never> =>
	fail(error.kind === 'linkNotConfirmed' ? { kind: 'linkExpired' } : error);
