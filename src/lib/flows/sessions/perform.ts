import { isPassing, isSessionOver, type PortalError } from '$lib/base/errors';
import { isLost } from '$lib/base/lost-answers';
import { fail, ok, type Result } from '$lib/base/result';
import type {
	PublicKeys,
	SecurityPort,
	SessionInfo,
	SessionsPort
} from '$lib/matrix/account-ports';
import { confirmation, lookAuth, passwordAuth } from '$lib/uia/confirm';
import type { Command, Event, Session } from './states';

export interface Ports {
	security: Pick<SecurityPort, 'sessions' | 'publicKeys' | 'management'>;
	sessions: SessionsPort;
	/** Whose page it is. */
	userId: string;
	/** The session that shows it. */
	deviceId: string;
	/** The portal's own sign-out: this session ends, here and at the homeserver. */
	signOut(signal: AbortSignal): Promise<Result<true>>;
}

/** Does what the machine of the sessions asks for. Expected failures come back as values. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'load':
			return load(ports, signal);
		case 'rename':
			return rename(command, ports, signal);
		case 'remove':
			return remove(command, ports, signal);
		case 'leave':
			return leave(ports, signal);
	}
}

type Of<Run extends Command['run']> = Extract<Command, { run: Run }>;

/** The list is what counts; what is only said about its rows may be missing. */
async function load(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const { security, deviceId } = ports;
	const [list, keys, management] = await Promise.all([
		security.sessions(signal),
		security.publicKeys(signal),
		security.management(signal)
	]);
	if (!list.ok) return list;
	const known = keys.ok ? keysBySession(keys.value) : undefined;
	const sessions = [...new Map(list.value.map((one) => [one.deviceId, one])).values()].map(
		(one): Session => ({
			...one,
			here: one.deviceId === deviceId,
			encryption: known ? (known.get(one.deviceId) ?? 'none') : 'unknown'
		})
	);
	// This session is in use now, whatever the homeserver has noted so far.
	sessions.sort((a, b) => Number(b.here) - Number(a.here));
	const managed = management.ok ? management.value : undefined;
	return ok({ type: 'loaded', listed: { sessions, ...(managed && { management: managed }) } });
}

function keysBySession({ withKeys, verified }: PublicKeys): Map<string, Session['encryption']> {
	return new Map([
		...withKeys.map((id) => [id, 'unverified'] as const),
		...verified.map((id) => [id, 'verified'] as const)
	]);
}

async function rename(
	{ deviceId, name }: Of<'rename'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const answer = await ports.sessions.rename(deviceId, name, signal);
	if (answer.ok) return ok({ type: 'renamed', deviceId, name });
	const gone = isFinal(answer.error) && (await areGone([deviceId], ports, signal));
	return gone ? ok({ type: 'gone', deviceId }) : answer;
}

async function remove(
	{ targets, confirmation: before, password, lost }: Of<'remove'>,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const look = before && lookAuth(before);
	const auth = before && password ? passwordAuth(before, ports.userId, password) : look;
	const answer = await ports.sessions.remove(targets.ids, auth, signal);
	if (!answer.ok) {
		if (password && isLost(answer.error)) return ok({ type: 'lost', error: answer.error });
		// An answer may have been lost before, and others sign sessions out too: the list tells.
		const gone = isFinal(answer.error) && (await areGone(targets.ids, ports, signal));
		return gone ? ok({ type: 'removed', targets }) : answer;
	}
	if (answer.value.kind === 'done') return ok({ type: 'removed', targets });
	const { challenge, refusal } = answer.value;
	const next = confirmation(challenge, before);
	if (!next) return fail({ kind: 'unsupported' });
	const advanced = next.uia.completed.length > (before?.uia.completed.length ?? -1);
	const unheard: PortalError = lost ?? { kind: password ? 'passwordWrong' : 'ssoUnfinished' };
	const error = refusal ?? (advanced ? undefined : unheard);
	return ok({ type: 'challenged', targets, confirmation: next, ...(error && { error }) });
}

const isFinal = (error: PortalError): boolean => !isPassing(error) && !isSessionOver(error);

async function areGone(
	ids: readonly string[],
	{ security }: Ports,
	signal: AbortSignal
): Promise<boolean> {
	const list = await security.sessions(signal);
	return list.ok && !list.value.some(({ deviceId }: SessionInfo) => ids.includes(deviceId));
}

async function leave(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const ended = await ports.signOut(signal);
	return ended.ok ? ok({ type: 'left' }) : ended;
}
