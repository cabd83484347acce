import { object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import type { AccountPort } from './ports';
import { sdkHttp } from './sdk-http';
import { isUserId } from './session-answer';

const whoamiSchema = object({ user_id: string(), device_id: optional(string()) });
const anything = record(string(), unknown());

/** Whose session a token belongs to (client-server API, "Client authentication"). */
export const whoami: AccountPort['whoami'] = async ({ baseUrl }, token, signal) => {
	const path = '/_matrix/client/v3/account/whoami';
	const answer = await sdkHttp.request({ baseUrl, method: 'GET', path, token, signal });
	const read = readAnswer(answer, whoamiSchema, rowsFor.session);
	if (!read.ok) return read;
	const { user_id: userId, device_id: deviceId } = read.value;
	if (!isUserId(userId)) return fail({ kind: 'badAnswer' });
	return ok({ userId, ...(deviceId !== undefined && { deviceId }) });
};

/** Ends a session. */
export const logout: AccountPort['logout'] = async ({ baseUrl }, token, signal) => {
	const path = '/_matrix/client/v3/logout';
	const answer = await sdkHttp.request({
		baseUrl,
		method: 'POST',
		path,
		body: {},
		token,
		signal
	});
	const read = readAnswer(answer, anything, rowsFor.session);
	if (read.ok) return ok(true);
	// Gone already is what was wanted; a token that has only run out leaves its session behind.
	return read.error.kind === 'sessionEnded' && !read.error.soft ? ok(true) : read;
};
