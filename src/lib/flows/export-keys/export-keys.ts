import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Exported, OpenedKey } from '$lib/matrix/keys-ports';
import { fileTask } from '$lib/wizard/keys/file-task';
import type {
	FileTask,
	FileTaskCommand,
	FileTaskEvent,
	FileTaskNext
} from '$lib/wizard/keys/file-task-states';

/** What the form asks for. */
export interface Given {
	/** The recovery key, or its phrase. */
	typed: Secret;
	passphrase: Secret;
	/** The passphrase once more. */
	again: Secret;
}

/** What is wrong with a field. */
export interface Faults {
	key?: 'missing' | PortalError;
	passphrase?: 'missing';
	again?: 'differs';
}

export interface Exporting {
	faults: Faults;
	given: { passphrase: Secret };
	key: OpenedKey;
	outcome: Exported;
}

export type State = FileTask<Exporting>;
export type Event = { type: 'submitted'; given: Given } | FileTaskEvent<Exporting>;
export type Command = FileTaskCommand<Exporting>;
type Next = FileTaskNext<Exporting>;

/** The machine of exporting keys: all those of the backup, into a file. */
export function transition(state: State, event: Event): Next {
	if (event.type !== 'submitted') return fileTask<Exporting>(state, event, faultsOf);
	return state.step === 'form' ? submitted(event.given) : { state };
}

function submitted({ typed, passphrase, again }: Given): Next {
	const faults: Faults = {
		...(typed.reveal().trim() === '' && { key: 'missing' }),
		...(passphrase.reveal() === '' && { passphrase: 'missing' }),
		...(passphrase.reveal() !== again.reveal() && { again: 'differs' })
	};
	if (Object.keys(faults).length > 0) return { state: { step: 'form', faults } };
	return { state: { step: 'opening', given: { passphrase } }, command: { run: 'open', typed } };
}

const faultsOf = (error: PortalError): Faults | undefined =>
	error.kind === 'recoveryKeyWrong' ? { key: error } : undefined;
