import * as z from 'zod/mini';
import { LATEST } from '$lib/base/moment';
import type { Account } from './account';
import { readStored, removeStored, writeStored } from './storage';

/**
 * What an operator has done in this visit: for copying into a ticket. It is kept in the tab, for a
 * reload, and holds nothing but what its types let in: no secret has a place here.
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
	'deactivate',
	'deactivateAndErase',
	'reactivate',
	'createInvitation',
	'revokeInvitation',
	'exportList'
] as const;
export type VisitTask = (typeof visitTasks)[number];

/** A visit lasts as long as the session: whoever signs in anew begins another one. */
type Session = Pick<Account, 'userId' | 'deviceId'>;

const KEY = 'visit';
const userId = z.custom<UserId>((given) => typeof given === 'string' && isUserId(given));
const noteSchema: z.ZodMiniType<VisitNote> = z.object({
	when: z.number().check(z.minimum(0), z.maximum(LATEST)),
	who: userId,
	whom: z.optional(userId),
	task: z.enum(visitTasks),
	result: z.enum(['done', 'failed', 'partly', 'unknown']),
	count: z.optional(z.number())
});
const schema = z.object({
	userId: z.string(),
	deviceId: z.string(),
	notes: z.array(noteSchema)
});

let session: Session | undefined;
// Read once: a list of thousands is noted one by one.
let notes: readonly VisitNote[] = [];

/** Goes on with the visit of this session, also after a reload; what is of another one is forgotten. */
export function openVisit({ userId, deviceId }: Session): void {
	const isSame = (other: Session | undefined) =>
		other?.userId === userId && other.deviceId === deviceId;
	if (isSame(session)) return;
	const kept = readStored('tab', KEY, schema);
	if (kept && isSame(kept)) notes = kept.notes;
	else forgetVisit();
	session = { userId, deviceId };
}

/** Adds what was done to the record. */
export function note({ when, who, whom, task, result, count }: VisitNote): void {
	// One by one: whatever else an object brings along does not get into the storage.
	notes = [...notes, { when, who, whom, task, result, count }];
	if (session) writeStored('tab', KEY, { ...session, notes });
}

/** What was done, and to whom, as the pages know it. */
export type Deed = Pick<VisitNote, 'task' | 'result' | 'count'> & { whom?: string };

/** Adds what an operator has just done; nothing where somebody is no whole Matrix ID. */
export function noteBy(who: string, { whom, ...done }: Deed): void {
	if (!isUserId(who) || (whom !== undefined && !isUserId(whom))) return;
	note({ when: Date.now(), who, whom, ...done });
}

/** What was done so far, the earliest first. */
export const visitNotes = (): readonly VisitNote[] => notes;

let others: readonly (() => void)[] = [];

/** Names what else is to be forgotten with the visit. */
export function forgetWithVisit(forget: () => void): void {
	others = [...others, forget];
}

/** Forgets everything: the operator has signed out. */
export function forgetVisit(): void {
	session = undefined;
	notes = [];
	removeStored('tab', KEY);
	for (const forget of others) forget();
}
