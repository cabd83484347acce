import type { Homeserver } from '$lib/base/homeserver';
import { never } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { locate } from '$lib/session/locate';
import { redeemReturned, visitProvider } from '$lib/session/provider-visit';
import type { Ports } from './ports';
import type { Command, Event } from './states';

/** Does what the machine of signing in asks for. Expected failures come back as values. */
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
		case 'find':
			return find(command, ports, signal);
		case 'signIn':
			return signIn(command, ports, signal);
		case 'leave':
			return leave(command, ports, signal);
		case 'redeem':
			return redeem(command, ports, signal);
		case 'goOn':
			return goOn(ports, signal);
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
	const offered = await ports.signIn.offer(server, signal);
	if (!offered.ok) return offered;
	return ok({ type: 'offered', server, offer: offered.value, deviceId: ports.newDeviceId() });
}

/** The homeserver of a whole Matrix ID. */
async function find(
	{ serverName, typed }: Of<'find'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const { disableCustomUrls } = await ports.config;
	if (disableCustomUrls) return fail({ kind: 'homeserverFixed', host: serverName });
	const found = await ports.homeservers.find(serverName, signal);
	// A mistyped name looks like a server that is down: the person has to see it, not to wait.
	if (!found.ok && found.error.kind === 'unreachable')
		return fail({ kind: 'homeserverNotFound', host: serverName });
	if (!found.ok) return found;
	return ok({ type: 'found', place: { server: found.value, foundAs: serverName }, typed });
}

async function signIn(
	{ server, identifier, password, deviceId }: Of<'signIn'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const deviceName = await ports.deviceName();
	const given = { identifier, password, deviceId, deviceName };
	const login = await ports.signIn.withPassword(server, given, signal);
	if (!login.ok) return login;
	// A page that was left meanwhile must not sign anybody in behind the back of the next one.
	signal.throwIfAborted();
	ports.keepLogin(server, login.value);
	return ok({ type: 'signedIn', userId: login.value.userId });
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
	return login.ok ? ok({ type: 'signedIn', userId: login.value.userId }) : login;
}

/** The page ends with it. */
async function goOn(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	await ports.goOn();
	return never(signal);
}
