import type { Result } from '$lib/base/result';
import type { EncryptionPort, KeyFilesPort, RecoveryKeysPort } from '$lib/matrix/keys-ports';
import { performFileTask } from '$lib/wizard/keys/file-task-work';
import type { Command, Event, Exporting } from './export-keys';

export interface Ports {
	recoveryKeys: Pick<RecoveryKeysPort, 'open'>;
	encryption: Pick<EncryptionPort, 'load'>;
	keyFiles: Pick<KeyFilesPort, 'exportKeys'>;
	/** Hears how far a command is. */
	tell(event: Event): void;
}

/** Does what the machine asks for. Expected failures come back as values. */
export const perform = (
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> =>
	performFileTask<Exporting>(
		command,
		{
			open: ports.recoveryKeys.open,
			load: ports.encryption.load,
			work: ({ given, key }, told) => ports.keyFiles.exportKeys({ ...given, key }, told, signal),
			tell: (event) => ports.tell(event)
		},
		signal
	);
