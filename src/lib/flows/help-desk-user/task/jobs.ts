import { ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type {
	AdminUser,
	AdminUserPort,
	ExternalId,
	UserAddress,
	UserChange
} from '$lib/matrix/admin-ports';
import type { VisitTask } from '$lib/session/visit-record';
import type { Facts, Task } from './states';

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

/** What tells an address, or an identity, from the others of a list. */
export const keyOfAddress = ({ medium, address }: UserAddress): string => `${medium} ${address}`;
export const keyOfId = ({ provider, id }: ExternalId): string => `${provider} ${id}`;

/** A list of which each entry serves one account only: how it is read, written and called. */
interface OwnList<T> {
	named: VisitTask;
	of: (user: AdminUser) => readonly T[];
	keyOf: (each: T) => string;
	/** What it is called where it belongs to somebody else. */
	call: (each: T) => string;
	holder: (
		port: AdminUserPort,
		each: T,
		signal: AbortSignal
	) => Promise<Result<string | undefined>>;
	change: (list: readonly T[]) => UserChange;
}

/** Replaces a list. What is new in it is taken from nobody. */
function replacing<T>({ named, of, keyOf, call, holder, change }: OwnList<T>): Task<readonly T[]> {
	const keys = (list: readonly T[]) => new Set(list.map(keyOf));
	// In whatever order and however often.
	const isSame = (a: readonly T[], b: readonly T[]) => {
		const others = keys(b);
		return keys(a).size === others.size && a.every((each) => others.has(keyOf(each)));
	};
	return {
		named: () => named,
		same: (shown, now) => isSame(of(shown.user), of(now.user)),
		reached: (choice, now) => isSame(choice, of(now.user)),
		async write({ choice, now: { user } }, port, signal) {
			const had = keys(of(user));
			for (const one of choice.filter((each) => !had.has(keyOf(each)))) {
				const by = await holder(port, one, signal);
				if (!by.ok) return by;
				if (by.value !== undefined && by.value !== user.userId)
					return ok({ kind: 'held', what: call(one), by: by.value });
			}
			return port.change(user.userId, change(choice), signal);
		}
	};
}

/** Replaces the list of emails and phone numbers. Synapse takes an address from whoever has it. */
export const setAddresses = replacing<UserAddress>({
	named: 'setEmails',
	of: ({ addresses }) => addresses,
	keyOf: keyOfAddress,
	call: ({ address }) => address,
	holder: (port, each, signal) => port.userWithAddress(each, signal),
	change: (addresses) => ({ addresses })
});

/** Replaces the list of external identities: each of them serves one account only. */
export const setExternalIds = replacing<ExternalId>({
	named: 'setExternalIdentities',
	of: ({ externalIds }) => externalIds,
	keyOf: keyOfId,
	call: ({ provider, id }) => `${provider}: ${id}`,
	holder: (port, each, signal) => port.userWithExternalId(each, signal),
	change: (externalIds) => ({ externalIds })
});

export interface ProfileChoice {
	/** '' for none. */
	displayName: string;
	administrator: boolean;
	/** Another picture, or none; left out, it stays. */
	picture?: Blob | 'none';
}

/** Changes display name, picture, and whether somebody is an administrator. Only what differs is sent. */
export const editProfile: Task<ProfileChoice> = {
	named({ administrator }, { user }) {
		if (administrator === user.administrator) return 'editProfile';
		return administrator ? 'makeAdministrator' : 'removeAdministrator';
	},
	same: ({ user: shown }, { user: now }) =>
		shown.displayName === now.displayName &&
		shown.avatarUrl === now.avatarUrl &&
		shown.administrator === now.administrator,
	reached: ({ displayName, administrator, picture }, { user }, { user: before }) =>
		(user.displayName ?? '') === displayName &&
		user.administrator === administrator &&
		isPictureThere(picture, user, before),
	write: ({ choice: { displayName, administrator, picture }, now }, port, signal) => {
		const { user } = now;
		const given: UserChange = {
			...((user.displayName ?? '') !== displayName && { displayName }),
			...(picture && !isPictureThere(picture, user, user) && { picture }),
			...(user.administrator !== administrator && { administrator })
		};
		return change(now, given, port, signal);
	}
};

/** A new picture has an address that the one before did not have. */
function isPictureThere(wanted: ProfileChoice['picture'], now: AdminUser, before: AdminUser) {
	if (wanted === 'none') return now.avatarUrl === undefined;
	return wanted === undefined || (now.avatarUrl ?? before.avatarUrl) !== before.avatarUrl;
}

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
