import { ahead } from './ahead';
import type { Load } from './load';

/** What goes on beside the steps in which a key is kept. */
export interface Keeper {
	/** The cryptography, which may have begun to come. */
	load: Load;
	/** Hears of each step. */
	keep: (state: { step: string }) => void;
	/** Nobody is there any more: nothing goes on, and every key is forgotten. */
	leave: () => void;
}

interface Encryption {
	load: Load;
	wipe(): Promise<unknown>;
}

/**
 * Fetches the cryptography while the person saves the key, and forgets every key at the end. Where
 * nothing was begun there is nothing to forget, and nothing is loaded for it.
 */
export function keeper(encryption: Encryption): Keeper {
	const loading = ahead((told, signal) => encryption.load(told, signal));
	let begun = false;
	const wipe = () => {
		if (begun) void encryption.wipe();
	};
	return {
		load: loading.load,
		keep({ step }) {
			if (step === 'save' && !begun) loading.start();
			if (step === 'save' || step === 'work') begun = true;
			if (step === 'done') wipe();
		},
		leave() {
			loading.stop();
			wipe();
		}
	};
}
