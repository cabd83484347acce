import type { Portal } from '$lib/matrix/context';
import type { SignedIn } from '$lib/session/signed-in';
import { Flow } from '$lib/wizard/flow.svelte';
import { ahead } from '$lib/wizard/keys/ahead';
import { perform } from './perform';
import { transition } from './secure-backup';
import type { Command, Event, State } from './states';

/** The page, bound to a browser. */
interface Bound {
	flow: Flow<State, Event, Command>;
	/** Ends what is under way, and forgets every key. */
	leave: () => void;
}

/** Binds the machine to a browser. */
export function bind(portal: Portal, signedIn: SignedIn): Bound {
	const { userId } = signedIn.account;
	const { security, recoveryKeys, encryption } = portal;
	const loading = ahead((told, signal) => encryption.load(told, signal));
	let begun = false;
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) =>
				perform(
					command,
					{
						security,
						recoveryKeys,
						encryption,
						userId,
						load: loading.load,
						tell: (event) => flow.send(event)
					},
					signal
				),
			failed: (error) => ({ type: 'failed', error }),
			background: [],
			byHand: (command) => command.run === 'act' && command.proof?.password !== undefined,
			ended: (error) => {
				signedIn.ended(error);
			},
			keep: ({ step }) => {
				// While the person saves the key, what comes after is fetched.
				if (step === 'save' && !begun) loading.start();
				if (step === 'save' || step === 'work') begun = true;
				if (step === 'done' && begun) void encryption.wipe();
			}
		},
		{ step: 'opening' }
	);
	return {
		flow,
		leave: () => {
			flow.dispose();
			loading.stop();
			if (begun) void encryption.wipe();
		}
	};
}
