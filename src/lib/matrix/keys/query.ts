import type { Result } from '$lib/base/result';
import { asUser } from '../as-user';
import type { Http, HttpAnswer } from '../http';

/** Asks for the account's own public keys, all of them (client-server API, `POST /keys/query`). */
export const queryOwnKeys = (
	http: Http,
	userId: string,
	signal: AbortSignal
): Promise<Result<HttpAnswer>> =>
	asUser(http, {
		method: 'POST',
		path: '/_matrix/client/v3/keys/query',
		body: { device_keys: { [userId]: [] } },
		signal
	});
