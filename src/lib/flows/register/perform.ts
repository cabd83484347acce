import type { Homeserver } from '$lib/base/homeserver';
import { pause } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { locate } from '$lib/session/locate';
import { redeemReturned, visitProvider } from '$lib/session/provider-visit';
import { newClientSecret } from '$lib/uia/email-link';
import { absorb, nextStage } from '$lib/uia/stages';
import { sendMail, waitForLink } from './mail';
import type { Ports } from './ports';
import { register, registered } from './request';
import type { Command, Event } from './states';

/** Does what the machine of registration asks for. Expected failures come back as values. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'locate':
			return findPlace(ports, signal);
		case 'offer':
			return offer(command.server, ports, signal);
		case 'askPolicy':
			return askPolicy(command.server, ports, signal);
		case 'checkName':
			return checkName(command, ports, signal);
		case 'checkToken':
			return checkToken(command, ports, signal);
		case 'submit':
			return submit(command, ports, signal);
		case 'sendMail':
			return sendMail(command, ports, signal);
		case 'waitForLink':
			return waitForLink(command, ports, signal);
		case 'leave':
			return leave(command, ports, signal);
		case 'redeem':
			return redeem(command, ports, signal);
	}
}

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

async function findPlace(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const found = await locate(
		{ ...ports, find: (...asked) => ports.homeservers.find(...asked) },
		signal
	);
	if (!found.ok) return found;
	return ok({ type: 'located', ...(found.value && { server: found.value }) });
}

async function offer(
	server: Homeserver,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { features } = await ports.config;
	// Switched off by the operator of the portal: the homeserver need not be asked.
	const offered = features.registration
		? await ports.homeservers.offer(server, signal)
		: ok({ kind: 'closed', providers: [] } as const);
	if (!offered.ok) return offered;
	const ours = { deviceId: ports.newDeviceId(), clientSecret: newClientSecret() };
	return ok({ type: 'offered', server, offer: offered.value, ...ours });
}

async function askPolicy(
	server: Homeserver,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const asked = await ports.homeservers.passwordPolicy(server, signal);
	// Without an answer the form works as well: the homeserver has the last word on a password.
	return ok({ type: 'policyKnown', policy: asked.ok ? asked.value : {} });
}

// Synapse limits these questions by address: whoever shares one with others has to wait a little.
const MOST_ASKED = 3;

async function checkName(
	{ server, name }: Of<'checkName'>,
	{ registration }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	for (let asked = 1; ; asked++) {
		const free = await registration.available(server, name, signal);
		if (free.ok) return ok({ type: 'nameChecked', name, result: 'free' });
		if (free.error.kind !== 'rateLimited' || asked === MOST_ASKED)
			return ok({ type: 'nameChecked', name, result: free.error });
		await pause(free.error.retryAfterMs, signal);
	}
}

/** Before anything else is sent: a token that is spent costs nobody a name or a password. */
async function checkToken(
	{ attempt }: Of<'checkToken'>,
	{ registration }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const valid = await registration.tokenValid(attempt.server, attempt.typed.token, signal);
	if (!valid.ok) return valid;
	return valid.value
		? ok({ type: 'tokenChecked', attempt })
		: fail({ kind: 'registrationTokenInvalid' });
}

async function submit(
	{ attempt, auth }: Of<'submit'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const answer = await register(attempt, auth, ports, signal);
	if (!answer.ok) return answer;
	if (answer.value.kind === 'done') return ok(registered(answer.value, attempt, ports));
	const uia = absorb(attempt.uia, answer.value.challenge);
	if (attempt.uia.completed.some((stage) => !uia.completed.includes(stage)))
		return fail({ kind: 'uiaExpired' });
	// Nothing has come of it: sent again unseen, it would be sent without end.
	if (auth.type !== undefined && !uia.completed.includes(auth.type))
		return fail({ kind: 'stageRefused' });
	if (attempt.sent && nextStage(attempt.uia, attempt.flow) === undefined)
		return fail({ kind: 'badAnswer' });
	return ok({ type: 'advanced', attempt: { ...attempt, uia, sent: true } });
}

async function leave(
	command: Of<'leave'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const back = await visitProvider(command, ports, signal);
	return back.ok ? ok({ type: 'cameBack' }) : back;
}

async function redeem(
	{ returned }: Of<'redeem'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const login = await redeemReturned(returned, ports, signal);
	if (!login.ok) return login;
	const { userId } = login.value;
	return ok({ type: 'registered', userId, signedIn: true, withEmail: false });
}
