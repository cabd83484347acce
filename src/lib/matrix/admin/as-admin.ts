import { array, object, string } from 'zod/mini';
import type { AdminProblem, PortalError } from '$lib/base/errors';
import { fail, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import { readAnswer } from '../answers';
import { asUser, type UserCall } from '../as-user';
import { rowsFor } from '../error-rows';
import type { Rows } from '../errors';
import type { HttpAnswer } from '../http';
import { lightHttp } from '../light-http';

const problem = (problem: AdminProblem): PortalError => ({ kind: 'admin', problem, detail: '' });

/**
 * What codes mean in every answer of the Admin API. `M_UNRECOGNIZED` stays `unsupported`: a homeserver
 * may know the API, and not this request.
 */
export const adminRows: Rows = { M_FORBIDDEN: problem('notAdmin') };

/** A request that did not arrive at all fails sooner than this; what takes longer was only lost. */
const LOST_MS = 10_000;

/**
 * Sends a request of Synapse's Admin API as whoever is signed in in this tab, over the light layer.
 * @param call its path begins with `/_synapse/admin`; parts that come from outside are encoded
 * @returns the homeserver's own answer, refusing ones included: read it with `readAdmin`. Fails with
 * `admin` and `blocked` when somebody else has answered, with `admin` and `crossOrigin` when nothing
 * of this API arrives and the client-server API does, and as `asUser` does
 * @throws the signal's reason when the caller aborts
 */
export async function asAdmin(call: UserCall): Promise<Result<HttpAnswer>> {
	const began = Date.now();
	const answer = await asUser(lightHttp, call);
	if (answer.ok) return isForeign(answer.value) ? fail(problem('blocked')) : answer;
	// A page instead of an answer, with a status of success: that is not the homeserver's, either.
	if (answer.error.kind === 'badAnswer') return fail(problem('blocked'));
	const isAtOnce = answer.error.kind === 'unreachable' && Date.now() - began < LOST_MS;
	// What changes something is not sent again only to find out.
	if (!isAtOnce || call.method !== 'GET' || !(await isThere(call.signal))) return answer;
	const again = await asUser(lightHttp, call);
	return again.ok || again.error.kind !== 'unreachable' ? again : fail(problem('crossOrigin'));
}

/** Synapse names every refusal by a code; a proxy in front of it does not, unless Synapse is down. */
function isForeign({ status, body }: HttpAnswer): boolean {
	if (status < 300 || status === 429 || status >= 500) return false;
	return typeof body !== 'object' || body === null || !('errcode' in body);
}

const versions = object({ versions: array(string()) });

async function isThere(signal: AbortSignal): Promise<boolean> {
	const server = currentAccount()?.server;
	if (!server) return false;
	const path = '/_matrix/client/versions';
	const answer = await lightHttp.request({ ...server, method: 'GET', path, signal });
	return readAnswer(answer, versions).ok;
}

/**
 * Reads an answer of `asAdmin`, as `readAnswer` does.
 * @param rows what codes mean for this request, before what they mean everywhere
 */
export const readAdmin = <T>(
	answer: Result<HttpAnswer>,
	schema: Parameters<typeof readAnswer<T>>[1],
	rows: readonly Rows[] = []
): Result<T> => readAnswer(answer, schema, [...rows, adminRows, ...rowsFor.session]);

/** `unsupported` of a request that every Synapse knows. */
export const asNotSynapse = <T>(result: Result<T>): Result<T> =>
	result.ok || result.error.kind !== 'unsupported' ? result : fail(problem('notSynapse'));
