import { record, string, unknown } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { readAnswer } from './answers';
import { rowsFor } from './error-rows';
import type { Rows } from './errors';
import { lightHttp } from './light-http';
import type { AccountPort } from './ports';
import { tokensFrom } from './session-answer';

const anything = record(string(), unknown());

/** Synapse's word for a refresh token whose successor is in use already. */
const spent: Rows = { M_FORBIDDEN: { kind: 'sessionEnded', soft: true } };

/** New tokens for a session whose access token has run out (client-server API, "Refreshing access tokens"). */
export const refresh: AccountPort['refresh'] = async ({ baseUrl }, refreshToken, signal) => {
	const path = '/_matrix/client/v3/refresh';
	const body = { refresh_token: refreshToken.reveal() };
	const answer = await lightHttp.request({ baseUrl, method: 'POST', path, body, signal });
	const read = readAnswer(answer, anything, [spent, ...rowsFor.session]);
	if (!read.ok) return read;
	const tokens = tokensFrom(read.value);
	return tokens ? ok(tokens) : fail({ kind: 'badAnswer' });
};
