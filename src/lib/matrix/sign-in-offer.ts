import { array, string, object, unknown } from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import { ok, type Result } from '$lib/base/result';
import type { SignInOffer } from './account-ports';
import { parsed, readAnswer } from './answers';
import { lightHttp } from './light-http';
import { providersFrom } from './providers';
import { supportContact } from './support';

const schema = object({ flows: array(unknown()) });
const flow = object({ type: string() });

/**
 * How people can sign in (client-server API, `GET /login`).
 * @returns fails when the homeserver cannot say
 * @throws the signal's reason when the caller aborts
 */
export async function signInOffer(
	server: Homeserver,
	signal: AbortSignal
): Promise<Result<SignInOffer>> {
	const path = '/_matrix/client/v3/login';
	const answer = await lightHttp.request({
		baseUrl: server.baseUrl,
		method: 'GET',
		path,
		signal
	});
	const read = readAnswer(answer, schema);
	if (!read.ok) return read;
	const password = read.value.flows.some((listed) => {
		const found = parsed(flow, listed);
		return found.ok && found.value.type === 'm.login.password';
	});
	const providers = providersFrom(answer, server.serverName);
	if (password || providers.length > 0) return ok({ password, providers });
	const contact = await supportContact(server, signal);
	return ok({ password, providers, ...(contact && { contact }) });
}
