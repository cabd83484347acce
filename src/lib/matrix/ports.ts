import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import type { PasswordPolicy } from '$lib/base/password-policy';
import type { Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { AuthData, Challenge } from '$lib/uia/types';

/** A provider of single sign-on, as `GET /login` lists it. */
export interface IdentityProvider {
	id: string;
	name: string;
	brand?: string;
}

/** Whom to ask when the portal cannot help: from `/.well-known/matrix/support` or the configuration. */
export interface SupportContact {
	matrixId?: string;
	email?: string;
	/** http(s) only. */
	page?: string;
}

/** How a person can make an account on a homeserver. */
export type RegistrationOffer =
	| { kind: 'open'; challenge: Challenge; providers: readonly IdentityProvider[] }
	/** No form: but providers may still make accounts. */
	| { kind: 'closed'; providers: readonly IdentityProvider[]; contact?: SupportContact }
	/** The homeserver has the OAuth 2.0 API: accounts are made on its own page. */
	| { kind: 'elsewhere'; url: string };

export interface HomeserverPort {
	/** `text`: a domain, a URL or a whole Matrix ID. Fails with a `homeserver…`, `notHomeserver` or `wellKnownBroken` kind. */
	find(text: string, signal: AbortSignal): Promise<Result<Homeserver>>;
	/** Register flows and sign-in providers, side by side. */
	offer(server: Homeserver, signal: AbortSignal): Promise<Result<RegistrationOffer>>;
	/** Fails softly: a homeserver without the endpoint has no policy. */
	passwordPolicy(server: Homeserver, signal: AbortSignal): Promise<Result<PasswordPolicy>>;
}

/** Everything `POST /register` may carry besides `auth`. */
export interface RegisterParameters {
	username: string;
	password: Secret;
	deviceId: string;
	deviceName: string;
}

/**
 * One request of a registration. Synapse takes anything beside `auth` in a later request as new
 * parameters, all of them: a username that is left out is forgotten, and the account gets a number
 * for a name. So a later request carries `auth` alone, or the username too.
 */
export type RegisterRequest = {
	auth: AuthData;
	/** Not sent: the homeserver keeps the one of `parameters`, so a repeated request ends in the same session. */
	deviceId?: string;
} & (
	| {
			/**
			 * In the first full request: afterwards the homeserver keeps them with the UIA session, the
			 * password for good. Another password needs another UIA session.
			 */
			parameters: RegisterParameters;
			inhibitLogin?: boolean;
	  }
	| { parameters?: undefined; inhibitLogin?: undefined }
	/** Make the account but no session: a second device finishes, or a lost answer is asked for again. */
	| { parameters?: undefined; inhibitLogin: true; username: string }
);

export type RegisterAnswer =
	| { kind: 'done'; userId: string; login?: Login }
	/** 401 of UIA: more stages. `error` when the stage that was sent is refused or not confirmed yet. */
	| { kind: 'challenge'; challenge: Challenge; refusal?: PortalError };

/** What a session is used with. */
export interface Tokens {
	accessToken: Secret;
	refreshToken?: Secret;
	expiresInMs?: number;
}

/** A new session, as `POST /register` and `POST /login` give it. */
export interface Login extends Tokens {
	userId: string;
	deviceId: string;
}

/** What identifies one email validation. `attempt` grows for each new mail with the same secret. */
export interface MailRequest {
	address: string;
	clientSecret: string;
	attempt: number;
	/** Where the link ends after it validated; left out when the operator's whitelist refuses it. */
	nextLink?: string;
}

export interface RegistrationPort {
	/** Succeeds when the name is free; fails with `usernameTaken`, `usernameInvalid`, `usernameReserved`, … */
	available(server: Homeserver, username: string, signal: AbortSignal): Promise<Result<true>>;
	/** `GET /_matrix/client/v1/register/m.login.registration_token/validity` */
	tokenValid(server: Homeserver, token: string, signal: AbortSignal): Promise<Result<boolean>>;
	/** `POST /register/email/requestToken`; answers the sid. `nextLinkRefused` when the whitelist refuses the link. */
	requestMail(
		server: Homeserver,
		mail: MailRequest,
		signal: AbortSignal
	): Promise<Result<{ sid: string }>>;
	/** `POST /register`. Fails with `uiaExpired` when the homeserver no longer knows the UIA session. */
	register(
		server: Homeserver,
		request: RegisterRequest,
		signal: AbortSignal
	): Promise<Result<RegisterAnswer>>;
}

/** How a reset of the password begins. */
export type ResetStart =
	| { kind: 'open'; session: string }
	/** The homeserver has the OAuth 2.0 API: passwords are reset on its own page. */
	| { kind: 'elsewhere'; url: string }
	/** Nobody resets a password there by email. */
	| { kind: 'closed' };

/** What identifies a reset: its UIA session, and the validation of its mail. */
export interface ResetProof {
	session: string;
	sid: string;
	clientSecret: string;
}

/**
 * A lost password. None of these requests carries an access token, whoever is signed in: with one,
 * the homeserver would take it for a change of that account's password.
 */
export interface RecoveryPort {
	/** `POST /account/password` without a proof: begins a UIA session. */
	begin(server: Homeserver, signal: AbortSignal): Promise<Result<ResetStart>>;
	/** `POST /account/password/email/requestToken`; as in a registration. */
	requestMail(
		server: Homeserver,
		mail: MailRequest,
		signal: AbortSignal
	): Promise<Result<{ sid: string }>>;
	/**
	 * Whether the link was opened. Fails with `linkNotConfirmed` until then, and with `uiaExpired` when
	 * the homeserver no longer knows the UIA session. It costs no password check.
	 */
	ask(server: Homeserver, proof: ResetProof, signal: AbortSignal): Promise<Result<true>>;
	/**
	 * Sets the new password and signs out all sessions. Once the link is confirmed, repeating it
	 * succeeds again. Fails with a kind of password when the homeserver's policy refuses it.
	 */
	finish(
		server: Homeserver,
		proof: ResetProof,
		newPassword: Secret,
		signal: AbortSignal
	): Promise<Result<true>>;
	/** Whom to ask, where the homeserver publishes it. */
	contact(server: Homeserver, signal: AbortSignal): Promise<Result<SupportContact | undefined>>;
}

export interface LoginPort {
	/** Where single sign-on begins: `/login/sso/redirect/{idp}?redirectUrl=…` */
	ssoUrl(server: Homeserver, provider: IdentityProvider, returnTo: string): string;
	/**
	 * `POST /login` with `m.login.token`. Fails with `ssoExpired` when the token is spent or too old,
	 * and with `ssoAnswerLost` when it may have been spent by a try whose answer did not arrive.
	 */
	redeem(
		server: Homeserver,
		loginToken: Secret,
		deviceName: string,
		signal: AbortSignal
	): Promise<Result<Login>>;
}

export interface AccountPort {
	/** Whose session it is. Fails with `sessionEnded` when it is nobody's any more. */
	whoami(
		server: Homeserver,
		token: Secret,
		signal: AbortSignal
	): Promise<Result<{ userId: string; deviceId?: string }>>;
	/** `POST /refresh`. Without a new refresh token the old one stays in use. */
	refresh(server: Homeserver, refreshToken: Secret, signal: AbortSignal): Promise<Result<Tokens>>;
	/**
	 * `POST /logout`. Succeeds too when the session had ended already; fails with `sessionEnded`,
	 * soft, when the token has only run out: refresh it first, else the session stays.
	 */
	logout(server: Homeserver, token: Secret, signal: AbortSignal): Promise<Result<true>>;
	/**
	 * Signs out at the homeserver whoever is signed in in this tab; the session's end here is the
	 * caller's affair. Fails with `sessionEnded` when its tokens are of no use any more.
	 */
	endSession(signal: AbortSignal): Promise<Result<true>>;
}
