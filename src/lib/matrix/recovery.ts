import type { Homeserver } from '$lib/base/homeserver';
import { fail, ok, type Result } from '$lib/base/result';
import type { AuthData } from '$lib/uia/types';
import { challengeFrom, isChallenge } from './challenge';
import { rowsFor } from './error-rows';
import { errorFrom, type Rows } from './errors';
import type { HttpAnswer } from './http';
import { askForMail } from './mail-request';
import { ownPage } from './offer';
import type { RecoveryPort, ResetProof, ResetStart } from './ports';
import { sdkHttp } from './sdk-http';
import { supportContact } from './support';

const PATH = '/_matrix/client/v3/account/password';
const EMAIL = 'm.login.email.identity';
// Synapse refuses a longer one without a code of its own.
const LONGEST_PASSWORD = 512;

const rows: readonly Rows[] = [
	{
		M_UNAUTHORIZED: { kind: 'linkNotConfirmed' },
		// The session is gone, or belongs to another request.
		'400 M_UNKNOWN': { kind: 'uiaExpired' },
		'403 M_UNKNOWN': { kind: 'uiaExpired' },
		// The address was taken from the account meanwhile.
		M_NOT_FOUND: { kind: 'emailNotFound' },
		M_BAD_JSON: { kind: 'passwordTooLong' }
	},
	...rowsFor.session
];

/** Every request of a reset says the same: Synapse warns that it may refuse another one some day. */
const send = (
	{ baseUrl }: Homeserver,
	body: { auth?: AuthData; new_password?: string },
	signal: AbortSignal
): Promise<Result<HttpAnswer>> =>
	sdkHttp.request({
		baseUrl,
		method: 'POST',
		path: PATH,
		body: { ...body, logout_devices: true },
		signal
	});

/** Begins a reset (client-server API, "Password management"). */
export const begin: RecoveryPort['begin'] = async (server, signal) => {
	const answer = await send(server, {}, signal);
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	if (!isChallenge(status, body)) return withoutReset(server, answer.value, signal);
	const challenge = challengeFrom(body);
	if (!challenge.ok) return challenge;
	const { session, flows = [] } = challenge.value;
	if (session === undefined) return fail({ kind: 'badAnswer' });
	const byEmail = flows.some(({ stages }) => stages.every((stage) => stage === EMAIL));
	return ok(byEmail ? { kind: 'open', session } : { kind: 'closed' });
};

async function withoutReset(
	server: Homeserver,
	answer: HttpAnswer,
	signal: AbortSignal
): Promise<Result<ResetStart>> {
	const error = errorFrom(answer);
	const isNowhere = error.kind === 'unsupported' && answer.status < 500;
	if (!isNowhere && error.kind !== 'refused')
		return fail(answer.status < 300 ? { kind: 'badAnswer' } : error);
	const own = await ownPage(server, signal);
	if (!own.ok) return own;
	return ok(own.value === undefined ? { kind: 'closed' } : { kind: 'elsewhere', url: own.value });
}

/** Asks for the mail whose link allows a new password. */
export const requestMail: RecoveryPort['requestMail'] = ({ baseUrl }, mail, signal) =>
	askForMail(
		mail,
		(body, timeoutMs) => {
			const path = `${PATH}/email/requestToken`;
			return sdkHttp.request({ baseUrl, method: 'POST', path, body, signal, timeoutMs });
		},
		'account'
	);

/**
 * Asks without a new password. Nothing says in so many words that the link is confirmed: the
 * homeserver then misses the password, each in its own way; Synapse breaks off with a 500 M_UNKNOWN.
 */
export const ask: RecoveryPort['ask'] = async (server, proof, signal) => {
	const answer = await send(server, { auth: authOf(proof) }, signal);
	if (!answer.ok) return answer;
	return missesPassword(answer.value) ? ok(true) : read(answer.value, proof, ok(true));
};

function missesPassword({ status, body }: HttpAnswer): boolean {
	const code = typeof body === 'object' && body !== null && 'errcode' in body && body.errcode;
	return (
		(status === 500 && code === 'M_UNKNOWN') ||
		(status === 400 && (code === 'M_MISSING_PARAM' || code === 'M_BAD_JSON'))
	);
}

/** Sends the new password; the session remembers that the link was confirmed. */
export const finish: RecoveryPort['finish'] = async (server, proof, newPassword, signal) => {
	const password = newPassword.reveal();
	if (Array.from(password).length > LONGEST_PASSWORD) return fail({ kind: 'passwordTooLong' });
	const auth = { session: proof.session };
	const answer = await send(server, { auth, new_password: password }, signal);
	return answer.ok ? read(answer.value, proof, fail({ kind: 'badAnswer' })) : answer;
};

const authOf = ({ session, sid, clientSecret }: ResetProof): AuthData => ({
	session,
	type: EMAIL,
	threepid_creds: { sid, client_secret: clientSecret }
});

/** @param confirmed what it means when the link is confirmed, and something else is missing */
function read(answer: HttpAnswer, { session }: ResetProof, confirmed: Result<true>): Result<true> {
	if (answer.status < 300) return ok(true);
	if (!isChallenge(answer.status, answer.body)) return fail(errorFrom(answer, rows));
	const challenge = challengeFrom(answer.body);
	if (!challenge.ok) return challenge;
	// A homeserver that no longer knows the session may begin another without a word.
	if ((challenge.value.session ?? session) !== session) return fail({ kind: 'uiaExpired' });
	return challenge.value.completed?.includes(EMAIL)
		? confirmed
		: fail({ kind: 'linkNotConfirmed' });
}

/** Whom to ask, from `/.well-known/matrix/support`. */
export const contact: RecoveryPort['contact'] = async (server, signal) =>
	ok(await supportContact(server, signal));
