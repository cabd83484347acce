import { ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { AdminUserPort, ExternalId, UserAddress, UserChange } from '$lib/matrix/admin-ports';
import type { Facts, Held, Task } from './states';

/** A password that is forgotten once it was shown. */
export interface NewPassword {
	password?: Secret;
	/** Ends all sessions of the user. */
	signOut: boolean;
}

const change = (facts: Facts, given: UserChange, port: AdminUserPort, signal: AbortSignal) =>
	port.change(facts.user.userId, given, signal);

/** Sets a new password. Whether it is in force cannot be read, so a lost answer is asked for again. */
export const setPassword: Task<NewPassword> = {
	sessions: true,
	unseen: true,
	named: () => 'setPassword',
	same: (_shown, now) => !now.user.deactivated,
	reached: ({ signOut }, now, before) => !signOut || !anyLeft(before, now),
	write: ({ choice: { password, signOut }, now }, port, signal) =>
		change(now, { ...(password && { password }), signOut }, port, signal)
};

const anyLeft = (before: Facts, now: Facts): boolean =>
	before.sessions.some((old) => now.sessions.some(({ deviceId }) => deviceId === old.deviceId));

const keyOfAddress = ({ medium, address }: UserAddress): string => `${medium} ${address}`;
const keyOfId = ({ provider, id }: ExternalId): string => `${provider} ${id}`;

/** Whether two lists hold the same, in whatever order and however often. */
function sameKeys<T>(key: (each: T) => string, a: readonly T[], b: readonly T[]): boolean {
	const [left, right] = [new Set(a.map(key)), new Set(b.map(key))];
	return left.size === right.size && [...left].every((each) => right.has(each));
}

/** What is in a list and was not in it before. */
const added = <T>(key: (each: T) => string, to: readonly T[], from: readonly T[]): T[] =>
	to.filter((each) => !from.some((old) => key(old) === key(each)));

/** Replaces the list of emails and phone numbers. Synapse takes an address from whoever has it. */
export const setAddresses: Task<readonly UserAddress[]> = {
	named: () => 'setEmails',
	same: (shown, now) => sameKeys(keyOfAddress, shown.user.addresses, now.user.addresses),
	reached: (choice, now) => sameKeys(keyOfAddress, choice, now.user.addresses),
	async write({ choice, now }, port, signal) {
		for (const one of added(keyOfAddress, choice, now.user.addresses)) {
			const by = await port.userWithAddress(one, signal);
			const held = heldBy(by, one.address, now);
			if (!held.ok || held.value !== true) return held;
		}
		return change(now, { addresses: choice }, port, signal);
	}
};

/** Replaces the list of external identities: each of them serves one account only. */
export const setExternalIds: Task<readonly ExternalId[]> = {
	named: () => 'setExternalIdentities',
	same: (shown, now) => sameKeys(keyOfId, shown.user.externalIds, now.user.externalIds),
	reached: (choice, now) => sameKeys(keyOfId, choice, now.user.externalIds),
	async write({ choice, now }, port, signal) {
		for (const one of added(keyOfId, choice, now.user.externalIds)) {
			const by = await port.userWithExternalId(one, signal);
			const held = heldBy(by, `${one.provider}: ${one.id}`, now);
			if (!held.ok || held.value !== true) return held;
		}
		return change(now, { externalIds: choice }, port, signal);
	}
};

function heldBy(
	by: Result<string | undefined>,
	what: string,
	{ user }: Facts
): Result<true | Held> {
	if (!by.ok) return by;
	const free = by.value === undefined || by.value === user.userId;
	return ok(free ? true : { kind: 'held', what, by: by.value ?? '' });
}

export interface ProfileChoice {
	/** '' for none. */
	displayName: string;
	administrator: boolean;
}

/** Changes the display name, and whether somebody is an administrator. Only what differs is sent. */
export const editProfile: Task<ProfileChoice> = {
	named({ administrator }, { user }) {
		if (administrator === user.administrator) return 'editProfile';
		return administrator ? 'makeAdministrator' : 'removeAdministrator';
	},
	same: ({ user: shown }, { user: now }) =>
		shown.displayName === now.displayName && shown.administrator === now.administrator,
	reached: ({ displayName, administrator }, { user }) =>
		(user.displayName ?? '') === displayName && user.administrator === administrator,
	write: ({ choice: { displayName, administrator }, now }, port, signal) => {
		const { user } = now;
		const given: UserChange = {
			...((user.displayName ?? '') !== displayName && { displayName }),
			...(user.administrator !== administrator && { administrator })
		};
		return change(now, given, port, signal);
	}
};

/** Signs sessions out: those that were shown and chosen, not those that have come meanwhile. */
export const signOut: Task<readonly string[]> = {
	sessions: true,
	named: () => 'signOutSessions',
	same: () => true,
	reached: (choice, now) => !now.sessions.some(({ deviceId }) => choice.includes(deviceId)),
	write: ({ choice, now }, port, signal) => port.signOutOf(now.user.userId, [...choice], signal)
};

/** Locks or unlocks. */
export const lock = (on: boolean): Task<true> => ({
	named: () => (on ? 'lock' : 'unlock'),
	same: (_shown, now) => now.user.locked !== on,
	reached: (_choice, now) => now.user.locked === on,
	write: ({ now }, port, signal) => port.moderate(now.user.userId, { lock: on }, signal)
});

/** Suspends, or ends it. */
export const suspend = (on: boolean): Task<true> => ({
	named: () => (on ? 'suspend' : 'unsuspend'),
	same: () => true,
	reached: (_choice, now) => now.user.suspended === on,
	write: ({ now }, port, signal) => port.moderate(now.user.userId, { suspend: on }, signal)
});

export interface DeactivateChoice {
	/** Hides the messages from people who join later. */
	erase: boolean;
}

/** Deactivates for good. Of an account that is deactivated already, the messages can still be hidden. */
export const deactivate: Task<DeactivateChoice> = {
	named: ({ erase }) => (erase ? 'deactivateAndErase' : 'deactivate'),
	same: () => true,
	reached: ({ erase }, { user }) => user.deactivated && (!erase || user.erased),
	write: ({ choice, now }, port, signal) => port.deactivateUser(now.user.userId, choice, signal)
};

/** Brings a deactivated account back, with a new password or with none for single sign-on. */
export const reactivate: Task<{ password?: Secret }> = {
	unseen: true,
	named: () => 'reactivate',
	same: (_shown, now) => now.user.deactivated,
	reached: (_choice, now) => !now.user.deactivated,
	write: ({ choice: { password }, now }, port, signal) =>
		change(now, { deactivated: false, ...(password && { password }) }, port, signal)
};
