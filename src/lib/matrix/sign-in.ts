import { fail, ok } from '$lib/base/result';
import type { Identifier, SignInPort } from './account-ports';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import { sdkHttp } from './sdk-http';
import { isUserId, loginFrom, sessionSchema } from './session-answer';

const LOGIN = '/_matrix/client/v3/login';

/** `POST /login` with a password (client-server API, "Login"). */
export const withPassword: SignInPort['withPassword'] = async (
	{ baseUrl },
	{ identifier, password, deviceId, deviceName },
	signal
) => {
	const answer = await sdkHttp.request({
		baseUrl,
		method: 'POST',
		path: LOGIN,
		body: {
			type: 'm.login.password',
			identifier: identifierBody(identifier),
			password: password.reveal(),
			device_id: deviceId,
			initial_device_display_name: deviceName,
			refresh_token: true
		},
		signal
	});
	const rows = 'email' in identifier ? rowsFor.signInByEmail : rowsFor.signIn;
	const read = readAnswer(answer, sessionSchema, rows);
	if (!read.ok) return read;
	const login = isUserId(read.value.user_id) ? loginFrom(read.value) : undefined;
	return login ? ok(login) : fail({ kind: 'badAnswer' });
};

function identifierBody(identifier: Identifier) {
	if ('user' in identifier) return { type: 'm.id.user', user: identifier.user };
	return { type: 'm.id.thirdparty', medium: 'email', address: identifier.email };
}
