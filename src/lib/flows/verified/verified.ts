import type { PortalConfig } from '$lib/base/config';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import type { RegistrationPort } from '$lib/matrix/ports';
import { emailAuth } from '$lib/uia/stages';
import type { LinkState, RegisterLink } from '$lib/uia/email-link';

/** The page on which a mail's link ends. Nobody is ever signed in here. */
export type State =
	/** Whether a tab of this browser waits for the link is being found out. */
	| { step: 'telling' }
	/** One does, and goes on by itself: this tab can be closed. */
	| { step: 'heard' }
	/** None does: another device goes on, or it is finished here. */
	| { step: 'alone'; link: LinkState; error?: PortalError }
	/** The address is not that of a mail's link. */
	| { step: 'broken'; error: PortalError }
	| { step: 'done'; userId: string };

export type Event =
	| { type: 'opened'; link: LinkState | undefined }
	| { type: 'told'; link: LinkState; heard: boolean }
	| { type: 'finishAsked' }
	| { type: 'finished'; userId: string }
	| { type: 'failed'; error: PortalError };

export type Command = { run: 'tell'; link: LinkState } | { run: 'finish'; link: RegisterLink };

export interface Ports {
	config: Promise<PortalConfig>;
	registration: RegistrationPort;
	/** Tells the tabs of this browser; whether one of them waits for this link. */
	sayConfirmed(sid: string): Promise<boolean>;
	sayFinished(sid: string): void;
}

/** The machine of the link's page. */
export function transition(state: State, event: Event): { state: State; command?: Command } {
	switch (event.type) {
		case 'opened':
			if (!event.link) return { state: { step: 'broken', error: { kind: 'linkIncomplete' } } };
			return { state: { step: 'telling' }, command: { run: 'tell', link: event.link } };
		case 'told':
			return { state: event.heard ? { step: 'heard' } : { step: 'alone', link: event.link } };
		case 'finishAsked': {
			if (state.step !== 'alone') return { state };
			const { link } = state;
			// An email is added by a session of its account, and nobody has one here.
			if (link.flow !== 'register') return { state };
			return { state: { step: 'alone', link }, command: { run: 'finish', link } };
		}
		case 'finished':
			return { state: { step: 'done', userId: event.userId } };
		case 'failed':
			if (state.step === 'alone') return { state: { ...state, error: event.error } };
			return { state: { step: 'broken', error: event.error } };
	}
}

/** Does what the machine asks for. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	return command.run === 'tell' ? tell(command.link, ports) : finish(command.link, ports, signal);
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
