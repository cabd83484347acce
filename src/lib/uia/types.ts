import type { Secret } from '$lib/base/secret';

/**
 * User-interactive authentication as the homeserver tells it (client-server API, "User-Interactive
 * Authentication API"): which flows it accepts, which stages are done, and what each stage needs.
 */
export interface Challenge {
	session?: string;
	flows?: readonly { readonly stages: readonly string[] }[];
	completed?: readonly string[];
	params?: Readonly<Record<string, unknown>>;
}

/** What a client sends for a stage: `auth` of a request. A missing type means "only look whether all is done". */
export type AuthData = { session: string } & (
	| { type?: undefined }
	| { type: 'm.login.dummy' | 'm.login.terms' }
	| {
			type: 'm.login.registration_token' | 'org.matrix.msc3231.login.registration_token';
			token: string;
	  }
	| { type: 'm.login.email.identity'; threepid_creds: { sid: string; client_secret: string } }
);

/** `auth` of a request that a signed-in person has to confirm; the layer that sends it reveals the password. */
export type ConfirmData =
	| AuthData
	| {
			session: string;
			type: 'm.login.password';
			/** The whole Matrix ID. */
			userId: string;
			password: Secret;
	  };
