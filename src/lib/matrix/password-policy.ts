import { record, string, unknown } from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import { ok, type Result } from '$lib/base/result';
import { readAnswer } from './answers';
import { lightHttp } from './light-http';
import type { PasswordPolicy } from '$lib/base/password-policy';

const schema = record(string(), unknown());
const LONGEST_PASSWORD = 512;

/**
 * `GET /_matrix/client/v3/password_policy` (Synapse's, after MSC2000). A homeserver without it, or
 * with an unreadable one, has no policy.
 * @returns fails only when the homeserver could not be reached
 * @throws the signal's reason when the caller aborts
 */
export async function passwordPolicy(
	{ baseUrl }: Homeserver,
	signal: AbortSignal
): Promise<Result<PasswordPolicy>> {
	const path = '/_matrix/client/v3/password_policy';
	const answer = await lightHttp.request({ baseUrl, method: 'GET', path, signal });
	if (!answer.ok && answer.error.kind !== 'badAnswer') return answer;
	const policy = readAnswer(answer, schema);
	return ok(policy.ok ? policyFrom(policy.value) : {});
}

function policyFrom(policy: Record<string, unknown>): PasswordPolicy {
	const length = policy['m.minimum_length'];
	const requires = (what: string) => policy[`m.require_${what}`] === true;
	return {
		...(isLength(length) && { minimumLength: length }),
		...(requires('digit') && { requireDigit: true }),
		...(requires('symbol') && { requireSymbol: true }),
		...(requires('lowercase') && { requireLowercase: true }),
		...(requires('uppercase') && { requireUppercase: true })
	};
}

/** A length that no password can have is a mistake of the operator's, and would only lock people out. */
const isLength = (value: unknown): value is number =>
	Number.isInteger(value) && Number(value) > 0 && Number(value) <= LONGEST_PASSWORD;
