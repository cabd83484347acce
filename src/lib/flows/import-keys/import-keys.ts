import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Arrived, Imported, OpenedKey, Progress } from '$lib/matrix/keys-ports';

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

/** What is taken from where. */
export interface Source {
	file: Blob;
	passphrase: Secret;
	/** Tells whose backup it is. */
	key?: OpenedKey;
}

export type State =
	| { step: 'form'; faults: Faults; error?: PortalError; cancelled?: 'before' | 'between' }
	| { step: 'opening'; source: Source }
	| { step: 'loading'; source: Source; arrived?: Arrived }
	| { step: 'importing'; progress?: Progress }
	| { step: 'done'; imported: Imported };

export type Event =
	| { type: 'submitted'; given: Given }
	| { type: 'opened'; key: OpenedKey }
	| { type: 'arrived'; arrived: Arrived }
	| { type: 'loaded' }
	| { type: 'told'; progress: Progress }
	| { type: 'imported'; imported: Imported }
	| { type: 'cancelled' }
	| { type: 'failed'; error: PortalError };

export type Command =
	{ run: 'open'; typed: Secret } | { run: 'load' } | { run: 'import'; source: Source };

export interface Next {
	state: State;
	command?: Command;
}

/** The machine of importing keys from a file into the backup. */
export function transition(state: State, event: Event): Next {
	switch (event.type) {
		case 'submitted':
			return state.step === 'form' ? submitted(event.given) : { state };
		case 'opened':
			return state.step === 'opening' ? load({ ...state.source, key: event.key }) : { state };
		case 'arrived':
			return state.step === 'loading' ? { state: { ...state, arrived: event.arrived } } : { state };
		case 'loaded': {
			if (state.step !== 'loading') return { state };
			return { state: { step: 'importing' }, command: { run: 'import', source: state.source } };
		}
		case 'told':
			return state.step === 'importing'
				? { state: { ...state, progress: event.progress } }
				: { state };
		case 'imported':
			return state.step === 'importing'
				? { state: { step: 'done', imported: event.imported } }
				: { state };
		case 'cancelled':
			return isWorking(state) ? { state: cancelled(state) } : { state };
		case 'failed':
			return isWorking(state) ? { state: failed(event.error) } : { state };
	}
}

const isWorking = ({ step }: State): boolean => step !== 'form' && step !== 'done';

function submitted({ file, passphrase, typed }: Given): Next {
	const hasPassphrase = passphrase.reveal() !== '';
	if (!file || !hasPassphrase) {
		const faults: Faults = {
			...(!file && { file: 'missing' }),
			...(!hasPassphrase && { passphrase: 'missing' })
		};
		return { state: { step: 'form', faults } };
	}
	const source = { file, passphrase };
	if (typed.reveal().trim() === '') return load(source);
	return { state: { step: 'opening', source }, command: { run: 'open', typed } };
}

const load = (source: Source): Next => ({
	state: { step: 'loading', source },
	command: { run: 'load' }
});

const cancelled = (state: State): State => ({
	step: 'form',
	faults: {},
	// Something may have been uploaded by then.
	cancelled: state.step === 'importing' && state.progress ? 'between' : 'before'
});

function failed(error: PortalError): State {
	switch (error.kind) {
		case 'recoveryKeyWrong':
			return { step: 'form', faults: { key: error } };
		case 'keyFileForeign':
		case 'keyFileDamaged':
			return { step: 'form', faults: { file: error } };
		case 'passphraseWrong':
			return { step: 'form', faults: { passphrase: error } };
		default:
			return { step: 'form', faults: {}, error };
	}
}
