import { record, string, unknown } from 'zod/mini';
import { ok } from '$lib/base/result';
import type { EmailsPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { confirmedRequest } from './confirmed';
import { rowsFor } from './error-rows';
import { askForMail } from './mail-request';
import { sdkHttp } from './sdk-http';

const ACCOUNT = '/_matrix/client/v3/account/3pid';
const anything = record(string(), unknown());

/** Asks for the mail whose link confirms an address that shall be added. */
export const requestMail: EmailsPort['requestMail'] = (mail, signal) =>
	askForMail(mail, (body, timeoutMs) =>
		asUser(sdkHttp, {
			method: 'POST',
			path: `${ACCOUNT}/email/requestToken`,
			body,
			signal,
			timeoutMs
		})
	);

/** Adds a confirmed address (client-server API, "Adding Account Administrative Contact Information"). */
export const add: EmailsPort['add'] = ({ clientSecret, sid, auth }, signal) =>
	confirmedRequest(
		{
			method: 'POST',
			path: `${ACCOUNT}/add`,
			body: { client_secret: clientSecret, sid },
			signal
		},
		auth
	);

/** Removes an address or a phone number; the homeserver asks for no confirmation. */
export const remove: EmailsPort['remove'] = async ({ medium, address }, signal) => {
	const path = `${ACCOUNT}/delete`;
	const answer = await asUser(sdkHttp, { method: 'POST', path, body: { medium, address }, signal });
	const read = readAnswer(answer, anything, rowsFor.session);
	return read.ok ? ok(true) : read;
};
