import type { PortalError } from '$lib/base/errors';
import type { Result } from '$lib/base/result';
import type { SessionInfo } from '$lib/matrix/account-ports';
import type { AdminUser, AdminUserPort } from '$lib/matrix/admin-ports';
import type { VisitTask } from '$lib/session/visit-record';

/** What a task looks at, before and afterwards. */
export interface Facts {
	user: AdminUser;
	/** Only where the task is about them. */
	sessions: readonly SessionInfo[];
}

/** What stands in the way: it belongs to somebody else, from whom it would be taken. */
export interface Held {
	kind: 'held';
	what: string;
	by: string;
}

/** One task that an operator does for a user: how it is done, and how one sees that it is. */
export interface Task<Choice> {
	/** Whether the sessions are looked at, too. */
	sessions?: true;
	/** What the record calls it. */
	named(choice: Choice, shown: Facts): VisitTask;
	/** Whether what the task would overwrite is still as the operator has seen it. */
	same(shown: Facts, now: Facts): boolean;
	/** Whether what was wanted is there. */
	reached(choice: Choice, now: Facts, before: Facts): boolean;
	/** What is wanted cannot be seen, such as a password: after a lost answer it is sent again. */
	unseen?: true;
	write(
		given: { choice: Choice; now: Facts },
		port: AdminUserPort,
		signal: AbortSignal
	): Promise<Result<true | Held>>;
}

/** Why the form is shown again, although something was tried. */
export type Trouble =
	/** Somebody else was faster: nothing was written, and the form shows what is there now. */
	| { kind: 'changed' }
	| Held
	/** It was written, and is not there, or only in part. */
	| { kind: 'undone'; partly: boolean }
	/** No answer came, twice: it may have worked. */
	| { kind: 'unknown' };

export type State<Choice> =
	| { step: 'opening'; error?: PortalError }
	/** The homeserver has no such user. */
	| { step: 'nobody' }
	| {
			step: 'form';
			facts: Facts;
			/** What is on its way to the homeserver. */
			sent?: Sent<Choice>;
			trouble?: Trouble;
			error?: PortalError;
	  }
	| {
			step: 'done';
			choice: Choice;
			before: Facts;
			after: Facts;
			/** Nothing was written: it was so already. */
			already: boolean;
	  };

export interface Sent<Choice> {
	choice: Choice;
	/** The first answer was lost: it may have worked. */
	again: boolean;
}

export type Event<Choice> =
	| { type: 'opened' }
	| { type: 'found'; facts: Facts }
	| { type: 'nobodyFound' }
	| { type: 'submitted'; choice: Choice }
	| { type: 'applied'; after: Facts; already: boolean }
	| { type: 'stopped'; trouble: Trouble; facts?: Facts; error?: PortalError }
	| { type: 'lost' }
	| { type: 'failed'; error: PortalError }
	/** What was shown once is to be forgotten. */
	| { type: 'forgotten'; choice: Choice };

export type Command<Choice> = { run: 'look' } | { run: 'apply'; sent: Sent<Choice>; shown: Facts };

export interface Next<Choice> {
	state: State<Choice>;
	command?: Command<Choice>;
}
