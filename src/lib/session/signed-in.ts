import { createContext } from 'svelte';
import type { PortalError } from '$lib/base/errors';
import type { Account } from './account';

/** Who is signed in, for the pages of an account. */
export interface SignedIn {
	readonly account: Pick<Account, 'server' | 'userId' | 'deviceId'>;
	/** false: a page that is seen before anybody is let in has to wait with its questions. */
	readonly open?: boolean;
	/** The session is over: leads to sign-in, which says why, and afterwards back to where one was. */
	ended(reason: PortalError): void;
	/** The homeserver has ended this very session: forgets it, and leads to sign-in, which says so. */
	signedOut?(): void;
	/** The account is no more: forgets everything that is kept in this browser; the page stays. */
	deactivated?(): void;
}

const [get, set] = createContext<SignedIn>();

/** For the frame of the account's pages, which are only shown to somebody who is signed in. */
export const provideSignedIn = (signedIn: SignedIn): SignedIn => set(signedIn);

/**
 * Who is signed in, in a component's initialisation.
 * @throws outside of the account's pages
 */
export const useSignedIn = (): SignedIn => get();
