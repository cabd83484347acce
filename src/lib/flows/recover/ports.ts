import type { PortalConfig } from '$lib/base/config';
import type { AccountPort, HomeserverPort, RecoveryPort } from '$lib/matrix/ports';
import type { Account, SessionId } from '$lib/session/account';
import type { LinkPorts } from '$lib/session/awaited-link';

/** Everything that recovery needs from the world around it. */
export interface Ports extends LinkPorts {
	config: Promise<PortalConfig>;
	homeservers: Pick<HomeserverPort, 'find' | 'passwordPolicy'>;
	recovery: RecoveryPort;
	account: Pick<AccountPort, 'whoami'>;
	/** `?homeserver=` of the address, if any. */
	preselected: string | undefined;
	/** Absolute URL of the page that takes the mail's link. */
	verifiedPage: string;
	/** Whether another tab of this browser has begun or ended a reset since. */
	isReplaced(clientSecret: string): boolean;
	/** The session of this tab, if somebody is signed in. */
	signedIn(): (SessionId & Pick<Account, 'accessToken'>) | undefined;
	/** The homeserver has ended it for good: nothing of it is left in this browser. */
	forgetSession(session: SessionId): void;
	/** For the page that signs in next, in this tab. */
	keepForSignIn(known: { username: string; email: string }): void;
}
