import { object, optional, string, unknown } from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import { fail, ok, type Result } from '$lib/base/result';
import { httpUrl } from '$lib/base/url';
import { readAnswer } from './answers';
import { challengeFrom, isChallenge } from './challenge';
import { errorFrom, type Rows } from './errors';
import type { HttpAnswer } from './http';
import { lightHttp } from './light-http';
import type { IdentityProvider, RegistrationOffer } from './ports';
import { providersFrom } from './providers';
import { supportContact } from './support';

/** Whoever refuses the first question refuses everybody. */
const rows: readonly Rows[] = [{ M_FORBIDDEN: { kind: 'registrationClosed' } }];
const metadata = object({ issuer: string(), account_management_uri: optional(unknown()) });

/**
 * How a person can make an account: register flows and sign-in providers are asked side by side;
 * the OAuth 2.0 API only when the homeserver has no registration of its own.
 * @returns fails when the homeserver cannot say; failing providers alone take no form away
 * @throws the signal's reason when the caller aborts
 */
export async function registrationOffer(
	server: Homeserver,
	signal: AbortSignal
): Promise<Result<RegistrationOffer>> {
	const { baseUrl, serverName } = server;
	const [register, login] = await Promise.all([
		lightHttp.request({
			baseUrl,
			method: 'POST',
			path: '/_matrix/client/v3/register',
			body: {},
			signal
		}),
		lightHttp.request({ baseUrl, method: 'GET', path: '/_matrix/client/v3/login', signal })
	]);
	if (!register.ok) return register;
	const providers = providersFrom(login, serverName);
	const { status, body } = register.value;
	if (isChallenge(status, body)) {
		const challenge = challengeFrom(body);
		return challenge.ok ? ok({ kind: 'open', challenge: challenge.value, providers }) : challenge;
	}
	if (hasNoForm(register.value)) return withoutForm(server, providers, signal);
	return fail(status < 300 ? { kind: 'badAnswer' } : errorFrom(register.value, rows));
}

/** Refused to everybody, or not there at all. */
function hasNoForm(answer: HttpAnswer): boolean {
	const { kind } = errorFrom(answer, rows);
	return kind === 'registrationClosed' || (kind === 'unsupported' && answer.status < 500);
}

async function withoutForm(
	server: Homeserver,
	providers: readonly IdentityProvider[],
	signal: AbortSignal
): Promise<Result<RegistrationOffer>> {
	const own = await ownPage(server, signal);
	if (!own.ok) return own;
	if (own.value !== undefined) return ok({ kind: 'elsewhere', url: own.value });
	const contact = await supportContact(server, signal);
	return ok({ kind: 'closed', providers, ...(contact && { contact }) });
}

/**
 * The page on which a homeserver with the OAuth 2.0 API keeps accounts (client-server API, "Account
 * management").
 * @returns undefined where it has none; fails when it cannot tell
 * @throws the signal's reason when the caller aborts
 */
export async function ownPage(
	{ baseUrl }: Homeserver,
	signal: AbortSignal
): Promise<Result<string | undefined>> {
	const path = '/_matrix/client/v1/auth_metadata';
	const answer = await lightHttp.request({ baseUrl, method: 'GET', path, signal });
	// A web server's page for everything it does not know is no such API.
	if (!answer.ok && answer.error.kind !== 'badAnswer') return answer;
	const refusal = answer.ok ? answer.value : undefined;
	if (refusal && refusal.status < 300) return pageFrom(answer);
	// It has the API but cannot tell, or not now: no form of ours could work.
	if (refusal && (refusal.status >= 500 || refusal.status === 429)) return fail(errorFrom(refusal));
	return ok(undefined);
}

function pageFrom(answer: Result<HttpAnswer>): Result<string> {
	const found = readAnswer(answer, metadata);
	if (!found.ok) return found;
	const url = httpUrl(found.value.account_management_uri) ?? httpUrl(found.value.issuer);
	return url ? ok(url.href) : fail({ kind: 'badAnswer' });
}
