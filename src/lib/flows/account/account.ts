import type { PortalError } from '$lib/base/errors';
import type { Homeserver } from '$lib/base/homeserver';
import { ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { AccountPort } from '$lib/matrix/ports';

/** The session of this tab, as far as this page needs it. */
export interface Here {
	server: Homeserver;
	userId: string;
	accessToken: Secret;
	refreshToken?: Secret;
}

export type State =
	{ step: 'opening' } | { step: 'here'; account: Here; error?: PortalError } | { step: 'nobody' };

export type Event =
	| { type: 'opened'; account: Here | undefined }
	| { type: 'signOutAsked' }
	| { type: 'signedOut' }
	| { type: 'failed'; error: PortalError };

export interface Command {
	run: 'signOut';
	account: Here;
}

export interface Ports {
	account: Pick<AccountPort, 'logout' | 'refresh'>;
	forget(): void;
}

/** The machine of the account's page. */
export function transition(state: State, event: Event): { state: State; command?: Command } {
	switch (event.type) {
		case 'opened':
			return {
				state: event.account ? { step: 'here', account: event.account } : { step: 'nobody' }
			};
		case 'signOutAsked': {
			if (state.step !== 'here') return { state };
			const { account } = state;
			return { state: { step: 'here', account }, command: { run: 'signOut', account } };
		}
		case 'signedOut':
			return { state: { step: 'nobody' } };
		case 'failed':
			return { state: state.step === 'here' ? { ...state, error: event.error } : state };
	}
}

/** Signs out at the homeserver, then forgets the session; one that has ended already is signed out. */
export async function perform(
	{ account }: Command,
	ports: Ports,
	signal: AbortSignal
): Promise<Result<Event>> {
	const ended = await end(account, ports, signal);
	if (!ended.ok && ended.error.kind !== 'sessionEnded') return ended;
	ports.forget();
	return ok({ type: 'signedOut' });
}

/** An access token lives for minutes only: one that has run out is renewed once, to end the session. */
async function end(
	{ server, accessToken, refreshToken }: Here,
	{ account }: Ports,
	signal: AbortSignal
): Promise<Result<true>> {
	const ended = await account.logout(server, accessToken, signal);
	if (ended.ok || ended.error.kind !== 'sessionEnded' || !refreshToken) return ended;
	const tokens = await account.refresh(server, refreshToken, signal);
	return tokens.ok ? account.logout(server, tokens.value.accessToken, signal) : tokens;
}
