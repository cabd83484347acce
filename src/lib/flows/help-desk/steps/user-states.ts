import type { ListedUser } from '$lib/matrix/admin-ports';

const states = [
	'administrator',
	'deactivated',
	'erased',
	'locked',
	'shadowBanned',
	'guest'
] as const;

/** What is special about a user, as the list says it in words. */
export type UserState = (typeof states)[number];

/** Everything that is special about a user, what matters most first. */
export const statesOf = (user: ListedUser): UserState[] => states.filter((state) => user[state]);
