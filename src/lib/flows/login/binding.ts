import { resolve } from '$app/paths';
import { ok } from '$lib/base/result';
import type { Portal } from '$lib/matrix/context';
import { currentAccount, keepLogin } from '$lib/session/account';
import { preselectedIn } from '$lib/session/address';
import { deviceNameFor } from '$lib/session/device';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { leaveForProvider, takeReturned } from '$lib/session/provider-visit';
import { forgetReturn, keptReturn, type ReturnPlace } from '$lib/session/return-place';
import { forgetSignInDevice, signInDeviceId } from '$lib/session/sign-in-device';
import { Flow, type FlowDefinition } from '$lib/wizard/flow.svelte';
import { background, byHand, failure, transition } from './login';
import { perform } from './perform';
import { placeBelow } from './place';
import type { Ports } from './ports';
import { initial, type Command, type Event, type State, type Typed } from './states';

const NAME = 'login';

/** Signing in, bound to a browser. */
export interface Bound {
	flow: Flow<State, Event, Command>;
	/** What an earlier visit, a provider or the address left for this one. */
	opening: Event;
	/** `?homeserver=`: carried on to the pages that the form leads to. */
	homeserver: string | undefined;
	/** Why one has to sign in again, if a session has ended. */
	reason: ReturnPlace['reason'];
	/** Where it goes on, once somebody is signed in. */
	place: string;
	/** Keeps what a form holds when it is left without a press. */
	keepTyped: (typed: Typed) => void;
}

/** What only the page knows. */
export interface Page {
	portal: Portal;
	/** The path of the account's first page, in the language of this one. */
	account: string;
	/** The brand to name the session by; the operator's comes first. */
	brand: string;
	/** Shows another page of the site, in place of this one. */
	go: (path: string) => Promise<void>;
}

/**
 * Binds the machine to a browser: reads the address, and takes a login token out of it at once.
 */
export function bind(page: Page): Bound {
	const homeserver = preselectedIn(new URL(location.href));
	const kept = keptReturn();
	const place = placeBelow(kept?.path, new URL(resolve('/'), location.href)) ?? page.account;
	const ports = portsOf(page, { homeserver, place, who: kept?.who });
	const definition: FlowDefinition<State, Event, Command> = {
		transition,
		perform: (command, signal) => perform(command, ports, signal),
		failed: failure,
		background,
		byHand,
		keep
	};
	const flow = new Flow(definition, initial);
	return { flow, opening: openingEvent(kept), homeserver, reason: kept?.reason, place, keepTyped };
}

/** The password is not kept. */
function keepTyped({ username }: Typed): void {
	keepDraft(NAME, { username, email: '' });
}

function keep(state: State): void {
	if (state.step !== 'signedIn') return;
	keepDraft(NAME, undefined);
	forgetSignInDevice();
}

function openingEvent(kept: ReturnPlace | undefined): Event {
	const draft = keptDraft(NAME);
	const username = draft?.username || draft?.email || kept?.who?.userId || '';
	// Whose session has ended is not signed in, whatever the tab has kept of it.
	const userId = kept?.reason === undefined ? currentAccount()?.userId : undefined;
	const { returned, error } = takeReturned();
	return {
		type: 'opened',
		typed: { username },
		...(returned && { returned }),
		...(userId !== undefined && { userId }),
		...(error && { error })
	};
}

interface Aim {
	homeserver: string | undefined;
	place: string;
	/** Whose session has ended here: it goes on at the same homeserver, with the same session. */
	who: ReturnPlace['who'];
}

function portsOf({ portal, brand, go }: Page, { homeserver, place, who }: Aim): Ports {
	const known = homeserver === undefined ? who?.server : undefined;
	return {
		...portal,
		homeservers: {
			find: async (text, signal) =>
				text === known?.serverName ? ok(known) : await portal.homeservers.find(text, signal)
		},
		preselected: homeserver ?? known?.serverName,
		returnTo: new URL(location.pathname, location.href).href,
		deviceName: async () =>
			deviceNameFor((await portal.config).brand ?? brand, navigator.userAgent),
		newDeviceId: () => who?.deviceId ?? signInDeviceId(),
		keepLogin,
		leave: leaveForProvider,
		goOn: async () => {
			forgetReturn();
			await go(place);
		}
	};
}
