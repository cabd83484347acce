import * as z from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import { Secret } from '$lib/base/secret';
import { readStored, removeStored, writeStored } from './storage';

/** Who is signed in, in this tab. */
export interface Account {
	server: Homeserver;
	userId: string;
	deviceId: string;
	accessToken: Secret;
	refreshToken?: Secret;
	/** Milliseconds since the epoch; undefined when the token does not end by itself. */
	expiresAt?: number;
}

const KEY = 'account';
const schema = z.object({
	server: z.object({ baseUrl: z.string(), serverName: z.string() }),
	userId: z.string(),
	deviceId: z.string(),
	accessToken: z.string(),
	refreshToken: z.optional(z.string()),
	expiresAt: z.optional(z.number())
});

/** Keeps a session for as long as the tab is open: the only place where a token is stored. */
export function keepAccount(account: Account): void {
	writeStored('tab', KEY, {
		...account,
		accessToken: account.accessToken.reveal(),
		refreshToken: account.refreshToken?.reveal()
	});
}

/** The session of this tab, if somebody is signed in. */
export function currentAccount(): Account | undefined {
	const stored = readStored('tab', KEY, schema);
	if (!stored) return undefined;
	const { accessToken, refreshToken, expiresAt, ...rest } = stored;
	return {
		...rest,
		accessToken: new Secret(accessToken),
		...(refreshToken === undefined ? {} : { refreshToken: new Secret(refreshToken) }),
		...(expiresAt === undefined ? {} : { expiresAt })
	};
}

/** Forgets the session of this tab. Signing out at the homeserver is the caller's affair. */
export function forgetAccount(): void {
	removeStored('tab', KEY);
}
