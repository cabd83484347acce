import { isPassing, isSessionOver } from '$lib/base/errors';
import { mayHaveActed } from '$lib/base/lost-answers';
import type { Homeserver } from '$lib/base/homeserver';
import { managementUrl } from '$lib/base/management';
import { fail, ok, type Result } from '$lib/base/result';
import type { Confirmed, PasswordPort, SecurityPort } from '$lib/matrix/account-ports';
import type { HomeserverPort } from '$lib/matrix/ports';
import { lookAuth, passwordAuth } from '$lib/uia/confirm';
import { othersOf, valueOf } from './checking';
import type { Attempt, Command, Event } from './states';

export interface Ports {
	security: Omit<SecurityPort, 'threepids'>;
	password: PasswordPort;
	homeservers: Pick<HomeserverPort, 'passwordPolicy'>;
	account: { server: Homeserver; userId: string; deviceId: string };
	/** Milliseconds since the epoch. */
	now(): number;
}

/** Does what the machine asks for. */
export function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'check':
			return check(ports, signal);
		case 'probe':
			return probe(ports, signal);
		case 'policy':
			return policy(ports, signal);
		default:
			return change(command.attempt, ports, signal);
	}
}

/** Everything at once. What cannot be found out is left out: it must not keep anybody from going on. */
async function check(ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const { security, account } = ports;
	const [capabilities, management, backup, recoveryKey, sessions, keys] = await Promise.all([
		security.capabilities(signal),
		security.management(signal),
		security.backup(signal),
		security.recoveryKey(signal),
		security.sessions(signal),
		security.publicKeys(signal)
	]);
	for (const part of [capabilities, backup, recoveryKey, sessions, keys])
		if (!part.ok && isSessionOver(part.error)) return part;
	const page = valueOf(management);
	const here = !page && valueOf(capabilities)?.changePassword !== false;
	const known = valueOf(sessions);
	return ok({
		type: 'found',
		found: {
			backup: backup.ok ? (backup.value?.count ?? 'off') : undefined,
			recoveryKey: recoveryKey.ok ? recoveryKey.value !== undefined : undefined,
			others: known && othersOf(known, valueOf(keys), account.deviceId, ports.now())
		},
		...(!here && { elsewhere: { url: managementUrl(page) } })
	});
}

/** How a change would have to be confirmed. Some homeservers do not say it beforehand. */
async function probe({ password }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const answer = await password.probe(signal);
	if (answer.ok) return ok({ type: 'probed', answer: answer.value });
	const { error } = answer;
	if (isPassing(error) || isSessionOver(error) || error.kind === 'unsupported') return answer;
	return ok({ type: 'probed' });
}

/** What the homeserver asks of a password; one that says nothing decides when the password is sent. */
async function policy(
	{ homeservers, account }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const answer = await homeservers.passwordPolicy(account.server, signal);
	return ok({ type: 'policyKnown', policy: valueOf(answer) ?? {} });
}

async function change(attempt: Attempt, ports: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const answer = await send(attempt, ports, signal);
	if (answer.ok) return ok({ type: 'answered', answer: answer.value });
	const { error } = answer;
	if (attempt.phase === 'ask') return answer;
	// Tried again by hand only, and that would begin with the current password.
	if (error.kind === 'rateLimited')
		return attempt.proof === 'next' ? ok({ type: 'failed', error }) : answer;
	return attempt.phase === 'confirm' && mayHaveActed(error) ? ok({ type: 'lost' }) : answer;
}

/** One request, always with the same parameters: the homeserver keeps those that it had first. */
async function send(
	{ change, phase, proof, confirmation }: Attempt,
	{ password, account }: Ports,
	signal: AbortSignal
): Promise<Result<Confirmed<true>>> {
	const { next: newPassword, signOut: logoutDevices } = change;
	if (phase === 'begin') return password.change({ newPassword, logoutDevices }, signal);
	if (!confirmation) return fail({ kind: 'uiaExpired' });
	const auth =
		phase === 'ask'
			? lookAuth(confirmation)
			: passwordAuth(confirmation, account.userId, change[proof]);
	return password.change({ newPassword, logoutDevices, auth }, signal);
}
