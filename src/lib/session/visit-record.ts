/**
 * What an operator has done in this visit: for copying into a ticket. It is kept in the memory of the
 * tab only, and holds nothing but what its types let in: no secret has a place here.
 */
export interface VisitNote {
	/** Milliseconds since the epoch. */
	when: number;
	/** The operator. */
	who: UserId;
	/** The user whom it concerns; undefined for what concerns nobody in particular. */
	whom?: UserId;
	task: VisitTask;
	/** `unknown`: the answer did not come, and nothing else told. */
	result: 'done' | 'failed' | 'partly' | 'unknown';
	/** How many users or invitations it concerned, where that is not one. */
	count?: number;
}

/** A whole Matrix ID. */
export type UserId = `@${string}:${string}`;

/** Whether a text is a whole Matrix ID, as the type wants it. */
export const isUserId = (text: string): text is UserId => /^@[^:\s]+:\S+$/u.test(text);

/** Everything that a record can tell of; its words are in the catalogue (`helpDesk.task.…`). */
export const visitTasks = [
	'createUser',
	'setPassword',
	'setEmails',
	'setExternalIdentities',
	'editProfile',
	'makeAdministrator',
	'removeAdministrator',
	'signOutSessions',
	'lock',
	'unlock',
	'suspend',
	'unsuspend',
	'shadowBan',
	'removeShadowBan',
	'deactivate',
	'deactivateAndErase',
	'reactivate',
	'createInvitation',
	'revokeInvitation',
	'exportList'
] as const;
export type VisitTask = (typeof visitTasks)[number];

let notes: readonly VisitNote[] = [];

/** Adds what was done to the record. */
export function note(done: VisitNote): void {
	notes = [...notes, done];
}

/** What was done so far, the earliest first. */
export const visitNotes = (): readonly VisitNote[] => notes;

let others: readonly (() => void)[] = [];

/** Names what else is to be forgotten when the operator signs out. */
export function forgetWithVisit(forget: () => void): void {
	others = [...others, forget];
}

/** Forgets everything: the operator has signed out. */
export function forgetVisit(): void {
	notes = [];
	for (const forget of others) forget();
}
