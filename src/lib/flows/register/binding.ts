import type { Portal } from '$lib/matrix/context';
import { keepLogin } from '$lib/session/account';
import { preselectedIn } from '$lib/session/address';
import { browserLinks } from '$lib/session/awaited-link';
import { deviceNameFor, newDeviceId } from '$lib/session/device';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { leaveForProvider, takeReturned } from '$lib/session/provider-visit';
import { forgetWaiting, keepWaiting, keptWaiting } from '$lib/session/waiting';
import { Flow, type FlowDefinition } from '$lib/wizard/flow.svelte';
import { perform } from './perform';
import type { Ports } from './ports';
import { background, failure, toKeep, transition } from './register';
import type { Typed } from './attempt';
import { initial, nothingTyped, type Command, type Event, type State } from './states';
import { waitingSchema } from './waiting';

const NAME = 'register';
// A UIA session lives for two days at Synapse; nobody is asked about it for that long.
const KEPT_MS = 3_600_000;

/** What the address of the page says: `/register?token=…&client=…&homeserver=…`. */
interface Address {
	preselected: string | undefined;
	token: string;
	client: string | undefined;
}

/** Registration, bound to a browser. */
export interface Bound {
	flow: Flow<State, Event, Command>;
	/** What an earlier visit, a provider or the address left for this one. */
	opening: Event;
	/** `?client=`: the app that sent the person here. */
	client: string | undefined;
	/** Keeps what a form holds when it is left without a press. */
	keepTyped: (typed: Typed) => void;
}

/** What only the page knows. */
export interface Page {
	portal: Portal;
	/** The path of the page that takes the mail's link. */
	verified: string;
	/** The brand to name the session by; the operator's comes first. */
	brand: string;
}

/**
 * Binds the machine to a browser: reads the address, and takes a login token out of it at once.
 */
export function bind(page: Page): Bound {
	const address = addressOf(new URL(location.href));
	const ports = portsOf(page, address);
	const definition: FlowDefinition<State, Event, Command> = {
		transition,
		perform: (command, signal) => perform(command, ports, signal),
		failed: failure,
		background,
		keep
	};
	const flow = new Flow(definition, initial(nothingTyped));
	return { flow, opening: openingEvent(address), client: address.client, keepTyped };
}

/** Everything in the address comes from outside. */
function addressOf(url: URL): Address {
	return {
		preselected: preselectedIn(url),
		token: url.searchParams.get('token') ?? '',
		client: url.searchParams.get('client') ?? undefined
	};
}

/** The password is not kept, and neither is the registration token. */
function keepTyped({ username, email }: Typed): void {
	keepDraft(NAME, { username, email });
}

function keep(state: State): void {
	if (state.step === 'ready') keepDraft(NAME, undefined);
	else if ('attempt' in state) keepTyped(state.attempt.typed);
	const kept = toKeep(state);
	if (kept) keepWaiting(NAME, kept.record, kept.expiresAt ?? Date.now() + KEPT_MS);
	else if (kept === false) forgetWaiting(NAME);
}

function openingEvent({ token }: Address): Event {
	const typed = { ...nothingTyped, ...keptDraft(NAME), token };
	const { returned, error } = takeReturned();
	if (returned) return { type: 'opened', typed, returned };
	const waiting = keptWaiting(NAME, waitingSchema, Date.now());
	if (waiting) return { type: 'opened', typed, waiting };
	return { type: 'opened', typed, ...(error && { error }) };
}

function portsOf({ portal, verified, brand }: Page, { client, preselected }: Address): Ports {
	const returnTo = new URL(location.pathname, location.href);
	if (client !== undefined) returnTo.searchParams.set('client', client);
	return {
		...portal,
		...browserLinks,
		preselected,
		verifiedPage: new URL(verified, location.href).href,
		returnTo: returnTo.href,
		deviceName: async () =>
			deviceNameFor((await portal.config).brand ?? brand, navigator.userAgent),
		newDeviceId,
		keepLogin,
		leave: leaveForProvider
	};
}
