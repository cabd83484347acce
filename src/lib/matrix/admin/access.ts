import { object, boolean } from 'zod/mini';
import { fail, ok } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { AdminAccessPort } from '../admin-ports';
import { asNotSynapse, readAdmin } from './as-admin';
import { askAdmin } from './user-paths';

const answer = object({ admin: boolean() });

/**
 * Whether whoever is signed in may use the Admin API: the smallest question that only administrators
 * are answered (Admin API, "Get whether a user is a server administrator or not").
 */
export const access: AdminAccessPort['access'] = async (signal) => {
	const account = currentAccount();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const path = ['v1/users', { part: account.userId }, 'admin'];
	const told = await askAdmin(path, { method: 'GET', signal });
	const read = asNotSynapse(readAdmin(told, answer));
	return read.ok ? ok(true) : read;
};
