import type { PortalError } from '$lib/base/errors';
import type { AdminUser } from '$lib/matrix/admin-ports';

/** Why a user is left out. */
export type LeftOut = 'own' | 'nobody' | 'elsewhere' | 'noId';

/** One user of a batch. */
export interface Row {
	userId: string;
	status: 'asking' | 'ready' | 'done' | 'already' | 'failed' | LeftOut;
	/** Once it was looked at. */
	user?: AdminUser;
	error?: PortalError;
}

export type State =
	| { step: 'choose'; fault?: 'missing' | 'tooMany' }
	| {
			/** `halted`: stopped while a request waited to be tried again, so it is not tried any more. */
			step: 'list' | 'halted';
			rows: readonly Row[];
			/**
			 * `ready`: all were looked at, and nothing was done; `stopping`: the one that is under way is
			 * the last; `stopped`: what is left can be gone on with.
			 */
			phase: 'looking' | 'ready' | 'working' | 'stopping' | 'stopped' | 'ended';
			/** Hides the messages from people who join later. */
			erase: boolean;
			/** What was typed is not the number of accounts. */
			fault?: true;
			/** Why it has stopped. */
			error?: PortalError;
	  };

export type Event =
	| { type: 'chosen'; userIds: readonly string[] }
	| { type: 'looked'; rows: readonly Row[] }
	| { type: 'started'; typed: string; erase: boolean }
	| { type: 'treated'; row: Row }
	/** `held`: nothing is under way, it only waits to be tried again. */
	| { type: 'stopAsked'; held?: boolean }
	| { type: 'wentOn' }
	| { type: 'othersAsked' }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'look'; userIds: readonly string[] }
	| { run: 'deactivate'; user: AdminUser; erase: boolean };

export interface Next {
	state: State;
	command?: Command;
}
