import { ok, type Result } from '$lib/base/result';
import type { EncryptionPort, KeyFilesPort, RecoveryKeysPort } from '$lib/matrix/keys-ports';
import type { Command, Event } from './export-keys';

export interface Ports {
	recoveryKeys: Pick<RecoveryKeysPort, 'open'>;
	encryption: Pick<EncryptionPort, 'load'>;
	keyFiles: Pick<KeyFilesPort, 'exportKeys'>;
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
			const told = (arrived: { bytes: number; of: number }) => tell({ type: 'arrived', arrived });
			const loaded = await ports.encryption.load(told, signal);
			return loaded.ok ? ok({ type: 'loaded' }) : loaded;
		}
		case 'export': {
			const { key, passphrase } = command;
			const told = (progress: { done: number; of: number }) => tell({ type: 'told', progress });
			const made = await ports.keyFiles.exportKeys({ key, passphrase }, told, signal);
			return made.ok ? ok({ type: 'exported', ...made.value }) : made;
		}
	}
}
