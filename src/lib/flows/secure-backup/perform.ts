import { ok, type Result } from '$lib/base/result';
import type { SecurityPort } from '$lib/matrix/account-ports';
import type { EncryptionPort, RecoveryKeysPort } from '$lib/matrix/keys-ports';
import { performWork, type WorkPorts } from '$lib/wizard/keys/work';
import type { Command, Event, Key } from './states';

export interface Ports extends Omit<WorkPorts<Key>, 'act'> {
	security: Pick<SecurityPort, 'recoveryKey' | 'publicKeys' | 'backup'>;
	recoveryKeys: Pick<RecoveryKeysPort, 'make' | 'open'>;
	encryption: Pick<EncryptionPort, 'setUp'>;
}

/** Does what the machine asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'look':
			return look(ports, signal);
		case 'make': {
			const made = await ports.recoveryKeys.make(command.phrase, signal);
			return made.ok ? ok({ type: 'made', key: made.value }) : made;
		}
		case 'open': {
			const opened = await ports.recoveryKeys.open(command.typed, signal);
			return opened.ok ? ok({ type: 'keyOpened', key: opened.value }) : opened;
		}
		default: {
			const { setUp } = ports.encryption;
			return performWork(command, { ...ports, act: setUp }, signal);
		}
	}
}

async function look({ security }: Ports, signal: AbortSignal): Promise<Result<Event>> {
	const [recoveryKey, publicKeys, backup] = await Promise.all([
		security.recoveryKey(signal),
		security.publicKeys(signal),
		security.backup(signal)
	]);
	if (!recoveryKey.ok) return recoveryKey;
	if (!publicKeys.ok) return publicKeys;
	if (!backup.ok) return backup;
	const found = {
		recoveryKey: recoveryKey.value !== undefined,
		crossSigning: publicKeys.value.crossSigning,
		backup: backup.value !== undefined
	};
	return ok({ type: 'found', found });
}
