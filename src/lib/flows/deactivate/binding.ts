import type { Portal } from '$lib/matrix/context';
import { keepLeaving, keptLeaving } from '$lib/session/leaving';
import type { SignedIn } from '$lib/session/signed-in';
import { Flow } from '$lib/wizard/flow.svelte';
import { transition } from './deactivate';
import { perform } from './perform';
import type { Command, Event, State } from './states';

/** The page, bound to a browser. */
interface Bound {
	flow: Flow<State, Event, Command>;
	/** How far this tab had come; for the moment when the page is there. */
	opening: () => Event;
}

/** Binds the machine to a browser. */
export function bind(portal: Portal, signedIn: SignedIn): Bound {
	const { account } = signedIn;
	const { userId } = account;
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, { ...portal, account }, signal),
			failed: (error) => ({ type: 'failed', error }),
			background: ['contact'],
			// A password that is tried once more counts against the person.
			byHand: ['check'],
			ended: (error) => {
				signedIn.ended(error);
			},
			keep: (state) => {
				keep(state, signedIn);
			}
		},
		{ step: 'opening', userId }
	);
	return {
		flow,
		opening: () => {
			const kept = keptLeaving(userId);
			return { type: 'opened', ...(kept && { kept }) };
		}
	};
}

function keep(state: State, signedIn: SignedIn): void {
	if (state.step === 'done') signedIn.deactivated?.();
	else if ('removed' in state) {
		const { userId, removed, sent } = state;
		keepLeaving({ userId, removed: [...removed], sent: sent !== undefined });
	}
}
