import { confirmed } from './confirming';
import { removing } from './removing';
import { baseOf, type Choice, type Event, type FormState, type Next, type State } from './states';

/** The machine of deactivating an account. */
export function transition(state: State, event: Event): Next {
	if (event.type === 'gone') return gone(state);
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'form':
			return form(state, event);
		case 'confirm':
			return confirmed(state, event);
		case 'removing':
			return removing(state, event);
		case 'done':
			return event.type === 'contactKnown'
				? { state: { ...state, contact: event.contact } }
				: { state };
		default:
			return { state };
	}
}

function gone(state: State): Next {
	if (!('userId' in state)) return { state };
	if (state.step === 'done') return { state };
	return { state: { step: 'done', userId: state.userId }, command: { run: 'contact' } };
}

function opening(state: Extract<State, { step: 'opening' }>, event: Event): Next {
	const { userId } = state;
	switch (event.type) {
		case 'opened': {
			const kept = event.kept ?? state.kept;
			const next = { step: 'opening', userId, ...(kept && { kept }) } as const;
			// The truth first: the last request may have worked.
			return { state: next, command: { run: kept?.sent ? 'ask' : 'look' } };
		}
		case 'stillThere':
			return { state: { ...state, unchanged: true }, command: { run: 'look' } };
		case 'found': {
			const listed = event.found.addresses?.map(({ address }) => address) ?? [];
			const removed = state.kept?.removed.filter((address) => !listed.includes(address)) ?? [];
			const lost = state.kept?.sent && ({ sent: 'lost' } as const);
			const { found } = event;
			const { unchanged } = state;
			return {
				state: {
					step: 'form',
					userId,
					found,
					removed,
					...lost,
					...(unchanged && { unchanged })
				}
			};
		}
		case 'closed':
			return { state: { step: 'closed', contact: event.contact } };
		case 'elsewhere':
			return { state: { step: 'elsewhere', url: event.url } };
		case 'failed':
			return { state: { ...state, error: event.error } };
		default:
			return { state };
	}
}

function form(state: FormState, event: Event): Next {
	const { choice } = state;
	const calm: FormState = { step: 'form', ...baseOf(state), ...(choice && { choice }) };
	switch (event.type) {
		case 'submitted':
			return submitted({ ...calm, choice: event.choice }, event.choice, event.typed.trim());
		case 'challenged': {
			if (!choice) return { state };
			const { confirmation } = event;
			return { state: { step: 'confirm', ...baseOf(state), choice, confirmation } };
		}
		case 'elsewhere':
			return { state: { step: 'elsewhere', url: event.url } };
		case 'failed':
			return { state: { ...calm, error: event.error } };
		default:
			return { state };
	}
}

function submitted(state: FormState, choice: Choice, typed: string): Next {
	if (typed === '') return { state: { ...state, fault: 'missing' } };
	// Nothing is guessed here: another spelling may be another account.
	if (typed !== state.userId) return { state: { ...state, fault: 'other' } };
	return { state, command: { run: 'begin', choice } };
}
