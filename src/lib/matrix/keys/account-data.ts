import { literal, object, type ZodMiniType } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import { parsed, readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import type { HttpAnswer } from '../http';
import { lightHttp } from '../light-http';

const missing = object({ errcode: literal('M_NOT_FOUND') });

/**
 * Reads what need not be there. Only the homeserver's own word counts for that: a path that nobody
 * answers (a proxy, a homeserver without backups) tells nothing about the account.
 */
export function readIfThere<T>(
	answer: Result<HttpAnswer>,
	schema: ZodMiniType<T>
): Result<T | undefined> {
	if (answer.ok && answer.value.status === 404 && parsed(missing, answer.value.body).ok)
		return ok(undefined);
	return readAnswer(answer, schema, rowsFor.session);
}

/** Where the account's data of a type is; undefined when nobody is signed in. */
export function accountDataPath(type: string): string | undefined {
	const account = currentAccount();
	if (!account) return undefined;
	const user = encodeURIComponent(account.userId);
	return `/_matrix/client/v3/user/${user}/account_data/${encodeURIComponent(type)}`;
}

/** The account's data of a type (client-server API, "Client Config"); undefined where there is none. */
export async function accountDataOf<T>(
	type: string,
	schema: ZodMiniType<T>,
	signal: AbortSignal
): Promise<Result<T | undefined>> {
	const path = accountDataPath(type);
	if (path === undefined) return fail({ kind: 'sessionEnded', soft: false });
	return readIfThere(await asUser(lightHttp, { method: 'GET', path, signal }), schema);
}
