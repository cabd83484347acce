import { isSessionOver } from '$lib/base/errors';
import { isLost } from '$lib/base/lost-answers';
import { fail, ok, type Result } from '$lib/base/result';
import type { ResetConsentPort, SecurityPort } from '$lib/matrix/account-ports';
import type { EncryptionPort, NewKey, RecoveryKeysPort } from '$lib/matrix/keys-ports';
import { confirmation, lookAuth, passwordAuth } from '$lib/uia/confirm';
import { performWork, type WorkPorts } from '$lib/wizard/keys/work';
import type { Command, Event } from './states';

export interface Ports extends Omit<WorkPorts<NewKey>, 'act'> {
	security: Pick<SecurityPort, 'backup' | 'sessions' | 'publicKeys'>;
	recoveryKeys: Pick<RecoveryKeysPort, 'make'>;
	encryption: Pick<EncryptionPort, 'reset'>;
	resetConsent: ResetConsentPort;
	/** The session of this tab. */
	deviceId: string;
}

/** Does what the machine of a reset asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'look':
			return look(ports, signal);
		case 'consent':
			return consent(command, ports, signal);
		case 'make': {
			const made = await ports.recoveryKeys.make(undefined, signal);
			return made.ok ? ok({ type: 'made', key: made.value }) : made;
		}
		case 'others':
			return others(ports, signal);
		default: {
			const { reset } = ports.encryption;
			return performWork(command, { ...ports, act: reset }, signal);
		}
	}
}

/** Whether there is a backup only decides what is offered first: not knowing it holds nobody up. */
async function look({ security }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const backup = await security.backup(signal);
	if (!backup.ok && isSessionOver(backup.error)) return backup;
	const known = backup.ok ? (backup.value?.count ?? 'off') : undefined;
	return ok({ type: 'found', found: { backup: known } });
}

async function consent(
	{ before, password }: Extract<Command, { run: 'consent' }>,
	{ resetConsent, userId }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const look = before && lookAuth(before);
	const auth = before && password ? passwordAuth(before, userId, password) : look;
	const answer = await resetConsent.ask(auth, signal);
	// It may have arrived, and the password with it: that is not sent again by itself.
	if (!answer.ok) return password && isLost(answer.error) ? ok({ type: 'lost' }) : answer;
	if (answer.value.kind === 'done')
		return ok({
			type: 'consented',
			...(before && { proof: { confirmation: before, ...(password && { password }) } })
		});
	const { challenge, refusal } = answer.value;
	const next = confirmation(challenge, before);
	if (!next) return fail({ kind: 'unsupported' });
	const advanced = next.uia.completed.length > (before?.uia.completed.length ?? -1);
	const unheard = { kind: password ? 'passwordWrong' : 'ssoUnfinished' } as const;
	const error = refusal ?? (advanced ? undefined : unheard);
	return ok({ type: 'consentAsked', confirmation: next, ...(error && { error }) });
}

/** The sessions that the reset has left unverified: those with keys, but for this one. */
async function others(
	{ security, deviceId: own }: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const [sessions, keys] = await Promise.all([
		security.sessions(signal),
		security.publicKeys(signal)
	]);
	if (!sessions.ok) return sessions;
	if (!keys.ok) return keys;
	const { withKeys, verified } = keys.value;
	const unverified = sessions.value.filter(
		({ deviceId }) =>
			deviceId !== own && withKeys.includes(deviceId) && !verified.includes(deviceId)
	);
	return ok({
		type: 'othersKnown',
		others: unverified.map(({ deviceId, name }) => ({ deviceId, name: name ?? deviceId }))
	});
}
