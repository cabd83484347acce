import { array, object, string, unknown } from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SetUpPort } from './account-ports';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import { errorFrom } from './errors';
import { lightHttp } from './light-http';
import { supportContact } from './support';

/** What the homeserver speaks (client-server API, `GET /versions`). */
export const versions: SetUpPort['versions'] = async ({ baseUrl }, signal) => {
	const path = '/_matrix/client/versions';
	const answer = await lightHttp.request({ baseUrl, method: 'GET', path, signal });
	const read = readAnswer(answer, object({ versions: array(string()) }));
	return read.ok ? ok(read.value.versions) : read;
};

/**
 * Synapse answers whatever it does not know below `/_synapse/client` in JSON and to every origin; a
 * proxy that does not forward the path answers with a page of its own, which cannot be read.
 */
export const resetPages: SetUpPort['resetPages'] = async ({ baseUrl }, signal) => {
	const path = '/_synapse/client/vestibule_set_up_check';
	const answer = await lightHttp.request({ baseUrl, method: 'GET', path, signal });
	if (!answer.ok) return answer.error.kind === 'offline' ? answer : ok(false);
	return ok(errorFrom(answer.value).kind === 'unsupported' && isJson(answer.value.body));
};

const isJson = (body: unknown): boolean => typeof body === 'object' && body !== null;

// A name that nobody can have (RFC 2606), so no mail goes out, whatever the homeserver answers.
const NOBODY = 'set-up-check@vestibule.invalid';

/** Whether a reset's mail could be asked for, and may lead back to the portal. */
export const resetMail: SetUpPort['resetMail'] = async ({ baseUrl }, nextLink, signal) => {
	const answer = await lightHttp.request({
		baseUrl,
		method: 'POST',
		path: '/_matrix/client/v3/account/password/email/requestToken',
		body: { email: NOBODY, client_secret: 'set-up-check', send_attempt: 1, next_link: nextLink },
		signal
	});
	const read = readAnswer(answer, unknown(), rowsFor.mailWithLink);
	if (read.ok) return ok('accepted');
	switch (read.error.kind) {
		case 'emailNotFound':
		case 'emailDenied':
			return ok('accepted');
		case 'nextLinkRefused':
			return ok('linkRefused');
		case 'emailUnsupported':
		case 'registrationClosed':
			return ok('off');
		default:
			return read;
	}
};

/** Whom the homeserver names for those whom the portal cannot help. */
export const support: SetUpPort['support'] = async (server, signal) =>
	ok(await supportContact(server, signal));
