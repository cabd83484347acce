import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import type { Management } from '$lib/base/management';
import type { Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { Challenge, ConfirmData } from '$lib/uia/types';
import type { IdentityProvider, Login, MailRequest, SupportContact } from './ports';

/**
 * What a signed-in person's pages can ask for. All of these ports speak for the session of this tab:
 * they renew its token when it has run out, and fail with `sessionEnded` when there is none any more.
 */

/** A request that may ask for the person's word first (user-interactive authentication). */
export type Confirmed<T> =
	| { kind: 'done'; value: T }
	/** `refusal`: why the stage that was sent did not count (`passwordWrong`, …). */
	| { kind: 'challenge'; challenge: Challenge; refusal?: PortalError };

/** How people can sign in to a homeserver: `GET /login`. */
export interface SignInOffer {
	/** Whether `m.login.password` is offered. */
	password: boolean;
	providers: readonly IdentityProvider[];
	/** Whom to ask where there is neither. */
	contact?: SupportContact;
}

/** Whom a sign-in is for. */
export type Identifier = { user: string } | { email: string };

export interface SignInPort {
	offer(server: Homeserver, signal: AbortSignal): Promise<Result<SignInOffer>>;
	/**
	 * `POST /login` with a password. Fails with `signInRefused` for a wrong name or password, and for
	 * a deactivated account; with `emailNotForSignIn` where nobody signs in with such an address. The same `deviceId` again replaces the session, so a lost answer leaves none behind.
	 */
	withPassword(
		server: Homeserver,
		given: { identifier: Identifier; password: Secret; deviceId: string; deviceName: string },
		signal: AbortSignal
	): Promise<Result<Login>>;
}

/** What a homeserver lets a person change (`GET /capabilities`); what it does not say is allowed. */
export interface Capabilities {
	changePassword: boolean;
	changeThreepids: boolean;
	changeDisplayName: boolean;
	changeAvatar: boolean;
}

/** An email address or phone number of the account. */
export interface Threepid {
	medium: 'email' | 'msisdn';
	address: string;
	/** Milliseconds since the epoch. */
	addedAt?: number;
}

/** One session of the account (`GET /devices`). */
export interface SessionInfo {
	deviceId: string;
	name?: string;
	/** Milliseconds since the epoch. */
	lastSeenAt?: number;
	lastSeenIp?: string;
	/** Where the homeserver tells it (MSC3852). */
	userAgent?: string;
}

/** What the account's public keys say (`POST /keys/query` for oneself). */
export interface PublicKeys {
	/** Master, self-signing and user-signing key are all there. */
	crossSigning: boolean;
	/** The sessions that have encryption keys at all. */
	withKeys: readonly string[];
	/** The sessions whose keys carry a signature of the self-signing key. */
	verified: readonly string[];
}

/** The key backup of the account (`GET /room_keys/version`). */
export interface Backup {
	version: string;
	/** How many keys are in it. */
	count: number;
}

/** A recovery key as its description in account data tells of it. */
export interface RecoveryKey {
	id: string;
	/** Made from a phrase. */
	hasPhrase: boolean;
}

export interface SecurityPort {
	capabilities(signal: AbortSignal): Promise<Result<Capabilities>>;
	/** undefined where the homeserver has no OAuth 2.0 API. */
	management(signal: AbortSignal): Promise<Result<Management | undefined>>;
	threepids(signal: AbortSignal): Promise<Result<readonly Threepid[]>>;
	/** Sorted by last use, the latest first. */
	sessions(signal: AbortSignal): Promise<Result<readonly SessionInfo[]>>;
	publicKeys(signal: AbortSignal): Promise<Result<PublicKeys>>;
	/** undefined when there is none. */
	backup(signal: AbortSignal): Promise<Result<Backup | undefined>>;
	/** undefined when there is none. Two requests, one after the other. */
	recoveryKey(signal: AbortSignal): Promise<Result<RecoveryKey | undefined>>;
}

/** The person's word for replacing the account's cross-signing keys, before anything is replaced. */
export interface ResetConsentPort {
	/** Changes nothing. `done`: nothing has to be confirmed, or it is. */
	ask(auth: ConfirmData | undefined, signal: AbortSignal): Promise<Result<Confirmed<true>>>;
}

export interface EmailsPort {
	/** `POST /account/3pid/email/requestToken`; as in a registration. */
	requestMail(mail: MailRequest, signal: AbortSignal): Promise<Result<{ sid: string }>>;
	/**
	 * `POST /account/3pid/msisdn/requestToken`. Fails with `emailUnsupported` where the homeserver takes
	 * no phone numbers; the other errors of a number have the names of those of an address.
	 * @param asked `country`: two capital letters, for numbers without a country code
	 */
	requestCode(
		asked: { number: string; country: string; clientSecret: string; attempt: number },
		signal: AbortSignal
	): Promise<Result<{ sid: string; /** http(s) only. */ submitUrl: string }>>;
	/** Hands in the code of a text message. Fails with `linkNotConfirmed` for a wrong one. */
	submitCode(
		given: { submitUrl: string; sid: string; clientSecret: string; code: string },
		signal: AbortSignal
	): Promise<Result<true>>;
	/** `POST /account/3pid/add`. Fails with `linkNotConfirmed` until the link was opened. */
	add(
		given: { clientSecret: string; sid: string; auth?: ConfirmData },
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
	/** `POST /account/3pid/delete`: asks for nothing, so the page has to. */
	remove(
		threepid: Pick<Threepid, 'medium' | 'address'>,
		signal: AbortSignal
	): Promise<Result<true>>;
}

export interface PasswordPort {
	/** How a change has to be confirmed: the same request without a new password changes nothing. */
	probe(signal: AbortSignal): Promise<Result<Confirmed<true>>>;
	/** `POST /account/password` of somebody who is signed in. This session stays. */
	change(
		given: { newPassword: Secret; logoutDevices: boolean; auth?: ConfirmData },
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
}

export interface SessionsPort {
	/** `PUT /devices/{id}` */
	rename(deviceId: string, name: string, signal: AbortSignal): Promise<Result<true>>;
	/** `POST /delete_devices` */
	remove(
		deviceIds: readonly string[],
		auth: ConfirmData | undefined,
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
}

export interface DeactivationPort {
	/**
	 * `POST /account/deactivate`.
	 * @param given `erase`: hides the account's messages from people who join later; it must stay the
	 * same within one user-interactive authentication
	 */
	deactivate(
		given: { erase: boolean; auth?: ConfirmData },
		signal: AbortSignal
	): Promise<Result<Confirmed<true>>>;
	/** Whether the session is dead after a lost answer. Never fails with `sessionEnded`, unless soft. */
	isGone(signal: AbortSignal): Promise<Result<boolean>>;
}

/** One event of the account's own data: settings of apps, lists, and encrypted secrets. */
export interface AccountData {
	type: string;
	content: Record<string, unknown>;
}

/** What the account's archive holds besides what its pages show. */
export interface DataPort {
	/** Global account data, by a `GET /sync` without rooms. */
	accountData(signal: AbortSignal): Promise<Result<readonly AccountData[]>>;
	/** `GET /pushrules/`, as the homeserver tells them. */
	pushRules(signal: AbortSignal): Promise<Result<Record<string, unknown>>>;
	/** `GET /joined_rooms` */
	joinedRooms(signal: AbortSignal): Promise<Result<readonly string[]>>;
	/** A room's name, else its address; empty where it has neither. */
	roomName(roomId: string, signal: AbortSignal): Promise<Result<RoomName>>;
}

export interface RoomName {
	name?: string;
	alias?: string;
}

/** How others see the account. */
export interface Profile {
	displayName?: string;
	/** A valid `mxc://` address. */
	avatar?: string;
}

export interface ProfilePort {
	/** `GET /profile/{userId}` of oneself; empty when there is none yet. */
	read(signal: AbortSignal): Promise<Result<Profile>>;
	/** `PUT /profile/{userId}/displayname`; an empty name takes it away. */
	setDisplayName(name: string, signal: AbortSignal): Promise<Result<true>>;
	/** `PUT /profile/{userId}/avatar_url`; undefined takes it away. */
	setAvatar(mxc: string | undefined, signal: AbortSignal): Promise<Result<true>>;
	/** A small version of an avatar: a picture of a kind that every browser knows, at most 1 MiB. */
	thumbnail(mxc: string, signal: AbortSignal): Promise<Result<Blob>>;
	/** The largest upload in bytes (`GET /media/config`); undefined when the homeserver does not tell. */
	uploadLimit(signal: AbortSignal): Promise<Result<number | undefined>>;
	/**
	 * `POST /media/v3/upload`; answers the `mxc://` address. Fails with `tooLarge`.
	 * @param progress how much of it has been sent, from 0 to 1
	 */
	upload(
		picture: Blob,
		progress: (share: number) => void,
		signal: AbortSignal
	): Promise<Result<string>>;
}

/** What the page for operators asks; nothing of it changes anything on the homeserver. */
export interface SetUpPort {
	versions(server: Homeserver, signal: AbortSignal): Promise<Result<readonly string[]>>;
	/** Whether what is below `/_synapse/client` can be reached, where the links of resets lead. */
	resetPages(server: Homeserver, signal: AbortSignal): Promise<Result<boolean>>;
	/** `off`: the homeserver resets no passwords by mail. */
	resetMail(
		server: Homeserver,
		nextLink: string,
		signal: AbortSignal
	): Promise<Result<'accepted' | 'linkRefused' | 'off'>>;
	/** undefined when nobody is named. */
	support(server: Homeserver, signal: AbortSignal): Promise<Result<SupportContact | undefined>>;
}
