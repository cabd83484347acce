import { object, string } from 'zod/mini';
import { ok, type Result } from '$lib/base/result';
import type { AdminUserPort } from '../admin-ports';
import type { HttpAnswer } from '../http';
import { readAdmin } from './as-admin';
import { askAdmin } from './user-paths';

/** `404 M_NOT_FOUND` is an answer: there is nobody. */
export function isNobody(answer: Result<HttpAnswer>): boolean {
	if (!answer.ok || answer.value.status !== 404) return false;
	const { errcode } = (answer.value.body ?? {}) as Record<string, unknown>;
	return errcode === 'M_NOT_FOUND';
}

const holder = object({ user_id: string() });

async function holderOf(
	path: Parameters<typeof askAdmin>[0],
	signal: AbortSignal
): Promise<Result<string | undefined>> {
	const answer = await askAdmin(path, { method: 'GET', signal });
	if (isNobody(answer)) return ok(undefined);
	const read = readAdmin(answer, holder);
	return read.ok ? ok(read.value.user_id) : read;
}

/** Who has an address (Synapse, `GET /_synapse/admin/v1/threepid/{medium}/users/{address}`). */
export const userWithAddress: AdminUserPort['userWithAddress'] = ({ medium, address }, signal) =>
	holderOf(['v1/threepid', { part: medium }, 'users', { part: address }], signal);

/** Who has an identity (Synapse, `GET /_synapse/admin/v1/auth_providers/{provider}/users/{id}`). */
export const userWithExternalId: AdminUserPort['userWithExternalId'] = ({ provider, id }, signal) =>
	holderOf(['v1/auth_providers', { part: provider }, 'users', { part: id }], signal);
