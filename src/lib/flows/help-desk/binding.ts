import type { Portal } from '$lib/matrix/context';
import type { SignedIn } from '$lib/session/signed-in';
import { noteBy } from '$lib/session/visit-record';
import { Flow } from '$lib/wizard/flow.svelte';
import { perform } from './perform';
import type { Command, Event, Shown, State, Users } from './states';
import { transition } from './users';

interface Surroundings {
	admin: Portal['admin'];
	signedIn: SignedIn;
	/** Another view is shown: for the page's address. `typed`: it takes the place of the one before. */
	seen: (shown: Shown, typed: boolean) => void;
}

/** Binds the machine of the list of users to a browser. */
export function bind({ admin, signedIn, seen }: Surroundings): Flow<State, Event, Command> {
	let last: Users['shown'];
	let file: Users['exporting'];
	return new Flow<State, Event, Command>(
		{
			transition,
			perform: (command, signal) => perform(command, admin, signal),
			failed: (error, { run }) => ({ type: run === 'load' ? 'failed' : 'exportFailed', error }),
			background: ['export'],
			ended: (error) => {
				signedIn.ended(error);
			},
			keep: (state) => {
				if (state.step === 'before') return;
				const { shown, exporting } = state;
				if (shown && shown !== last) seen(shown, shown.view.search !== last?.view.search);
				if (exporting?.phase === 'ready' && file?.phase !== 'ready')
					noteBy(signedIn.account.userId, {
						task: 'exportList',
						result: 'done',
						count: exporting.done
					});
				last = shown;
				file = exporting;
			}
		},
		{ step: 'before' }
	);
}
