import { fail, ok, type Result } from '$lib/base/result';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import type { Login, LoginPort } from './ports';
import { sdkHttp } from './sdk-http';
import { isUserId, loginFrom, sessionSchema } from './session-answer';

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
	if (!read.ok) return read;
	const login = isUserId(read.value.user_id) ? loginFrom(read.value) : undefined;
	return login ? ok(login) : fail({ kind: 'badAnswer' });
};
