import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Imported, OpenedKey } from '$lib/matrix/keys-ports';
import { fileTask, toLoading } from '$lib/wizard/keys/file-task';
import type {
	FileTask,
	FileTaskCommand,
	FileTaskEvent,
	FileTaskNext
} from '$lib/wizard/keys/file-task-states';

/** What the form asks for. */
export interface Given {
	file: Blob | undefined;
	passphrase: Secret;
	/** The recovery key, or its phrase; may be empty. */
	typed: Secret;
}

/** What is wrong with a field. */
export interface Faults {
	file?: 'missing' | PortalError;
	passphrase?: 'missing' | PortalError;
	key?: PortalError;
}

export interface Importing {
	faults: Faults;
	given: { file: Blob; passphrase: Secret };
	/** Tells whose backup it is. */
	key: OpenedKey | undefined;
	outcome: Imported;
}

export type State = FileTask<Importing>;
export type Event = { type: 'submitted'; given: Given } | FileTaskEvent<Importing>;
export type Command = FileTaskCommand<Importing>;
type Next = FileTaskNext<Importing>;

/** The machine of importing keys from a file into the backup. */
export function transition(state: State, event: Event): Next {
	if (event.type !== 'submitted') return fileTask<Importing>(state, event, faultsOf);
	return state.step === 'form' ? submitted(event.given) : { state };
}

function submitted({ file, passphrase, typed }: Given): Next {
	const hasPassphrase = passphrase.reveal() !== '';
	if (!file || !hasPassphrase) {
		const faults: Faults = {
			...(!file && { file: 'missing' }),
			...(!hasPassphrase && { passphrase: 'missing' })
		};
		return { state: { step: 'form', faults } };
	}
	const given = { file, passphrase };
	if (typed.reveal().trim() === '') return toLoading<Importing>(given, undefined);
	return { state: { step: 'opening', given }, command: { run: 'open', typed } };
}

function faultsOf(error: PortalError): Faults | undefined {
	switch (error.kind) {
		case 'recoveryKeyWrong':
			return { key: error };
		case 'keyFileForeign':
		case 'keyFileDamaged':
			return { file: error };
		case 'passphraseWrong':
			return { passphrase: error };
		default:
			return undefined;
	}
}
