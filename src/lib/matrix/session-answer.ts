import { object, optional, string, unknown } from 'zod/mini';
import { Secret } from '$lib/base/secret';
import type { Login, Tokens } from './ports';

/** What `POST /register` and `POST /login` answer; only the user's ID must be there. */
export const sessionSchema = object({
	user_id: string(),
	device_id: optional(unknown()),
	access_token: optional(unknown()),
	refresh_token: optional(unknown()),
	expires_in_ms: optional(unknown())
});

interface Answer {
	user_id: string;
	device_id?: unknown;
	access_token?: unknown;
}

/**
 * The session of an answer.
 * @returns undefined when there is none: no token was asked for, or it cannot be used
 */
export function loginFrom(answer: Answer): Login | undefined {
	const tokens = tokensFrom({ ...answer });
	const { user_id: userId, device_id: deviceId } = answer;
	return tokens && isText(deviceId) ? { userId, deviceId, ...tokens } : undefined;
}

/** The tokens of an answer; undefined when there is no access token. */
export function tokensFrom(answer: Record<string, unknown>): Tokens | undefined {
	const { access_token, refresh_token, expires_in_ms } = answer;
	if (!isText(access_token)) return undefined;
	return {
		accessToken: new Secret(access_token),
		...(isText(refresh_token) && { refreshToken: new Secret(refresh_token) }),
		...(isLifetime(expires_in_ms) && { expiresInMs: expires_in_ms })
	};
}

/** Whether a text can be a whole Matrix ID (appendices, "User Identifiers", historical ones too). */
export const isUserId = (text: string): boolean => /^@[^\s:]{0,254}:[^\s]{1,254}$/.test(text);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isLifetime = (value: unknown): value is number => typeof value === 'number' && value > 0;
