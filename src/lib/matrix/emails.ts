import { boolean, object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { baseUrlOf } from '$lib/base/url';
import type { EmailsPort } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { confirmedRequest } from './confirmed';
import { rowsFor } from './error-rows';
import { askForMail, isSid } from './mail-request';
import { sdkHttp } from './sdk-http';

const ACCOUNT = '/_matrix/client/v3/account/3pid';
const anything = record(string(), unknown());

/** Asks for the mail whose link confirms an address that shall be added. */
export const requestMail: EmailsPort['requestMail'] = (mail, signal) =>
	askForMail(
		mail,
		(body, timeoutMs) => {
			const path = `${ACCOUNT}/email/requestToken`;
			return asUser(sdkHttp, { method: 'POST', path, body, signal, timeoutMs });
		},
		'account'
	);

const codeSchema = object({ sid: string(), submit_url: optional(unknown()) });

/** Asks for a text message with a code (client-server API, `POST /account/3pid/msisdn/requestToken`). */
export const requestCode: EmailsPort['requestCode'] = async (asked, signal) => {
	const path = `${ACCOUNT}/msisdn/requestToken`;
	const { number, country, clientSecret, attempt } = asked;
	const body = {
		phone_number: number,
		country,
		client_secret: clientSecret,
		send_attempt: attempt
	};
	const answer = await asUser(sdkHttp, { method: 'POST', path, body, signal });
	const read = readAnswer(answer, codeSchema, rowsFor.phone);
	if (!read.ok) return read;
	const { sid, submit_url } = read.value;
	// Without a place for the code, what has to be done with it is not for a page to know.
	const submitUrl = baseUrlOf(submit_url);
	if (!submitUrl) return fail({ kind: submit_url === undefined ? 'unsupported' : 'badAnswer' });
	return isSid(sid) ? ok({ sid, submitUrl }) : fail({ kind: 'badAnswer' });
};

/** Hands in the code of a text message (identity service API, `submitToken`): without the session's token. */
export const submitCode: EmailsPort['submitCode'] = async (given, signal) => {
	const { origin, pathname } = new URL(given.submitUrl);
	const { sid, clientSecret, code } = given;
	const body = { sid, client_secret: clientSecret, token: code };
	const answer = await sdkHttp.request({
		baseUrl: origin,
		method: 'POST',
		path: pathname,
		body,
		signal
	});
	const read = readAnswer(answer, object({ success: boolean() }), rowsFor.code);
	if (!read.ok) return read;
	return read.value.success ? ok(true) : fail({ kind: 'linkNotConfirmed' });
};

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
