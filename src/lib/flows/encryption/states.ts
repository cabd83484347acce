import type { MessageKey } from '$lib/i18n/keys';
import type { Backup, PublicKeys, RecoveryKey, SecurityPort } from '$lib/matrix/account-ports';
import { given, type Unsettled } from '$lib/wizard/findings';
import type { Asks, Parts } from '$lib/wizard/parts';

/** What the page is made of; each is a request of its own. */
export interface Facts {
	recoveryKey: RecoveryKey | undefined;
	publicKeys: PublicKeys;
	backup: Backup | undefined;
}

/** How the page asks: what takes two requests comes first. */
export const asksOf = (security: SecurityPort): Asks<Facts> => ({
	recoveryKey: (signal) => security.recoveryKey(signal),
	publicKeys: (signal) => security.publicKeys(signal),
	backup: (signal) => security.backup(signal)
});

/** What encryption rests on, in the order in which it is set up. */
const topics = ['crossSigning', 'backup', 'recoveryKey'] as const;
export type Topic = (typeof topics)[number];

/** The state of one thing; `hint` is for whoever needs more, with the number in it. */
export type Finding = { topic: Topic } & (
	| { state: 'good'; says: MessageKey; count?: number; hint?: { says: MessageKey; count: number } }
	| { state: 'todo'; says: MessageKey }
	| Unsettled
);

/** The states of encryption, from what is known so far. */
export const statesOf = (parts: Parts<Facts>): Finding[] =>
	topics.map((topic) => ({ topic, ...finders[topic](parts) }));

type Found = Finding extends infer F ? (F extends Finding ? Omit<F, 'topic'> : never) : never;

const finders: Record<Topic, (parts: Parts<Facts>) => Found> = {
	crossSigning: ({ publicKeys }) =>
		given<PublicKeys, Found>(publicKeys, ({ crossSigning, withKeys, verified }) => {
			if (!crossSigning) return { state: 'todo', says: 'encryption.crossSigningOff' };
			const unverified = withKeys.filter((id) => !verified.includes(id)).length;
			const says = unverified > 0 ? 'encryption.verifiedSome' : 'encryption.verifiedAll';
			return {
				state: 'good',
				says: 'encryption.crossSigningGood',
				...(withKeys.length > 0 && { hint: { says, count: unverified } })
			};
		}),

	backup: ({ backup }) =>
		given<Backup | undefined, Found>(backup, (found) =>
			found
				? { state: 'good', says: 'encryption.backupGood', count: found.count }
				: { state: 'todo', says: 'encryption.backupOff' }
		),

	recoveryKey: ({ backup, recoveryKey }) =>
		given<RecoveryKey | undefined, Found>(recoveryKey, (found) => {
			if (found) {
				const says = found.hasPhrase
					? 'encryption.recoveryKeyPhrase'
					: 'encryption.recoveryKeyGood';
				return { state: 'good', says, hint: { says: 'encryption.recoveryKeyLost', count: 0 } };
			}
			// One thing to do at a time: whoever turns Secure Backup on gets a key with it.
			if (backup.status === 'known' && !backup.value)
				return { state: 'todo', says: 'encryption.recoveryKeyWithBackup' };
			return { state: 'todo', says: 'encryption.recoveryKeyNone' };
		})
};
