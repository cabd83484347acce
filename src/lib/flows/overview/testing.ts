import type { Part, Parts } from '$lib/wizard/parts';
import type { Facts } from './facts';

/** An account on which all is well. */
export const fine: Facts = {
	threepids: [{ medium: 'email', address: 'ada@example.org' }],
	sessions: [],
	publicKeys: { crossSigning: true, withKeys: ['PHONE'], verified: ['PHONE'] },
	backup: { version: '1', count: 5 },
	recoveryKey: { id: 'abc', hasPhrase: false },
	capabilities: {
		changePassword: true,
		changeThreepids: true,
		changeDisplayName: true,
		changeAvatar: true
	},
	management: undefined
};

/** An account for which nothing was set up. */
export const bare: Facts = {
	...fine,
	threepids: [],
	publicKeys: { crossSigning: false, withKeys: [], verified: [] },
	backup: undefined,
	recoveryKey: undefined
};

/** Everything is known, but for what is given. */
export function knownParts(facts: Facts, given: Partial<Parts<Facts>> = {}): Parts<Facts> {
	const known = Object.entries(facts).map(([name, value]): [string, Part<unknown>] => [
		name,
		{ status: 'known', value }
	]);
	return { ...(Object.fromEntries(known) as unknown as Parts<Facts>), ...given };
}
