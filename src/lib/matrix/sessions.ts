import { record, string, unknown } from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SessionsPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { confirmedRequest } from './confirmed';
import { rowsFor } from './error-rows';
import { sdkHttp } from './sdk-http';

const anything = record(string(), unknown());

/** Renames a session (client-server API, "Device management"). */
export const rename: SessionsPort['rename'] = async (deviceId, name, signal) => {
	const path = `/_matrix/client/v3/devices/${encodeURIComponent(deviceId)}`;
	const answer = await asUser(sdkHttp, {
		method: 'PUT',
		path,
		body: { display_name: name },
		signal
	});
	const read = readAnswer(answer, anything, rowsFor.session);
	return read.ok ? ok(true) : read;
};

/** Signs sessions out, all of them with one confirmation. */
export const remove: SessionsPort['remove'] = (deviceIds, auth, signal) =>
	confirmedRequest(
		{
			method: 'POST',
			path: '/_matrix/client/v3/delete_devices',
			body: { devices: deviceIds },
			signal
		},
		auth
	);
