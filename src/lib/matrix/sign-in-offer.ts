import { array, object, string } from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SignInPort } from './account-ports';
import { readAnswer } from './answers';
import { lightHttp } from './light-http';
import { providersFrom } from './providers';

const schema = object({ flows: array(object({ type: string() })) });

/** How people can sign in (client-server API, `GET /login`). */
export const offer: SignInPort['offer'] = async ({ baseUrl, serverName }, signal) => {
	const path = '/_matrix/client/v3/login';
	const answer = await lightHttp.request({ baseUrl, method: 'GET', path, signal });
	const read = readAnswer(answer, schema);
	if (!read.ok) return read;
	const password = read.value.flows.some(({ type }) => type === 'm.login.password');
	return ok({ password, providers: providersFrom(answer, serverName) });
};
