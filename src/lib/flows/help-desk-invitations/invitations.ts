import { limitsOf } from './limits';
import type { Event, Next, Shown, State } from './states';

type In<Step extends State['step']> = Extract<State, { step: Step }>;
type Listing = Omit<In<'list'>, 'step'>;

export const initial: State = { step: 'opening' };

/** The machine of the invitations: one thing at a time, what is pressed meanwhile is not heard. */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'unsupported':
			return { state };
		case 'list':
			return atList(state, event);
		case 'form':
			return atForm(state, event);
		case 'creating':
			return creating(state, event);
		case 'asking':
			return asking(state, event);
		case 'revoking':
			return revoking(state, event);
	}
}

function opening(state: In<'opening'>, event: Event): Next {
	switch (event.type) {
		case 'openAsked':
			return { state: initial, command: { run: 'open' } };
		case 'opened':
			return { state: { step: 'list', tokens: event.tokens, need: event.need } };
		case 'unsupported':
			return { state: { step: 'unsupported' } };
		case 'failed':
			return { state: { step: 'opening', error: event.error } };
		default:
			return { state };
	}
}

/** What stays of a list when something new is begun: what was said of the last thing is outdated. */
function bare({ tokens, need, linked }: Listing): Listing {
	return { tokens, need, ...(linked !== undefined && { linked }) };
}

const emptyDraft = { uses: '1', until: '' };

function atList(state: In<'list'>, event: Event): Next {
	switch (event.type) {
		case 'newAsked': {
			const { tokens, need } = state;
			return { state: { step: 'form', draft: emptyDraft, tokens, need } };
		}
		case 'linkAsked':
			return { state: { ...bare(state), step: 'list', linked: event.token } };
		case 'revokeAsked':
			return { state: { ...bare(state), step: 'asking', token: event.token } };
		default:
			return { state };
	}
}

function atForm(state: In<'form'>, event: Event): Next {
	switch (event.type) {
		case 'cancelled':
			return { state: { ...bare(state), step: 'list' } };
		case 'revokeAsked':
			return { state: { ...bare(state), step: 'asking', token: event.token } };
		case 'linkAsked':
			return { state: { ...bare(state), step: 'list', linked: event.token } };
		case 'submitted': {
			const { draft, token, now } = event;
			const read = limitsOf(draft, now);
			if (!read.ok) return { state: { ...bare(state), step: 'form', draft, faults: read.faults } };
			return {
				state: { ...bare(state), step: 'creating', draft },
				command: { run: 'create', wanted: { token, ...read.limits } }
			};
		}
		default:
			return { state };
	}
}

function creating(state: In<'creating'>, event: Event): Next {
	switch (event.type) {
		case 'created': {
			const { token } = event.token;
			const others = state.tokens.filter((each) => each.token !== token);
			return {
				state: {
					step: 'list',
					need: state.need,
					tokens: [event.token, ...others],
					linked: token,
					news: { what: 'created', token }
				}
			};
		}
		case 'failed':
			return {
				state: { ...bare(state), step: 'form', draft: state.draft, error: event.error }
			};
		default:
			return { state };
	}
}

function asking(state: In<'asking'>, event: Event): Next {
	const { token } = state;
	switch (event.type) {
		case 'cancelled':
			return { state: { ...bare(state), step: 'list' } };
		case 'revokeAgreed':
			return {
				state: { ...bare(state), step: 'revoking', token },
				command: { run: 'revoke', token }
			};
		default:
			return { state };
	}
}

function revoking(state: In<'revoking'>, event: Event): Next {
	const { token, need, linked } = state;
	switch (event.type) {
		case 'revoked':
			return {
				state: {
					step: 'list',
					need,
					tokens: state.tokens.filter((each) => each.token !== token),
					...(linked !== undefined && linked !== token && { linked }),
					news: { what: 'revoked', token }
				}
			};
		case 'failed':
			return { state: { ...bare(state), step: 'list', error: event.error } };
		default:
			return { state };
	}
}

/** Whether there is a list to show. */
export const hasList = (state: State): state is Shown =>
	state.step !== 'opening' && state.step !== 'unsupported';
