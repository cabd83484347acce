import type { Portal } from '$lib/matrix/context';
import type { SignedIn } from '$lib/session/signed-in';
import { Flow } from '$lib/wizard/flow.svelte';
import { keeper } from '$lib/wizard/keys/keeper';
import { sendsPassword } from '$lib/wizard/keys/work';
import { perform, type Ports } from './perform';
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
	const { load, keep, leave } = keeper(portal.encryption);
	const ports: Ports = {
		...portal,
		userId,
		deviceId,
		load,
		tell: (event) => flow.send(event)
	};
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, ports, signal),
			failed: (error) => ({ type: 'failed', error }),
			background: ['others'],
			byHand: (command) =>
				command.run === 'consent' ? command.password !== undefined : sendsPassword(command),
			ended: (error) => signedIn.ended(error),
			keep
		},
		{ step: 'opening' }
	);
	return {
		flow,
		leave: () => {
			flow.dispose();
			leave();
		}
	};
}
