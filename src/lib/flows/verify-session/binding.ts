import { ok } from '$lib/base/result';
import type { Portal } from '$lib/matrix/context';
import type { SignedIn } from '$lib/session/signed-in';
import { Flow } from '$lib/wizard/flow.svelte';
import { perform, type Ports } from './perform';
import type { Command, Event, State } from './states';
import { transition } from './verify-session';

/** The verification of a session, bound to a browser. */
interface Bound {
	flow: Flow<State, Event, Command>;
	/** The session that the address names; undefined: this one. */
	other: string | undefined;
	/** Ends everything, and forgets every key. */
	leave(): void;
}

/** Binds the machine to a browser. */
export function bind(portal: Portal, signedIn: SignedIn): Bound {
	const other = new URL(location.href).searchParams.get('device_id') || undefined;
	const { security, recoveryKeys, encryption, verification } = portal;
	let [loaded, asked] = [false, false];
	const ports: Ports = {
		security,
		recoveryKeys,
		encryption,
		verification,
		deviceId: signedIn.account.deviceId,
		other,
		arrived: (arrived) => flow.send({ type: 'arrived', arrived })
	};
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => {
				loaded ||= command.run === 'load';
				asked ||= command.run === 'ask';
				if (command.run === 'stop' && !asked) return Promise.resolve(ok({ type: 'stopped' }));
				return perform(command, ports, signal);
			},
			failed: (error) => ({ type: 'failed', error }),
			background: ['watch'],
			ended: (error) => {
				signedIn.ended(error);
			},
			keep: ({ step }) => {
				if (step === 'done') forget();
			}
		},
		{ step: 'opening' }
	);

	// Where nothing was loaded there is nothing to forget, and nothing is loaded for it.
	function forget() {
		if (!loaded) return;
		const stopped = asked ? verification.stop() : Promise.resolve();
		[loaded, asked] = [false, false];
		void stopped.then(() => encryption.wipe());
	}

	return {
		flow,
		other,
		leave() {
			flow.dispose();
			forget();
		}
	};
}
