import type { PortalError } from '$lib/base/errors';
import type { Secret } from '$lib/base/secret';
import type { AnyKey, Arrived } from './keeping-states';

/*
 * What exporting keys and importing them have in common: a form; the recovery key is tried first,
 * since that costs nothing; then the cryptography is loaded, and the keys are gone through.
 */

/** What differs between the two. */
export interface Kind {
	/** What is wrong with the fields of the form. */
	faults: object;
	/** What the work needs besides the recovery key. */
	given: object;
	/** The recovery key, where there has to be one. */
	key: AnyKey | undefined;
	/** What came of it. */
	outcome: object;
}

/** How many keys of how many are done. */
export interface Progress {
	done: number;
	of: number;
}

export type FileTask<T extends Kind> =
	| {
			step: 'form';
			faults: Partial<T['faults']>;
			error?: PortalError;
			/** `between`: some of the keys may have been gone through by then. */
			cancelled?: 'before' | 'between';
	  }
	| { step: 'opening'; given: T['given'] }
	| { step: 'loading'; given: T['given']; key: T['key']; arrived?: Arrived }
	| { step: 'working'; progress?: Progress }
	| { step: 'done'; outcome: T['outcome'] };

export type FileTaskEvent<T extends Kind> =
	| { type: 'opened'; key: T['key'] }
	| { type: 'arrived'; arrived: Arrived }
	| { type: 'loaded' }
	| { type: 'told'; progress: Progress }
	| { type: 'worked'; outcome: T['outcome'] }
	| { type: 'cancelled' }
	| { type: 'failed'; error: PortalError };

export type FileTaskCommand<T extends Kind> =
	| { run: 'open'; typed: Secret }
	| { run: 'load' }
	| { run: 'work'; given: T['given']; key: T['key'] };

export interface FileTaskNext<T extends Kind> {
	state: FileTask<T>;
	command?: FileTaskCommand<T>;
}
