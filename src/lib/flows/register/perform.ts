import type { Homeserver } from '$lib/base/homeserver';
import { shownAgain } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
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
			return locate(ports, signal);
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

async function locate(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const config = await ports.config;
	const named = config.disableCustomUrls ? undefined : ports.preselected;
	if (named === undefined && config.defaultServer)
		return ok({ type: 'located', server: config.defaultServer });
	const name = named ?? config.defaultServerName;
	if (name === undefined) return ok({ type: 'located' });
	const found = await ports.homeservers.find(name, signal);
	return found.ok ? ok({ type: 'located', server: found.value }) : found;
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

async function checkName(
	{ server, name }: Of<'checkName'>,
	{ registration }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const free = await registration.available(server, name, signal);
	return ok({ type: 'nameChecked', name, result: free.ok ? 'free' : free.error });
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
	{ server, provider }: Of<'leave'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	// The browser's own page for a missing network would take the place of this one.
	if (!navigator.onLine) return fail({ kind: 'offline' });
	const url = ports.login.ssoUrl(server, provider, ports.returnTo);
	ports.leave({ server, provider: provider.name }, url);
	// The page ends here; it may be shown again from the browser's memory.
	await shownAgain(signal);
	return ok({ type: 'cameBack' });
}

async function redeem(
	{ returned: { server, loginToken } }: Of<'redeem'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const deviceName = await ports.deviceName();
	const login = await ports.login.redeem(server, loginToken, deviceName, signal);
	if (!login.ok) return login;
	ports.signIn(server, login.value);
	const { userId } = login.value;
	return ok({ type: 'registered', userId, signedIn: true, withEmail: false });
}
