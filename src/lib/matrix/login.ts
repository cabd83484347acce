import type { PortalError } from '$lib/base/errors';
import { isLost } from '$lib/base/lost-answers';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import type { Login, LoginPort } from './ports';
import { sdkHttp } from './sdk-http';
import { isUserId, loginFrom, sessionSchema } from './session-answer';

/** Tokens that were sent without an answer: each works once, so that it may be spent by now. */
const unanswered = new WeakSet<Secret>();

/** What came of a try, with those before it in mind. */
function afterEarlierTries(token: Secret, error: PortalError): PortalError {
	if (isLost(error)) unanswered.add(token);
	return error.kind === 'ssoExpired' && unanswered.has(token) ? { kind: 'ssoAnswerLost' } : error;
}

/** `POST /login` with the token that single sign-on came back with (client-server API, "Login"). */
export const redeem: LoginPort['redeem'] = async (
	{ baseUrl },
	loginToken,
	deviceName,
	signal
): Promise<Result<Login>> => {
	const answer = await sdkHttp.request({
		baseUrl,
		method: 'POST',
		path: '/_matrix/client/v3/login',
		body: {
			type: 'm.login.token',
			token: loginToken.reveal(),
			initial_device_display_name: deviceName,
			refresh_token: true
		},
		signal
	});
	const read = readAnswer(answer, sessionSchema, rowsFor.redeem);
	if (!read.ok) return fail(afterEarlierTries(loginToken, read.error));
	const login = isUserId(read.value.user_id) ? loginFrom(read.value) : undefined;
	return login ? ok(login) : fail({ kind: 'badAnswer' });
};
