import type { AdminUser } from '$lib/matrix/admin-ports';
import type { TaskName } from './address';

/**
 * The tasks that make sense for a user, in the order in which they are shown.
 * @param own it is the operator's own account, which is not to be shut out by a slip
 */
export function tasksFor(user: AdminUser, own: boolean): TaskName[] {
	if (user.deactivated)
		return ['identities', ...(user.erased ? [] : (['deactivate'] as const)), 'reactivate'];
	const always = ['emails', 'identities', 'profile', 'sessions'] as const;
	if (own) return [...always];
	return [
		'password',
		...always,
		user.locked ? 'unlock' : 'lock',
		...(user.suspended === undefined ? [] : ([user.suspended ? 'unsuspend' : 'suspend'] as const)),
		'deactivate'
	];
}
