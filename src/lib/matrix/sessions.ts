import { record, string, unknown } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import type { SessionsPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { confirmedRequest } from './confirmed';
import { rowsFor } from './error-rows';
import { isPathPart } from './path-part';
import { sdkHttp } from './sdk-http';

const anything = record(string(), unknown());

/** A homeserver takes its time to sign out hundreds of sessions. */
const LONG_MS = 60_000;

/**
 * Renames a session (client-server API, "Device management").
 * @returns fails with `badAnswer` for an ID that no address can hold, whoever made it up
 */
export const rename: SessionsPort['rename'] = async (deviceId, name, signal) => {
	if (!isPathPart(deviceId)) return fail({ kind: 'badAnswer' });
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

/**
 * Signs sessions out, all of them with one confirmation (client-server API, "Device management").
 * One that is signed out already is no failure.
 */
export const remove: SessionsPort['remove'] = (deviceIds, auth, signal) =>
	confirmedRequest(
		{
			method: 'POST',
			path: '/_matrix/client/v3/delete_devices',
			body: { devices: deviceIds },
			signal,
			timeoutMs: LONG_MS
		},
		auth
	);
