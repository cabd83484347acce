/** The tasks that an operator can do for one user, as the address of their pages names them. */
export const taskNames = [
	'password',
	'emails',
	'identities',
	'profile',
	'sessions',
	'lock',
	'unlock',
	'suspend',
	'unsuspend',
	'deactivate',
	'reactivate'
] as const;
export type TaskName = (typeof taskNames)[number];

/** Which page of which users an address names. */
export interface Place {
	/** Whole Matrix IDs, each once, in their order; more than one only for deactivating. */
	userIds: readonly string[];
	/** undefined: the page of the user. */
	task?: TaskName;
}

// An address may have been written by others.
const MOST_IDS = 1_000;

/** What `?id=…&task=…` names; an unknown task is the page of the user. */
export function placeIn({ searchParams }: URL): Place {
	const named = searchParams.get('task');
	const task = taskNames.find((name) => name === named);
	const userIds = [...new Set(searchParams.getAll('id').map((id) => id.trim()))]
		.filter((id) => id !== '')
		.slice(0, MOST_IDS);
	return { userIds, ...(task && { task }) };
}

/** Why a Matrix ID cannot be one of this homeserver's; undefined when it can. */
export function faultOf(userId: string, serverName: string): 'noId' | 'elsewhere' | undefined {
	if (!/^@[^:\s]*:\S+$/u.test(userId)) return 'noId';
	return userId.slice(userId.indexOf(':') + 1) === serverName ? undefined : 'elsewhere';
}
