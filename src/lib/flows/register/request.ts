import { fail, type Result } from '$lib/base/result';
import type { RegisterAnswer, RegisterRequest } from '$lib/matrix/ports';
import { EMAIL } from '$lib/uia/stages';
import type { AuthData } from '$lib/uia/types';
import type { Attempt } from './attempt';
import type { Ports } from './ports';
import type { Event } from './states';

/** The request of a stage; the first of an attempt carries the name and the password too. */
async function requestFor(
	{ sent, typed, deviceId }: Attempt,
	auth: AuthData,
	ports: Ports
): Promise<RegisterRequest> {
	const { username, password } = typed;
	if (sent || !password) return { auth };
	const deviceName = await ports.deviceName();
	return { auth, parameters: { username, password, deviceId, deviceName } };
}

/** Asks the homeserver once; a stage that it refuses is a failure. */
export async function register(
	attempt: Attempt,
	auth: AuthData,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<RegisterAnswer>> {
	const request = await requestFor(attempt, auth, ports);
	const answer = await ports.registration.register(attempt.server, request, signal);
	if (answer.ok && answer.value.kind === 'challenge' && answer.value.refusal)
		return fail(answer.value.refusal);
	return answer;
}

/** The account is there: whoever made it here is signed in, too. */
export function registered(
	{ userId, login }: Extract<RegisterAnswer, { kind: 'done' }>,
	{ server, flow }: Attempt,
	ports: Ports
): Event {
	if (login) ports.keepLogin(server, login);
	return { type: 'registered', userId, signedIn: !!login, withEmail: flow.includes(EMAIL) };
}
