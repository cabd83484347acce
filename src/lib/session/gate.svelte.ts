import type { PortalError } from '$lib/base/errors';
import { currentAccount, forgetAccount, wipeAccount, type Account } from './account';
import { wipeBrowser } from './leaving';
import { keepReturn, reasonOf, type ReturnPlace } from './return-place';
import type { SignedIn } from './signed-in';
import { clearTab } from './storage';
import { followTabs, sayEnded } from './tabs';

/** How a frame of pages gets about. */
export interface Ways {
	/** A path in the page's language. */
	href(path: string): string;
	/** Goes to another page of the portal, in place of the present one. */
	go(path: string): void;
}

/**
 * The gate of pages that need a session: open for whoever is signed in in this tab. Everybody else
 * goes to sign-in, and comes back to where they were.
 */
export class SessionGate implements SignedIn {
	#ways: Ways;
	#account = $state.raw<Account>();
	#over = $state(false);
	/** Where one was is noted once: not sign-in itself, when several requests tell of the end. */
	#left = false;

	constructor(ways: Ways) {
		this.#ways = ways;
	}

	/** Whether the page may be shown. */
	get open(): boolean {
		return this.#account !== undefined;
	}

	/** @throws when nobody is signed in: pages are shown behind the open gate only */
	get account(): Account {
		if (!this.#account) throw new Error('Nobody is signed in');
		return this.#account;
	}

	/** The account is no more: nothing of it can be opened from here. */
	get over(): boolean {
		return this.#over;
	}

	/** Follows the other tabs of this session; answers how to stop. */
	watch(): () => void {
		return followTabs(() => {
			this.#leave({ path: here(), reason: 'signedOut' }, clearTab);
		});
	}

	/**
	 * A page was opened, or is seen again.
	 * @param elsewhere the path that its address asks for, where that is another page
	 */
	enter(elsewhere?: string): void {
		const account = currentAccount();
		this.#left = false;
		if (elsewhere !== undefined && account) this.#ways.go(elsewhere);
		else if (account) this.#account = account;
		else this.#leave({ path: elsewhere ?? here() });
	}

	ended(error: PortalError): void {
		this.#leave({ path: here(), reason: reasonOf(error) }, forgetAccount);
	}

	deactivated(): void {
		this.#over = true;
		wipeBrowser();
		if (this.#account) sayEnded(this.#account);
	}

	/**
	 * The session was ended at the homeserver: forgets everything of it.
	 * @param path where whoever signs in next is led
	 */
	wipe(path: string): void {
		const account = this.#account;
		this.#leave({ path, reason: 'signedOut' }, () => {
			if (!account) return;
			wipeAccount(account);
			sayEnded(account);
		});
	}

	#leave(place: ReturnPlace, forget?: () => void): void {
		if (this.#left) return;
		this.#left = true;
		const { server, userId, deviceId } = this.#account ?? {};
		forget?.();
		const known = server && userId !== undefined && deviceId !== undefined;
		const goesOn = place.reason !== 'signedOut' && known;
		keepReturn({ ...place, ...(goesOn && { who: { server, userId, deviceId } }) });
		this.#ways.go(this.#ways.href('/login'));
	}
}

const here = (): string => location.pathname + location.search;
