import type { Portal } from '$lib/matrix/context';
import type { SignedIn } from '$lib/session/signed-in';
import { noteBy } from '$lib/session/visit-record';
import { Flow } from '$lib/wizard/flow.svelte';
import { transition } from './machine';
import { perform } from './perform';
import type { Command, Event, State, Task } from './states';

/** The flow of one task. */
export type TaskFlow<Choice> = Flow<State<Choice>, Event<Choice>, Command<Choice>>;

/** Binds a task to a browser, and to the user whom it is for. */
export function bind<Choice>(
	task: Task<Choice>,
	userId: string,
	portal: Pick<Portal, 'adminUser'>,
	signedIn: SignedIn
): TaskFlow<Choice> {
	const operator = signedIn.account.userId;
	return new Flow<State<Choice>, Event<Choice>, Command<Choice>>(
		{
			transition,
			perform: (command, signal) =>
				perform(task, command, { port: portal.adminUser, userId, operator, note: noteBy }, signal),
			failed: (error) => ({ type: 'failed', error }),
			background: [],
			ended: (error) => {
				signedIn.ended(error);
			}
		},
		{ step: 'opening' }
	);
}
