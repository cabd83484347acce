import { boolean, object } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { parsed, readAnswer } from './answers';
import { challengeFrom, isChallenge } from './challenge';
import { rowsFor } from './error-rows';
import { errorFrom, type Rows } from './errors';
import type { HttpAnswer } from './http';
import { askForMail } from './mail-request';
import type { RegisterAnswer, RegisterRequest, RegistrationPort } from './ports';
import { sdkHttp } from './sdk-http';
import { isUserId, loginFrom, sessionSchema } from './session-answer';

const REGISTER = '/_matrix/client/v3/register';
const LONGEST_NAME = 255;
// Synapse refuses a longer one without a code of its own.
const LONGEST_PASSWORD = 512;

/** `GET /register/available`; mind its limit: Synapse delays a second request within 2 s by 1 s. */
export const available: RegistrationPort['available'] = async ({ baseUrl }, username, signal) => {
	const path = `${REGISTER}/available`;
	const answer = await sdkHttp.request({
		baseUrl,
		method: 'GET',
		path,
		query: { username },
		signal
	});
	const read = readAnswer(answer, object({ available: boolean() }), rowsFor.available);
	if (!read.ok) return read;
	return read.value.available ? ok(true) : fail({ kind: 'usernameTaken' });
};

/** Whether a registration token can still be used (client-server API, "Token-authenticated registration"). */
export const tokenValid: RegistrationPort['tokenValid'] = async ({ baseUrl }, token, signal) => {
	const path = '/_matrix/client/v1/register/m.login.registration_token/validity';
	const answer = await sdkHttp.request({
		baseUrl,
		method: 'GET',
		path,
		query: { token },
		signal
	});
	const read = readAnswer(answer, object({ valid: boolean() }), rowsFor.tokenValidity);
	if (read.ok) return ok(read.value.valid);
	// Without the endpoint nobody can tell before the stage itself does.
	return read.error.kind === 'unsupported' ? ok(true) : read;
};

/** Asks for the mail whose link confirms an address. */
export const requestMail: RegistrationPort['requestMail'] = ({ baseUrl }, mail, signal) =>
	askForMail(mail, (body, timeoutMs) => {
		const path = `${REGISTER}/email/requestToken`;
		return sdkHttp.request({ baseUrl, method: 'POST', path, body, signal, timeoutMs });
	});

/** One request of a registration (client-server API, "Account registration and management"). */
export const register: RegistrationPort['register'] = async ({ baseUrl }, request, signal) => {
	const { parameters, auth } = request;
	const password = parameters?.password.reveal() ?? '';
	if ((parameters?.username.length ?? 0) > LONGEST_NAME) return fail({ kind: 'usernameInvalid' });
	if (Array.from(password).length > LONGEST_PASSWORD) return fail({ kind: 'passwordTooLong' });
	const body = bodyOf(request);
	const answer = await sdkHttp.request({ baseUrl, method: 'POST', path: REGISTER, body, signal });
	if (!answer.ok) return answer;
	if (answer.value.status < 300) return done(answer.value);
	if (isChallenge(answer.value.status, answer.value.body)) return challenged(answer.value, auth);
	return fail(errorFrom(answer.value, rowsOf(auth)));
};

/** Device and its name stay as the first request had them. */
function bodyOf(request: RegisterRequest) {
	const { auth, parameters, inhibitLogin } = request;
	if (parameters)
		return {
			auth,
			username: parameters.username,
			password: parameters.password.reveal(),
			device_id: parameters.deviceId,
			initial_device_display_name: parameters.deviceName,
			...(inhibitLogin ? { inhibit_login: true } : { refresh_token: true })
		};
	return inhibitLogin ? { auth, username: request.username, inhibit_login: true } : { auth };
}

function done({ body }: HttpAnswer): Result<RegisterAnswer> {
	const account = parsed(sessionSchema, body);
	if (!account.ok || !isUserId(account.value.user_id)) return fail({ kind: 'badAnswer' });
	const login = loginFrom(account.value);
	return ok({ kind: 'done', userId: account.value.user_id, ...(login && { login }) });
}

function challenged(answer: HttpAnswer, auth: RegisterRequest['auth']): Result<RegisterAnswer> {
	const read = challengeFrom(answer.body);
	if (!read.ok) return read;
	const { session } = read.value;
	// A homeserver that no longer knows the session may begin another without a word.
	if (session !== undefined && session !== auth.session) return fail({ kind: 'uiaExpired' });
	const refused =
		typeof answer.body === 'object' && answer.body !== null && 'errcode' in answer.body;
	const refusal = refused ? errorFrom(answer, rowsOf(auth)) : undefined;
	return ok({ kind: 'challenge', challenge: read.value, ...(refusal && { refusal }) });
}

function rowsOf({ type }: RegisterRequest['auth']): readonly Rows[] {
	switch (type) {
		case 'm.login.email.identity':
			return rowsFor.emailStage;
		case 'm.login.registration_token':
		case 'org.matrix.msc3231.login.registration_token':
			return rowsFor.tokenStage;
		default:
			return rowsFor.otherStage;
	}
}
