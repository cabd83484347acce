import { ok } from '$lib/base/result';
import type { SessionInfo } from '$lib/matrix/account-ports';
import type { AdminUser, AdminUserPort } from '$lib/matrix/admin-ports';
import type { Asks } from '$lib/wizard/parts';

/** What the page of a user is made of; each is a request of its own. */
export interface UserFacts {
	/** `user` is undefined where the homeserver has none of this Matrix ID. */
	user: { user: AdminUser | undefined };
	sessions: readonly SessionInfo[];
	rooms: number;
	/** undefined where the homeserver does not tell. */
	storage: { bytes: number | undefined };
}

/** How the page asks. */
export const asksOf = (port: AdminUserPort, userId: string): Asks<UserFacts> => ({
	async user(signal) {
		const told = await port.user(userId, signal);
		return told.ok ? ok({ user: told.value }) : told;
	},
	sessions: (signal) => port.sessionsOf(userId, signal),
	rooms: (signal) => port.joinedRoomsOf(userId, signal),
	async storage(signal) {
		const told = await port.storageOf(userId, signal);
		return told.ok ? ok({ bytes: told.value }) : told;
	}
});

/** What can be said of an account's state, the gravest first; none of them: it is active. */
export const stateNames = [
	'deactivated',
	'erased',
	'locked',
	'suspended',
	'shadowBanned',
	'administrator',
	'guest'
] as const;

/** The states that an account is in. */
export const statesOf = (user: AdminUser): (typeof stateNames)[number][] =>
	stateNames.filter((name) => user[name]);
