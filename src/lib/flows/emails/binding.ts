import * as z from 'zod/mini';
import { once } from '$lib/base/pauses';
import type { Portal } from '$lib/matrix/context';
import { browserLinks } from '$lib/session/awaited-link';
import { keepDraft, keptDraft } from '$lib/session/draft';
import { onLinkOpened } from '$lib/session/link-channel';
import type { SignedIn } from '$lib/session/signed-in';
import { forgetWaiting, keepWaiting, keptWaiting, type Kept } from '$lib/session/waiting';
import { Flow } from '$lib/wizard/flow.svelte';
import { background, byHand, failure, toKeep, transition } from './emails';
import { perform } from './perform';
import type { Ports } from './ports';
import type { AddingEmail, Command, Event, State } from './states';
import { fromWaiting, waitingSchema } from './waiting';

const NAME = 'emails';
// A browser may be used by several people: each is asked about one's own.
const keptSchema = z.object({ userId: z.string(), adding: waitingSchema });

/** What only the page knows. */
export interface Page {
	portal: Pick<Portal, 'security' | 'emails'>;
	signedIn: SignedIn;
	/** The path of the page that takes the mail's link. */
	verified: string;
}

/** Binds the machine to a browser. */
export function bind(page: Page): { flow: Flow<State, Event, Command>; opening: Event } {
	const { userId } = page.signedIn.account;
	const left = keptFor(userId);
	const typed = keptDraft(NAME)?.email ?? '';
	const ports = portsOf(page);
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, ports, signal),
			failed: failure,
			background,
			byHand,
			ended: (error) => page.signedIn.ended(error),
			keep: keeping(userId, left !== undefined)
		},
		{ step: 'loading', typed }
	);
	return { flow, opening: { type: 'opened', typed, ...(left && { left }) } };
}

function keptFor(userId: string): Kept<AddingEmail> | undefined {
	const kept = keptWaiting(NAME, keptSchema, Date.now());
	if (kept?.record.userId !== userId) return undefined;
	return { record: fromWaiting(kept.record.adding), sameTab: kept.sameTab };
}

/** @param ours whether what is kept is this tab's to forget */
function keeping(userId: string, ours: boolean): (state: State) => void {
	return (state) => {
		if (state.step === 'list')
			keepDraft(NAME, state.typed === '' ? undefined : { username: '', email: state.typed });
		const kept = toKeep(state);
		if (kept) keepWaiting(NAME, { userId, adding: kept.record }, kept.expiresAt);
		else if (kept === false && ours) forgetWaiting(NAME);
		if (kept !== undefined) ours = kept !== false;
	};
}

function portsOf({ portal, signedIn, verified }: Page): Ports {
	return {
		security: portal.security,
		emails: portal.emails,
		account: signedIn.account,
		...browserLinks,
		linkOpened: async (sid, signal) => {
			let how: 'confirmed' | 'finished' = 'confirmed';
			await once(signal, (done) =>
				onLinkOpened(sid, {
					confirmed: done,
					finished: () => {
						how = 'finished';
						done();
					}
				})
			);
			return how;
		},
		verifiedPage: new URL(verified, location.href).href,
		country: new Intl.Locale(navigator.language).maximize().region ?? 'GB'
	};
}
