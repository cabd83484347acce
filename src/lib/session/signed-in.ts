import { createContext } from 'svelte';
import type { PortalError } from '$lib/base/errors';
import type { Account } from './account';
import type { Errand } from './errand';

/** Who is signed in, for the pages of an account. */
export interface SignedIn {
	readonly account: Pick<Account, 'server' | 'userId' | 'deviceId'>;
	/** The session is over: leads to sign-in, which says why, and afterwards back to where one was. */
	ended(reason: PortalError): void;
	/** Set when a link has sent the person here for one task: its last step offers to sign out. */
	readonly errand?: Errand | undefined;
	/** Signs out as the button of the frame does; what goes wrong is told there. */
	signOut?(): void;
	/** The homeserver has ended this very session already: forgets it, and says "You are signed out". */
	signedOut?(): void;
}

const [get, set] = createContext<SignedIn>();

/** For the frame of the account's pages, which are only shown to somebody who is signed in. */
export const provideSignedIn = (signedIn: SignedIn): SignedIn => set(signedIn);

/**
 * Who is signed in, in a component's initialisation.
 * @throws outside of the account's pages
 */
export const useSignedIn = (): SignedIn => get();
