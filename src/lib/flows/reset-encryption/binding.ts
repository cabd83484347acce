import type { Portal } from '$lib/matrix/context';
import type { SignedIn } from '$lib/session/signed-in';
import { Flow } from '$lib/wizard/flow.svelte';
import { ahead } from '$lib/wizard/keys/ahead';
import { perform } from './perform';
import { transition } from './reset-encryption';
import type { Command, Event, State } from './states';

/** The page, bound to a browser. */
interface Bound {
	flow: Flow<State, Event, Command>;
	/** Ends what is under way, and forgets every key. */
	leave: () => void;
}

/** Binds the machine to a browser. */
export function bind(portal: Portal, signedIn: SignedIn): Bound {
	const { userId, deviceId } = signedIn.account;
	const { encryption } = portal;
	const loading = ahead((told, signal) => encryption.load(told, signal));
	let begun = false;
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) =>
				perform(
					command,
					{
						...portal,
						userId,
						deviceId,
						load: loading.load,
						tell: (event) => flow.send(event)
					},
					signal
				),
			failed: (error) => ({ type: 'failed', error }),
			background: ['others'],
			byHand: sendsPassword,
			ended: (error) => {
				signedIn.ended(error);
			},
			keep: ({ step }) => {
				// While the person saves the key, what comes after is fetched.
				if (step === 'save' && !begun) loading.start();
				if (step === 'save') begun = true;
				if (step === 'done') void encryption.wipe();
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

function sendsPassword(command: Command): boolean {
	if (command.run === 'consent') return command.password !== undefined;
	return command.run === 'act' && command.proof?.password !== undefined;
}
