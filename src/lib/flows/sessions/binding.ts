import { ok, type Result } from '$lib/base/result';
import type { Portal } from '$lib/matrix/context';
import { cleanAddress } from '$lib/session/address';
import type { SignedIn } from '$lib/session/signed-in';
import { Flow } from '$lib/wizard/flow.svelte';
import { perform, type Ports } from './perform';
import { transition } from './sessions';
import type { Command, Event, Linked, State } from './states';

/** The page of sessions, bound to a browser. */
interface Bound {
	flow: Flow<State, Event, Command>;
	/** What the address asks for; for the moment when the page is there. */
	opening: () => Event;
}

/** Binds the machine to a browser. */
export function bind(portal: Portal, signedIn: SignedIn): Bound {
	const { userId, deviceId } = signedIn.account;
	const ports: Ports = {
		security: portal.security,
		sessions: portal.sessions,
		userId,
		deviceId,
		signOut: (signal) => signOut(portal.account, signal)
	};
	const flow = new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, ports, signal),
			failed: (error) => ({ type: 'failed', error }),
			background: [],
			byHand: (command) => 'password' in command,
			ended: (error) => {
				signedIn.ended(error);
			},
			keep
		},
		{ step: 'opening' }
	);
	return { flow, opening: () => ({ type: 'opened', ...linkedIn(new URL(location.href)) }) };
}

/** Until the list is there, somebody who has to sign in first comes back to what the link asks for. */
function keep({ step }: State): void {
	const url = new URL(location.href);
	if (step === 'opening' || !url.searchParams.has('action')) return;
	url.searchParams.delete('action');
	url.searchParams.delete('device_id');
	cleanAddress(url);
}

function linkedIn({ searchParams }: URL): { linked?: Linked } {
	const action = searchParams.get('action');
	const deviceId = searchParams.get('device_id');
	if (deviceId === null || deviceId === '') return {};
	if (action === 'org.matrix.device_view') return { linked: { deviceId, signOut: false } };
	if (action === 'org.matrix.device_delete') return { linked: { deviceId, signOut: true } };
	return {};
}

/** A session that is over already is signed out. */
async function signOut(account: Portal['account'], signal: AbortSignal): Promise<Result<true>> {
	const ended = await account.endSession(signal);
	return ended.ok || ended.error.kind !== 'sessionEnded' ? ended : ok(true);
}
