import type { PortalError } from '$lib/base/errors';
import type { AccountPort } from '$lib/matrix/ports';
import { currentAccount, forgetAccount, wipeAccount, type Account } from '$lib/session/account';
import { keepErrand, keptErrand, type Errand } from '$lib/session/errand';
import { keepReturn, reasonOf, type ReturnPlace } from '$lib/session/return-place';
import { wipeBrowser } from '$lib/session/leaving';
import type { SignedIn } from '$lib/session/signed-in';
import { followTabs, sayEnded } from '$lib/session/tabs';
import { Flow, type Hold } from '$lib/wizard/flow.svelte';
import { linkIn, type LinkIn } from './links-in';
import { perform, transition, type Command, type Event, type State } from './sign-out';

interface Surroundings {
	account: Pick<AccountPort, 'endSession'>;
	/** A path in the page's language. */
	href(path: string): string;
	/** Goes to another page of the portal, in place of the present one. */
	go(path: string): void;
}

/**
 * The gate of an account's pages: open for whoever is signed in in this tab. Everybody else goes to
 * sign-in, and comes back to where they were.
 */
export class Gate implements SignedIn {
	#surroundings: Surroundings;
	#account = $state.raw<Account>();
	#note = $state<LinkIn['note']>();
	#errand = $state.raw<Errand>();
	#over = $state(false);
	#signOut: Flow<State, Event, Command>;
	/** Where one was is noted once: not sign-in itself, when several requests tell of the end. */
	#left = false;

	constructor(surroundings: Surroundings) {
		this.#surroundings = surroundings;
		this.#signOut = new Flow<State, Event, Command>(
			{
				transition,
				perform: (_command, signal) => perform(surroundings.account, signal),
				failed: (error) => ({ type: 'failed', error }),
				background: [],
				keep: ({ step }) => {
					if (step === 'signedOut') this.#leaveSignedOut();
				}
			},
			{ step: 'signedIn' }
		);
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

	get errand(): Errand | undefined {
		return this.#errand;
	}

	/** What to say about the link that led here. */
	get note(): LinkIn['note'] {
		return this.#note;
	}

	get busy(): boolean {
		return this.#signOut.busy !== undefined;
	}

	get hold(): Hold | undefined {
		return this.#signOut.hold;
	}

	/** The account is no more: nothing of it can be opened from here. */
	get over(): boolean {
		return this.#over;
	}

	/** Why signing out has failed. */
	get error(): PortalError | undefined {
		const { state } = this.#signOut;
		return state.step === 'signedIn' ? state.error : undefined;
	}

	/** Follows the other tabs of this session; answers how to stop. */
	watch(): () => void {
		const stop = followTabs(() => {
			this.#leave({ path: here(), reason: 'signedOut' }, forgetAccount);
		});
		return () => {
			stop();
			this.#signOut.dispose();
		};
	}

	/** A page of the account was opened, or is seen again: does what its address asks for. */
	arrived({ searchParams }: URL): void {
		const link = linkIn(searchParams);
		const client = searchParams.get('client') ?? undefined;
		if (link || client !== undefined) keepErrand({ ...keptErrand(), ...(client && { client }) });
		this.#errand = keptErrand();
		this.#note = link?.note;
		const elsewhere = link && !link.note && !isThere(link.to);
		const path = elsewhere ? this.#surroundings.href(link.to) : here();
		const account = currentAccount();
		this.#left = false;
		if (elsewhere && account) this.#surroundings.go(path);
		else if (account) this.#account = account;
		else this.#leave({ path });
	}

	ended(error: PortalError): void {
		this.#leave({ path: here(), reason: reasonOf(error) }, forgetAccount);
	}

	signOut(): void {
		if (this.#account) this.#signOut.send({ type: 'signOutAsked' });
	}

	signedOut(): void {
		this.#signOut.send({ type: 'ended' });
	}

	deactivated(): void {
		this.#over = true;
		wipeBrowser();
		if (this.#account) sayEnded(this.#account);
	}

	#leaveSignedOut(): void {
		const account = this.#account;
		const path = this.#surroundings.href('/account');
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
		this.#surroundings.go(this.#surroundings.href('/login'));
	}
}

const here = (): string => location.pathname + location.search;
const isThere = (to: string): boolean => location.pathname.endsWith(to.split('?')[0] ?? '');
