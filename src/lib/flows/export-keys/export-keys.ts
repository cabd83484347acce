import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { Arrived, OpenedKey, Progress } from '$lib/matrix/keys-ports';

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

export type State =
	| { step: 'form'; faults: Faults; error?: PortalError; cancelled?: true }
	| { step: 'opening'; passphrase: Secret }
	| { step: 'loading'; key: OpenedKey; passphrase: Secret; arrived?: Arrived }
	| { step: 'exporting'; progress?: Progress }
	| { step: 'done'; file: Blob; count: number; unreadable: number };

export type Event =
	| { type: 'submitted'; given: Given }
	| { type: 'opened'; key: OpenedKey }
	| { type: 'arrived'; arrived: Arrived }
	| { type: 'loaded' }
	| { type: 'told'; progress: Progress }
	| { type: 'exported'; file: Blob; count: number; unreadable: number }
	| { type: 'cancelled' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'open'; typed: Secret }
	| { run: 'load' }
	| { run: 'export'; key: OpenedKey; passphrase: Secret };

export interface Next {
	state: State;
	command?: Command;
}

/**
 * The machine of exporting keys: the recovery key is tried first, since that costs nothing; then the
 * cryptography is loaded, and the backup read.
 */
export function transition(state: State, event: Event): Next {
	switch (event.type) {
		case 'submitted':
			return state.step === 'form' ? submitted(event.given) : { state };
		case 'opened':
			if (state.step !== 'opening') return { state };
			return {
				state: { step: 'loading', key: event.key, passphrase: state.passphrase },
				command: { run: 'load' }
			};
		case 'arrived':
			return state.step === 'loading' ? { state: { ...state, arrived: event.arrived } } : { state };
		case 'loaded': {
			if (state.step !== 'loading') return { state };
			const { key, passphrase } = state;
			return { state: { step: 'exporting' }, command: { run: 'export', key, passphrase } };
		}
		case 'told':
			return state.step === 'exporting'
				? { state: { ...state, progress: event.progress } }
				: { state };
		case 'exported': {
			const { file, count, unreadable } = event;
			if (state.step !== 'exporting') return { state };
			return { state: { step: 'done', file, count, unreadable } };
		}
		case 'cancelled':
			return isWorking(state)
				? { state: { step: 'form', faults: {}, cancelled: true } }
				: { state };
		case 'failed':
			return isWorking(state) ? { state: failed(event.error) } : { state };
	}
}

const isWorking = ({ step }: State): boolean => step !== 'form' && step !== 'done';

function submitted({ typed, passphrase, again }: Given): Next {
	const faults: Faults = {
		...(typed.reveal().trim() === '' && { key: 'missing' }),
		...(passphrase.reveal() === '' && { passphrase: 'missing' }),
		...(passphrase.reveal() !== again.reveal() && { again: 'differs' })
	};
	if (Object.keys(faults).length > 0) return { state: { step: 'form', faults } };
	return { state: { step: 'opening', passphrase }, command: { run: 'open', typed } };
}

const failed = (error: PortalError): State =>
	error.kind === 'recoveryKeyWrong'
		? { step: 'form', faults: { key: error } }
		: { step: 'form', faults: {}, error };
