import type { Management } from '$lib/base/management';
import type {
	Backup,
	Capabilities,
	PublicKeys,
	RecoveryKey,
	SecurityPort,
	SessionInfo,
	Threepid
} from '$lib/matrix/account-ports';
import type { Asks } from '$lib/wizard/parts';

/** What the overview is made of; each is a request of its own. */
export interface Facts {
	threepids: readonly Threepid[];
	sessions: readonly SessionInfo[];
	publicKeys: PublicKeys;
	backup: Backup | undefined;
	recoveryKey: RecoveryKey | undefined;
	capabilities: Capabilities;
	management: Management | undefined;
}

/** How the overview asks: what takes two requests comes first. */
export const asksOf = (security: SecurityPort): Asks<Facts> => ({
	recoveryKey: (signal) => security.recoveryKey(signal),
	publicKeys: (signal) => security.publicKeys(signal),
	backup: (signal) => security.backup(signal),
	threepids: (signal) => security.threepids(signal),
	sessions: (signal) => security.sessions(signal),
	capabilities: (signal) => security.capabilities(signal),
	management: (signal) => security.management(signal)
});
