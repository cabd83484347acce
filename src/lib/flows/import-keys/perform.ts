import type { Result } from '$lib/base/result';
import type { EncryptionPort, KeyFilesPort, RecoveryKeysPort } from '$lib/matrix/keys-ports';
import { performFileTask } from '$lib/wizard/keys/file-task-work';
import type { Command, Event, Importing } from './import-keys';

export interface Ports {
	recoveryKeys: Pick<RecoveryKeysPort, 'open'>;
	encryption: Pick<EncryptionPort, 'load'>;
	keyFiles: Pick<KeyFilesPort, 'importKeys'>;
	/** Hears how far a command is. */
	tell(event: Event): void;
}

/** Does what the machine asks for. Expected failures come back as values. */
export const perform = (
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> =>
	performFileTask<Importing>(
		command,
		{
			open: ports.recoveryKeys.open,
			load: ports.encryption.load,
			work: ({ given, key }, told) =>
				ports.keyFiles.importKeys({ ...given, ...(key && { key }) }, told, signal),
			tell: (event) => ports.tell(event)
		},
		signal
	);
