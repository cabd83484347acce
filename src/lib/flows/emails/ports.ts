import type { EmailsPort, SecurityPort } from '$lib/matrix/account-ports';
import type { LinkPorts } from '$lib/session/awaited-link';
import type { SignedIn } from '$lib/session/signed-in';

/** Everything that the page needs from the world around it. */
export interface Ports extends LinkPorts {
	security: Pick<SecurityPort, 'threepids' | 'capabilities' | 'management'>;
	emails: EmailsPort;
	account: SignedIn['account'];
	/** Resolves when the link was opened in this browser, or when another tab has finished. */
	linkOpened(sid: string, signal: AbortSignal): Promise<'confirmed' | 'finished'>;
	/** Absolute URL of the page that takes the mail's link. */
	verifiedPage: string;
	/** Two capital letters, as the browser has it. */
	country: string;
}
