import type { PortalError } from '$lib/base/errors';
import type { AccountPort } from '$lib/matrix/ports';
import { keepErrand, keptErrand, type Errand } from '$lib/session/errand';
import { SessionGate, type Ways } from '$lib/session/gate.svelte';
import type { Hold } from '$lib/wizard/flow.svelte';
import { signOutFlow } from '$lib/wizard/sign-out';
import { linkIn, type LinkIn } from './links-in';

interface Surroundings extends Ways {
	account: Pick<AccountPort, 'endSession'>;
}

/** The gate of an account's pages: it knows the links that lead there, and the way out. */
export class Gate extends SessionGate {
	#href: Ways['href'];
	#note = $state<LinkIn['note']>();
	#errand = $state.raw<Errand>();
	#signOut: ReturnType<typeof signOutFlow>;

	constructor({ account, ...ways }: Surroundings) {
		super(ways);
		this.#href = (path) => ways.href(path);
		this.#signOut = signOutFlow(account, () => {
			this.wipe(ways.href('/account'));
		});
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

	/** Why signing out has failed. */
	get error(): PortalError | undefined {
		const { state } = this.#signOut;
		return state.step === 'signedIn' ? state.error : undefined;
	}

	override watch(): () => void {
		const stop = super.watch();
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
		this.enter(elsewhere ? this.#href(link.to) : undefined);
	}

	signOut(): void {
		if (this.open) this.#signOut.send({ type: 'signOutAsked' });
	}

	signedOut(): void {
		this.#signOut.send({ type: 'ended' });
	}
}

const isThere = (to: string): boolean => location.pathname.endsWith(to.split('?')[0] ?? '');
