import { ok, type Result } from '$lib/base/result';
import type {
	Arrived,
	EncryptionPort,
	KeyFilesPort,
	Progress,
	RecoveryKeysPort
} from '$lib/matrix/keys-ports';
import type { Command, Event } from './import-keys';

export interface Ports {
	recoveryKeys: Pick<RecoveryKeysPort, 'open'>;
	encryption: Pick<EncryptionPort, 'load'>;
	keyFiles: Pick<KeyFilesPort, 'importKeys'>;
	/** Hears how far a command is. */
	tell(event: Event): void;
}

/** Does what the machine asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const tell = (event: Event) => {
		if (!signal.aborted) ports.tell(event);
	};
	switch (command.run) {
		case 'open': {
			const key = await ports.recoveryKeys.open(command.typed, signal);
			return key.ok ? ok({ type: 'opened', key: key.value }) : key;
		}
		case 'load': {
			const told = (arrived: Arrived) => tell({ type: 'arrived', arrived });
			const loaded = await ports.encryption.load(told, signal);
			return loaded.ok ? ok({ type: 'loaded' }) : loaded;
		}
		case 'import': {
			const told = (progress: Progress) => tell({ type: 'told', progress });
			const done = await ports.keyFiles.importKeys(command.source, told, signal);
			return done.ok ? ok({ type: 'imported', imported: done.value }) : done;
		}
	}
}
