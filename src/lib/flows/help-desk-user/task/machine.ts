import type { Event, Next, State } from './states';

type Form<Choice> = Extract<State<Choice>, { step: 'form' }>;

/** The machine of every task that an operator does for one user. */
export function transition<Choice>(state: State<Choice>, event: Event<Choice>): Next<Choice> {
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'form':
			return form(state, event);
		case 'done':
			return event.type === 'forgotten' ? { state: { ...state, choice: event.choice } } : { state };
		default:
			return { state };
	}
}

function opening<Choice>(state: State<Choice>, event: Event<Choice>): Next<Choice> {
	switch (event.type) {
		case 'opened':
			return { state: { step: 'opening' }, command: { run: 'look' } };
		case 'found':
			return { state: { step: 'form', facts: event.facts } };
		case 'nobodyFound':
			return { state: { step: 'nobody' } };
		case 'failed':
			return { state: { step: 'opening', error: event.error } };
		default:
			return { state };
	}
}

function form<Choice>(state: Form<Choice>, event: Event<Choice>): Next<Choice> {
	const { facts, sent } = state;
	switch (event.type) {
		case 'submitted':
			// What is under way is ended first: a second press must not do it twice.
			if (sent) return { state };
			return apply(facts, { choice: event.choice, again: false });
		case 'lost':
			return sent ? apply(facts, { ...sent, again: true }) : { state };
		case 'applied': {
			if (!sent) return { state };
			const { after, already } = event;
			return { state: { step: 'done', choice: sent.choice, before: facts, after, already } };
		}
		case 'stopped': {
			const { trouble, error } = event;
			const now = event.facts ?? facts;
			return { state: { step: 'form', facts: now, trouble, ...(error && { error }) } };
		}
		case 'nobodyFound':
			return { state: { step: 'nobody' } };
		case 'failed':
			return { state: { step: 'form', facts, error: event.error } };
		default:
			return { state };
	}
}

const apply = <Choice>(
	facts: Form<Choice>['facts'],
	sent: NonNullable<Form<Choice>['sent']>
): Next<Choice> => ({
	state: { step: 'form', facts, sent },
	command: { run: 'apply', sent, shown: facts }
});
