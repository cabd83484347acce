import * as z from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import { Secret } from '$lib/base/secret';
import { clearTab, readStored, removeStored, writeStored } from './storage';
import { forgetWaiting } from './waiting';

/** Who is signed in, in this tab. */
export interface Account {
	server: Homeserver;
	userId: string;
	deviceId: string;
	accessToken: Secret;
	refreshToken?: Secret;
	/** Milliseconds since the epoch; undefined when the token does not end by itself. */
	expiresAt?: number;
	/** How often the session's tokens were renewed: the highest one, over all tabs, is the one that counts. */
	generation?: number;
}

const KEY = 'account';
const stored = z.object({
	server: z.object({ baseUrl: z.string(), serverName: z.string() }),
	userId: z.string(),
	deviceId: z.string(),
	accessToken: z.string(),
	refreshToken: z.optional(z.string()),
	expiresAt: z.optional(z.number()),
	generation: z.optional(z.number())
});

/** Keeps a session for as long as the tab is open: the only place where a token is stored. */
export function keepAccount(account: Account): void {
	// Whoever signs in once more to the same session is ahead of the tabs that were there before.
	const last = lastGeneration(account.deviceId);
	const generation = account.generation ?? (last === 0 ? 0 : last + 1);
	if (generation > last) writeStored('browser', generationKey(account.deviceId), generation);
	writeStored('tab', KEY, packed(generation === 0 ? account : { ...account, generation }));
}

/** Keeps a session that has just been made. */
export function keepLogin(
	server: Homeserver,
	{ expiresInMs, ...login }: Omit<Account, 'server' | 'expiresAt'> & { expiresInMs?: number }
): void {
	const expiry = expiresInMs === undefined ? {} : { expiresAt: Date.now() + expiresInMs };
	keepAccount({ server, ...login, ...expiry });
}

/** The session of this tab, if somebody is signed in. */
export function currentAccount(): Account | undefined {
	return unpacked(readStored('tab', KEY, stored));
}

/** Forgets the session of this tab. Signing out at the homeserver is the caller's affair. */
export function forgetAccount(): void {
	removeStored('tab', KEY);
}

/** Forgets a session that was signed out, with everything that its pages have kept. */
export function wipeAccount({ deviceId }: Pick<Account, 'deviceId'>): void {
	clearTab();
	forgetWaiting('emails');
	removeStored('browser', generationKey(deviceId));
}

/** Whether two are the same session, each with tokens of its own. */
export const isSameSession = (a: SessionId, b: SessionId): boolean =>
	a.deviceId === b.deviceId && a.userId === b.userId && a.server.baseUrl === b.server.baseUrl;
export type SessionId = Pick<Account, 'server' | 'userId' | 'deviceId'>;

/** The highest generation of a session's tokens that any tab of this browser has had. */
export const lastGeneration = (deviceId: string): number =>
	readStored('browser', generationKey(deviceId), z.number()) ?? 0;

/** As text, for storage and for the other tabs of this browser; nowhere else. */
export const packed = (account: Account): Record<string, unknown> => ({
	...account,
	accessToken: account.accessToken.reveal(),
	refreshToken: account.refreshToken?.reveal()
});

/** The account of a packed one; undefined when it is none. */
export function unpacked(given: unknown): Account | undefined {
	const parsed = z.safeParse(stored, given);
	if (!parsed.success) return undefined;
	const { accessToken, refreshToken, expiresAt, generation, ...rest } = parsed.data;
	return {
		...rest,
		accessToken: new Secret(accessToken),
		...(refreshToken !== undefined && { refreshToken: new Secret(refreshToken) }),
		...(expiresAt !== undefined && { expiresAt }),
		...(generation !== undefined && { generation })
	};
}

const generationKey = (deviceId: string) => `generation.${deviceId}`;
