import { confirmed } from './confirming';
import { named, pageOf, renewed, selection, signedOut, without, type Next } from './page';
import type { Event, Linked, List, Listed, Page, State, Targets } from './states';

/** The machine of the page of sessions. */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'opening':
			return opening(state, event);
		case 'list':
			return list(state, event);
		case 'confirm':
			return confirmed(state, event);
		case 'left':
			return { state };
	}
}

function opening(state: Extract<State, { step: 'opening' }>, event: Event): Next {
	const { linked } = state;
	switch (event.type) {
		case 'opened': {
			const asked = event.linked ?? linked;
			return {
				state: { step: 'opening', ...(asked && { linked: asked }) },
				command: { run: 'load' }
			};
		}
		case 'loaded':
			return { state: first(event.listed, linked) };
		case 'failed':
			return { state: { ...state, error: event.error } };
		default:
			return { state };
	}
}

/** The list as it is seen first, with what a link asks for. */
function first(listed: Listed, linked: Linked | undefined): State {
	const page: List = { step: 'list', listed, selected: [] };
	// The one that is certain to be theirs shows what can be done with each.
	if (!linked) return { ...page, opened: listed.sessions.find(({ here }) => here)?.deviceId };
	const { deviceId, signOut } = linked;
	const session = listed.sessions.find((one) => one.deviceId === deviceId);
	if (!session) return { ...page, said: { kind: 'notFound' } };
	// Other sessions of such a homeserver are signed out on its own page: its link is in the details.
	const ask = signOut && (session.here || !listed.management);
	return {
		...page,
		opened: deviceId,
		revealed: deviceId,
		...(ask && { asking: { by: 'one', ids: [deviceId] } })
	};
}

function list(state: List, event: Event): Next {
	switch (event.type) {
		case 'loaded':
			return { state: renewed(state, event.listed) };
		case 'unfolded': {
			const { deviceId } = event;
			return { state: { ...state, opened: state.opened === deviceId ? undefined : deviceId } };
		}
		case 'renameAsked': {
			const { deviceId, name } = event;
			return { state: quiet(state), command: { run: 'rename', deviceId, name } };
		}
		case 'renamed':
			return {
				state: { ...quiet(named(state, event)), said: { kind: 'renamed', name: event.name } },
				command: { run: 'load' }
			};
		case 'gone':
			return {
				state: { ...quiet(without(state, [event.deviceId])), said: { kind: 'gone' } },
				command: { run: 'load' }
			};
		case 'failed':
			return { state: { ...quiet(state), error: event.error } };
		case 'toggled':
		case 'unusedSelected':
		case 'selectionCleared':
			return { state: { ...state, selected: selection(state, event) } };
		default:
			return signingOut(state, event);
	}
}

function signingOut(state: List, event: Event): Next {
	const { asking } = state;
	switch (event.type) {
		case 'signOutAsked':
			return { state: { ...quiet(state), asking: event.targets } };
		case 'signOutCancelled':
			return { state: quiet(state) };
		case 'signOutAgreed':
			if (!asking) return { state };
			return {
				state: { ...quiet(state), working: asking },
				command: isHere(state, asking) ? { run: 'leave' } : { run: 'remove', targets: asking }
			};
		case 'challenged': {
			const { targets, confirmation } = event;
			return { state: { ...pageOf(state), step: 'confirm', targets, confirmation } };
		}
		case 'removed':
			return signedOut(state, event.targets);
		case 'left':
			return { state: { step: 'left' } };
		default:
			return { state };
	}
}

const isHere = ({ listed }: Page, { ids }: Targets): boolean =>
	listed.sessions.some(({ here, deviceId }) => here && ids.includes(deviceId));

/** The list with nothing open, under way or said. */
const quiet = (state: List): List => ({
	...pageOf(state),
	step: 'list',
	...(state.revealed !== undefined && { revealed: state.revealed })
});
