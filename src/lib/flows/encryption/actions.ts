import type { KeyTask } from '$lib/base/key-tasks';
import type { Parts } from '$lib/wizard/parts';
import type { Facts } from './states';

/** What can be done, the one thing that follows from the state first. */
export interface Actions {
	primary: KeyTask | undefined;
	others: readonly KeyTask[];
}

/** The session that shows the page, as the account's public keys tell of it; undefined: not known. */
export const sessionState = (
	{ publicKeys }: Parts<Facts>,
	ownDeviceId: string
): 'verified' | 'unverified' | 'none' | undefined => {
	if (publicKeys.status !== 'known') return undefined;
	const { crossSigning, verified } = publicKeys.value;
	if (!crossSigning) return 'none';
	return verified.includes(ownDeviceId) ? 'verified' : 'unverified';
};

/** What makes sense with what is known so far; what depends on something unknown is left out. */
export function actionsOf(parts: Parts<Facts>, ownDeviceId: string): Actions {
	const { publicKeys, backup, recoveryKey } = parts;
	const has = {
		crossSigning: publicKeys.status === 'known' && publicKeys.value.crossSigning,
		backup: backup.status === 'known' && backup.value !== undefined,
		recoveryKey: recoveryKey.status === 'known' && recoveryKey.value !== undefined
	};
	const isMissing =
		(publicKeys.status === 'known' && !has.crossSigning) ||
		(backup.status === 'known' && !has.backup) ||
		(recoveryKey.status === 'known' && !has.recoveryKey);
	const makesSense: Record<KeyTask, boolean> = {
		'set-up': isMissing,
		verify: sessionState(parts, ownDeviceId) === 'unverified',
		test: has.recoveryKey,
		export: has.backup && has.recoveryKey,
		import: has.backup,
		reset: has.crossSigning || has.backup || has.recoveryKey
	};
	const [first, ...others] = order.filter((task) => makesSense[task]);
	// Nobody is led to a reset: whoever needs it looks for it.
	if (first === 'reset') return { primary: undefined, others: [first] };
	return { primary: first, others };
}

/** What is missing comes first, then what is asked for most often. */
const order: readonly KeyTask[] = ['set-up', 'verify', 'test', 'export', 'import', 'reset'];
