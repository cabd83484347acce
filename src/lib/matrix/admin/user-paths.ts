import { fail, type Result } from '$lib/base/result';
import type { HttpAnswer } from '../http';
import type { UserCall } from '../as-user';
import { isPathPart } from '../path-part';
import { asAdmin } from './as-admin';

/**
 * Asks the Admin API below `/_synapse/admin`.
 * @param path its parts; the ones in objects come from outside
 * @returns fails with `badAnswer` for parts that no address can hold
 */
export async function askAdmin(
	path: readonly (string | { part: string })[],
	call: Omit<UserCall, 'path'>
): Promise<Result<HttpAnswer>> {
	const given = path.filter((each) => typeof each !== 'string');
	if (!given.every(({ part }) => isPathPart(part))) return fail({ kind: 'badAnswer' });
	const parts = path.map((each) =>
		typeof each === 'string' ? each : encodeURIComponent(each.part)
	);
	return asAdmin({ ...call, path: `/_synapse/admin/${parts.join('/')}` });
}
