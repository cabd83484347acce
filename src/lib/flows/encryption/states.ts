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

/** The state of one thing; `steps` mend it in an app, `hint` is for whoever needs more. */
export type Finding = { topic: Topic } & (
	| { state: 'good'; says: MessageKey; count?: number; hint?: MessageKey }
	| { state: 'todo'; says: MessageKey; steps: readonly MessageKey[] }
	| Unsettled
);

/** The states of encryption, from what is known so far. */
export const statesOf = (parts: Parts<Facts>): Finding[] =>
	topics.map((topic) => ({ topic, ...finders[topic](parts) }));

type Found = Finding extends infer F ? (F extends Finding ? Omit<F, 'topic'> : never) : never;

const toSettings = ['encryption.stepOpen', 'encryption.stepEncryption'] as const;

const finders: Record<Topic, (parts: Parts<Facts>) => Found> = {
	crossSigning: ({ publicKeys }) =>
		given<PublicKeys, Found>(publicKeys, ({ crossSigning }) =>
			crossSigning
				? { state: 'good', says: 'encryption.crossSigningGood' }
				: {
						state: 'todo',
						says: 'encryption.crossSigningOff',
						steps: ['encryption.stepSignIn', 'encryption.stepReset', 'encryption.stepLook']
					}
		),

	backup: ({ backup, recoveryKey }) =>
		given<Backup | undefined, Found>(backup, (found) => {
			if (found) return { state: 'good', says: 'encryption.backupGood', count: found.count };
			const hasKey = recoveryKey.status === 'known' && recoveryKey.value !== undefined;
			const storage = [...toSettings, 'encryption.stepStorage'] as const;
			const steps = hasKey ? storage : ([...storage, 'encryption.stepRecovery'] as const);
			return {
				state: 'todo',
				says: 'encryption.backupOff',
				steps: [...steps, 'encryption.stepLook']
			};
		}),

	recoveryKey: ({ backup, recoveryKey }) =>
		given<RecoveryKey | undefined, Found>(recoveryKey, (found) => {
			if (found) {
				const says = found.hasPhrase
					? 'encryption.recoveryKeyPhrase'
					: 'encryption.recoveryKeyGood';
				return { state: 'good', says, hint: 'encryption.recoveryKeyLost' };
			}
			// One thing to do at a time: whoever turns Secure Backup on gets a key with it.
			if (backup.status === 'known' && !backup.value)
				return { state: 'todo', says: 'encryption.recoveryKeyWithBackup', steps: [] };
			return {
				state: 'todo',
				says: 'encryption.recoveryKeyNone',
				steps: [...toSettings, 'encryption.stepRecovery', 'encryption.stepLook']
			};
		})
};
