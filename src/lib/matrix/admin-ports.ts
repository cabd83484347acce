import type { PortalError } from '$lib/base/errors';
import type { Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { SessionInfo } from './account-ports';

/**
 * What an operator's pages can ask for: Synapse's Admin API, as the administrator who is signed in.
 * Every request can fail with `admin` and one of its problems.
 */

/** How many characters a display name may have: Synapse refuses more, sooner or later. */
export const LONGEST_NAME = 256;

export interface AdminAccessPort {
	/** Whether whoever is signed in may use the Admin API. Fails with `admin` and why not. */
	access(signal: AbortSignal): Promise<Result<true>>;
}

/** A user as the list of all users tells of them. */
export interface ListedUser {
	userId: string;
	displayName?: string;
	administrator: boolean;
	deactivated: boolean;
	locked: boolean;
	guest: boolean;
	/** Their name and picture are gone, and their messages are hidden from new joiners. */
	erased: boolean;
	shadowBanned: boolean;
	/** Milliseconds since the epoch. */
	createdAt?: number;
	lastSeenAt?: number;
}

/** Which users a list is to hold. `active`: all but deactivated ones. */
export const userGroups = [
	'everyone',
	'active',
	'administrators',
	'deactivated',
	'locked',
	'guests'
] as const;
export type UserGroup = (typeof userGroups)[number];

/** What a list of users can be sorted by. */
export const userOrders = ['userId', 'displayName', 'createdAt', 'lastSeenAt'] as const;
export type UserOrder = (typeof userOrders)[number];

/** A part of the list of users. */
export interface UserQuery {
	/** A part of a name or a display name, a whole Matrix ID or an email address; '' for all. */
	search: string;
	group: UserGroup;
	/** Means nothing for `locked` and `guests`, which the homeserver can only put in front. */
	orderBy: UserOrder;
	descending: boolean;
	/** How many users come before, and how many are asked for. */
	from: number;
	limit: number;
}

export interface UserPage {
	users: readonly ListedUser[];
	/** How many there are in all. */
	total: number;
	/** This homeserver has no guests, and there is nothing to choose. */
	guestless?: true;
}

export interface AdminUsersPort {
	/** A part of the list of users, and how many there are in all. */
	users(query: UserQuery, signal: AbortSignal): Promise<Result<UserPage>>;
	/** Who has this email address. Answers undefined when nobody does. */
	userWithEmail(address: string, signal: AbortSignal): Promise<Result<string | undefined>>;
}

/** An invitation: what registration asks for where only invited people may have an account. */
export interface RegistrationToken {
	token: string;
	/** Any number when left out. */
	usesAllowed?: number;
	/** Registrations with it that are under way, and those that are done. */
	pending: number;
	completed: number;
	/** Milliseconds since the epoch. */
	expiresAt?: number;
}

export interface AdminTokensPort {
	/** All of them, used up and expired ones too. Fails with `unsupported` where there are none. */
	tokens(signal: AbortSignal): Promise<Result<readonly RegistrationToken[]>>;
	/** Makes one by a name that nobody else knows, so that it can be asked for again. */
	createToken(
		given: Pick<RegistrationToken, 'token' | 'usesAllowed' | 'expiresAt'>,
		signal: AbortSignal
	): Promise<Result<RegistrationToken>>;
	/** One that is gone already is no failure. */
	revokeToken(token: string, signal: AbortSignal): Promise<Result<true>>;
}

/** An account that is to be made. */
export interface NewUser {
	userId: string;
	/** Empty: the homeserver takes the username. */
	displayName: string;
	emails: readonly string[];
	identities: readonly ExternalId[];
	administrator: boolean;
	picture?: Blob;
	/** None for people who sign in by single sign-on. */
	password?: Secret;
}

/** What is there of an account, for whoever wants to make it. */
export interface UserTrace {
	userId: string;
	/** Milliseconds since the epoch. */
	createdAt?: number;
	deactivated: boolean;
	/** Nobody has signed in yet. */
	neverSeen: boolean;
	/** Nobody has signed in, and it has neither email, identity nor rights: as it is when just made. */
	untouched: boolean;
}

/** What of a new user belongs to somebody else: an email or an identity serves one account. */
export type Taken =
	| { kind: 'emailTaken'; address: string; by: string }
	| { kind: 'identityTaken'; identity: ExternalId; by: string };

export type Making =
	| { kind: 'made' }
	/** Nothing of it is touched. */
	| { kind: 'exists'; user: UserTrace }
	/** Somebody else has made it at the same moment: nothing of it is touched but its display name. */
	| { kind: 'appeared' }
	/** The answer never came, or says that something broke: look for the account. */
	| { kind: 'lost'; error: PortalError }
	| Taken;

/**
 * An account is made in two requests: an empty one first, so that one that somebody else has made in
 * the meantime keeps its password, emails and identities.
 */
export interface AdminCreationPort {
	/** Fails with `usernameTaken`, `usernameInvalid` or `usernameReserved`. */
	usernameFree(username: string, signal: AbortSignal): Promise<Result<true>>;
	/** Undefined when there is no such account, and never was. */
	trace(userId: string, signal: AbortSignal): Promise<Result<UserTrace | undefined>>;
	takenBy(
		user: Pick<NewUser, 'userId' | 'emails' | 'identities'>,
		signal: AbortSignal
	): Promise<Result<Taken | undefined>>;
	/** Makes the account, empty. A failure says that nothing was made. */
	make(user: NewUser, signal: AbortSignal): Promise<Result<Making>>;
	/** Gives an empty account what belongs to it. It can be asked for again. */
	finish(user: NewUser, signal: AbortSignal): Promise<Result<{ kind: 'finished' } | Taken>>;
}

/** An email address, a phone number, or what else a homeserver keeps as one: as it is stored. */
export interface UserAddress {
	medium: string;
	address: string;
}

/** An identity at a provider of single sign-on. */
export interface ExternalId {
	provider: string;
	id: string;
}

/** Everything that the homeserver tells of one user at once. */
export interface AdminUser {
	userId: string;
	displayName?: string;
	/** `mxc://` address of the picture. */
	avatarUrl?: string;
	addresses: readonly UserAddress[];
	externalIds: readonly ExternalId[];
	administrator: boolean;
	guest: boolean;
	deactivated: boolean;
	erased: boolean;
	locked: boolean;
	/** undefined where the homeserver does not tell. */
	suspended?: boolean;
	shadowBanned?: boolean;
	/** Milliseconds since the epoch. */
	createdAt?: number;
	lastSeenAt?: number;
}

/** What can be changed of a user with one request; what is left out stays as it is. */
export interface UserChange {
	/** '' takes it away. */
	displayName?: string;
	/** A new picture, or that there is none. */
	picture?: Blob | 'none';
	administrator?: boolean;
	/** The whole list: what is not in it is taken away. */
	addresses?: readonly UserAddress[];
	externalIds?: readonly ExternalId[];
	password?: Secret;
	/** Whether a new password ends all sessions; it does when this is left out. */
	signOut?: boolean;
	/** Brings a deactivated account back. */
	deactivated?: false;
}

export interface AdminUserPort {
	/** One user; undefined when the homeserver has none of this Matrix ID. */
	user(userId: string, signal: AbortSignal): Promise<Result<AdminUser | undefined>>;
	/** The sessions of a user, the latest used first. */
	sessionsOf(userId: string, signal: AbortSignal): Promise<Result<readonly SessionInfo[]>>;
	/** How many rooms a user is in. */
	joinedRoomsOf(userId: string, signal: AbortSignal): Promise<Result<number>>;
	/** How many bytes of uploads a user has; undefined when the homeserver does not tell. */
	storageOf(userId: string, signal: AbortSignal): Promise<Result<number | undefined>>;
	/** Who has this address, spelled as the homeserver keeps it; undefined when nobody does. */
	userWithAddress(of: UserAddress, signal: AbortSignal): Promise<Result<string | undefined>>;
	userWithExternalId(of: ExternalId, signal: AbortSignal): Promise<Result<string | undefined>>;
	/**
	 * Changes a user. A Matrix ID that nobody has would be made by it: `user` has to be asked before.
	 * What was refused may have been done in part: `user` tells.
	 */
	change(userId: string, change: UserChange, signal: AbortSignal): Promise<Result<true>>;
	/** Signs sessions out; those that are gone already are no failure. */
	signOutOf(userId: string, deviceIds: string[], signal: AbortSignal): Promise<Result<true>>;
	/** Locks or suspends, or ends it: with the specification's endpoint where the homeserver has it. */
	moderate(
		userId: string,
		what: { lock: boolean } | { suspend: boolean },
		signal: AbortSignal
	): Promise<Result<true>>;
	/** Deactivates for good; `erase` hides the messages from people who join later. */
	deactivateUser(
		userId: string,
		given: { erase: boolean },
		signal: AbortSignal
	): Promise<Result<true>>;
}
