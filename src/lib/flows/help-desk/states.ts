import type { PortalError } from '$lib/base/errors';
import type { ListedUser, UserGroup, UserOrder } from '$lib/matrix/admin-ports';

/** Which part of the list is looked at: what the address of the page says. */
export interface View {
	search: string;
	group: UserGroup;
	orderBy: UserOrder;
	descending: boolean;
	/** The first page is 1. */
	page: number;
}

/** So many users are asked for and shown at a time. */
export const PAGE_SIZE = 50;

/** As it is seen first. */
export const firstView: View = {
	search: '',
	group: 'everyone',
	orderBy: 'userId',
	descending: false,
	page: 1
};

/** What is shown, and which view of the list it is. */
export interface Shown {
	view: View;
	users: readonly ListedUser[];
	total: number;
	/** There are no guests to choose. */
	guestless?: true;
	/** The email address that led to the only user. */
	email?: string;
}

/** The list as a file: what is there of it, and what became of it. */
export interface Exporting {
	view: View;
	/** Lines of the file, part by part. */
	parts: readonly string[];
	/** How many users are in it. */
	done: number;
	/** How many the homeserver was asked past: the next one to ask for. */
	from: number;
	total: number;
	/** Who was in the last part: a user who was made meanwhile moves the others on. */
	last: readonly string[];
	phase: 'asking' | 'stopped' | 'ready';
	error?: PortalError;
}

export interface Users {
	step: 'users';
	/** What was asked for last. */
	view: View;
	shown?: Shown;
	/** Why the view cannot be shown. */
	error?: PortalError;
	exporting?: Exporting;
}

/** What is typed before anybody is let in is searched for then. */
export type State = { step: 'before'; search?: string } | Users;

export type Event =
	/** The page is there, or Back has led to another view of it. */
	| { type: 'opened'; view: View }
	| { type: 'typed'; search: string }
	| { type: 'grouped'; group: UserGroup }
	| { type: 'sorted'; orderBy: UserOrder }
	| { type: 'turned'; page: number }
	| { type: 'again' }
	| { type: 'loaded'; shown: Shown }
	| { type: 'failed'; error: PortalError }
	| { type: 'exportAsked' }
	| { type: 'exportContinued' }
	| { type: 'exportCancelled' }
	| { type: 'exported'; users: readonly ListedUser[]; total: number }
	| { type: 'exportFailed'; error: PortalError };

export type Command =
	| { run: 'load'; view: View; wait: boolean }
	/** A part of the file: as the list is sorted by Matrix ID. */
	| { run: 'export'; view: View; from: number };

export interface Next {
	state: State;
	command?: Command;
}

/** The homeserver can put these in front, and then sorts by nothing else. */
export const isSortable = (group: UserGroup): boolean => group !== 'locked' && group !== 'guests';

/** How many pages there are; one where there is nobody. */
export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / PAGE_SIZE));
