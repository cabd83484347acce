import {
	array,
	nullish,
	number,
	object,
	record,
	string,
	unknown,
	type infer as Infer
} from 'zod/mini';
import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import type { AdminTokensPort, RegistrationToken } from '../admin-ports';
import type { Rows } from '../errors';
import { readAdmin } from './as-admin';
import { askAdmin } from './user-paths';

const PATH = 'v1/registration_tokens';

const tokenSchema = object({
	token: string(),
	uses_allowed: nullish(number()),
	pending: number(),
	completed: number(),
	expiry_time: nullish(number())
});
const listSchema = object({ registration_tokens: array(tokenSchema) });
const anything = record(string(), unknown());

const isGone = (error: PortalError): boolean =>
	error.kind === 'unknown' && error.errcode === 'M_NOT_FOUND';
/** What was asked for has a fault that the page has not seen. */
const refused: Rows = { M_INVALID_PARAM: { kind: 'refused', detail: '' } };

function tokenFrom(told: Infer<typeof tokenSchema>): RegistrationToken {
	const { token, pending, completed, uses_allowed: uses, expiry_time: expires } = told;
	return {
		token,
		pending,
		completed,
		...(typeof uses === 'number' && { usesAllowed: uses }),
		...(typeof expires === 'number' && { expiresAt: expires })
	};
}

/** All invitations, used up and expired ones too (Admin API, "Registration Tokens"). */
export const tokens: AdminTokensPort['tokens'] = async (signal) => {
	const told = readAdmin(await askAdmin([PATH], { method: 'GET', signal }), listSchema);
	return told.ok ? ok(told.value.registration_tokens.map(tokenFrom)) : told;
};

/** One invitation, as the homeserver has it. */
async function one(token: string, signal: AbortSignal): Promise<Result<RegistrationToken>> {
	const told = readAdmin(
		await askAdmin([PATH, { part: token }], { method: 'GET', signal }),
		tokenSchema
	);
	return told.ok ? ok(tokenFrom(told.value)) : told;
}

/**
 * Makes an invitation (Admin API, "Create token"). It can be asked for again after a lost answer: a
 * token that is there already, by the name that only this page knows, is the one that was asked for.
 */
export const createToken: AdminTokensPort['createToken'] = async (given, signal) => {
	const { token, usesAllowed = null, expiresAt = null } = given;
	const body = { token, uses_allowed: usesAllowed, expiry_time: expiresAt };
	const answer = await askAdmin([PATH, 'new'], { method: 'POST', body, signal });
	const told = readAdmin(answer, tokenSchema, [refused]);
	if (told.ok) return ok(tokenFrom(told.value));
	const there = told.error.kind === 'refused' ? await one(token, signal) : told;
	return there.ok ? there : told;
};

/** Revokes an invitation (Admin API, "Delete token"); one that is gone already is no failure. */
export const revokeToken: AdminTokensPort['revokeToken'] = async (token, signal) => {
	const told = readAdmin(
		await askAdmin([PATH, { part: token }], { method: 'DELETE', signal }),
		anything
	);
	return told.ok || isGone(told.error) ? ok(true) : told;
};
