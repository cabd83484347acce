import type { Portal } from '$lib/matrix/context';
import { currentAccount, wipeAccount } from '$lib/session/account';
import { preselectedIn } from '$lib/session/address';
import { browserLinks } from '$lib/session/awaited-link';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { sayEnded } from '$lib/session/tabs';
import { forgetWaiting, isReplaced, keepWaiting, keptWaiting } from '$lib/session/waiting';
import { newClientSecret } from '$lib/uia/email-link';
import { Flow } from '$lib/wizard/flow.svelte';
import { perform } from './perform';
import type { Ports } from './ports';
import { background, failure, toKeep, transition } from './recover';
import { initial, type Command, type Event, type State, type Typed } from './states';
import { waitingSchema } from './waiting';

const NAME = 'recover';
// Longer than a link lives: a confirmed one waits for its password at the homeserver for two days.
const KEPT_MS = 3_600_000;

/** Recovery, bound to a browser. */
export interface Bound {
	flow: Flow<State, Event, Command>;
	/** What an earlier visit left for this one. */
	opening: Event;
	/** Keeps what a form holds when it is left without a press. */
	keepTyped: (typed: Typed) => void;
}

/**
 * Binds the machine to a browser.
 * @param verified the path of the page that takes the mail's link
 */
export function bind({ portal, verified }: { portal: Portal; verified: string }): Bound {
	const ports = portsOf(portal, verified);
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, ports, signal),
			failed: failure,
			background,
			keep: keeping()
		},
		initial
	);
	const waiting = keptWaiting(NAME, waitingSchema, Date.now());
	const typed = { email: keptDraft(NAME)?.email ?? '' };
	const clientSecret = newClientSecret();
	const opening: Event = { type: 'opened', typed, clientSecret, ...(waiting && { waiting }) };
	return { flow, opening, keepTyped };
}

/** The password is not kept. */
function keepTyped({ email }: Typed): void {
	keepDraft(NAME, { username: '', email });
}

/** What has been kept is not kept again: a newer reset of another tab would be overwritten. */
function keeping(): (state: State) => void {
	let last: string | undefined;
	return (state) => {
		if (state.step === 'done') keepDraft(NAME, undefined);
		else if ('form' in state) keepTyped(state.form.typed);
		const kept = toKeep(state);
		if (kept === undefined) return;
		const mark = kept ? `${state.step} ${JSON.stringify(kept.record)}` : undefined;
		if (mark !== undefined && mark === last) return;
		last = mark;
		if (!kept) return forgetWaiting(NAME);
		keepTyped({ email: kept.record.mail.address });
		keepWaiting(NAME, kept.record, kept.expiresAt ?? Date.now() + KEPT_MS);
	};
}

function portsOf(portal: Portal, verified: string): Ports {
	return {
		...portal,
		...browserLinks,
		preselected: preselectedIn(new URL(location.href)),
		verifiedPage: new URL(verified, location.href).href,
		isReplaced: (clientSecret) =>
			isReplaced(NAME, waitingSchema, (record) => record.clientSecret === clientSecret),
		signedIn: currentAccount,
		forgetSession: (session) => {
			wipeAccount(session);
			sayEnded(session);
		},
		keepForSignIn: (known) => keepDraft('login', known)
	};
}
