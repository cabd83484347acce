import { catch as orElse, minimum, number, object, optional, string } from 'zod/mini';
import { ok, type Result } from '$lib/base/result';
import { asUser } from '../as-user';
import { lightHttp } from '../light-http';
import { readIfThere } from './account-data';

const ALGORITHM = 'm.megolm_backup.v1.curve25519-aes-sha2';
const authData = object({ public_key: string() });
const version = object({
	version: string(),
	algorithm: string(),
	count: number().check(minimum(0)),
	auth_data: orElse(optional(authData), undefined)
});

/** The key backup in use; without a public key where it is of a kind that nobody here knows. */
export interface BackupVersion {
	version: string;
	publicKey: string | undefined;
	/** How many keys are in it. */
	count: number;
}

/** Asks for the key backup in use (client-server API, `GET /room_keys/version`); undefined without one. */
export async function backupVersion(
	signal: AbortSignal
): Promise<Result<BackupVersion | undefined>> {
	const path = '/_matrix/client/v3/room_keys/version';
	const read = readIfThere(await asUser(lightHttp, { method: 'GET', path, signal }), version);
	if (!read.ok || !read.value) return read as Result<undefined>;
	const { version: id, algorithm, auth_data: data, count } = read.value;
	const publicKey = algorithm === ALGORITHM ? data?.public_key : undefined;
	return ok({ version: id, publicKey, count });
}
