import type { PortalError } from '$lib/base/errors';
import {
	isUnused,
	type Command,
	type Event,
	type List,
	type Listed,
	type Page,
	type State,
	type Targets
} from './states';

/** Where an event leads. */
export interface Next {
	state: State;
	command?: Command;
}

/** What was asked for is signed out: the homeserver is asked what is left. */
export function signedOut(page: Page, { ids }: Targets): Next {
	const left: List = { ...pageOf(without(page, ids)), step: 'list' };
	return { state: { ...left, said: { kind: 'signedOut', ids } }, command: { run: 'load' } };
}

/** The page without what belongs to one of its steps. */
export const pageOf = ({ listed, selected, opened }: Page): Page => ({ listed, selected, opened });

/** The page without some sessions. */
export function without<Some extends Page>(page: Some, ids: readonly string[]): Some {
	const gone = new Set(ids);
	const sessions = page.listed.sessions.filter(({ deviceId }) => !gone.has(deviceId));
	return fitting({ ...page, listed: { ...page.listed, sessions } });
}

/** The list with a session's new name. */
export function named(state: List, { deviceId, name }: { deviceId: string; name: string }): List {
	const sessions = state.listed.sessions.map((one) =>
		one.deviceId === deviceId ? { ...one, name } : one
	);
	return { ...state, listed: { ...state.listed, sessions } };
}

/** Nothing stays selected or open that is not there. */
function fitting<Some extends Page>(page: Some): Some {
	const there = new Set(page.listed.sessions.map(({ deviceId }) => deviceId));
	const { selected, opened } = page;
	return {
		...page,
		selected: selected.filter((id) => there.has(id)),
		opened: opened !== undefined && there.has(opened) ? opened : undefined
	};
}

/** The homeserver's word: what it still lists is not signed out, whatever it has said before. */
export function renewed(state: List, listed: Listed): List {
	const next = fitting({ ...state, listed });
	const { said, asking, ...rest } = next;
	const there = new Set(listed.sessions.map(({ deviceId }) => deviceId));
	const refused: PortalError = { kind: 'refused' };
	if (said?.kind === 'signedOut' && said.ids.some((id) => there.has(id)))
		return { ...rest, error: refused };
	const ids = asking?.ids.filter((id) => there.has(id)) ?? [];
	return {
		...rest,
		...(said && { said }),
		...(asking && ids.length > 0 && { asking: { ...asking, ids } })
	};
}

/** What is selected after a press. */
export function selection(
	{ listed: { sessions }, selected }: List,
	event: Extract<Event, { type: 'toggled' | 'unusedSelected' | 'selectionCleared' }>
): readonly string[] {
	switch (event.type) {
		case 'toggled': {
			const { deviceId } = event;
			if (selected.includes(deviceId)) return selected.filter((id) => id !== deviceId);
			const mine = sessions.some((one) => one.deviceId === deviceId && !one.here);
			return mine ? [...selected, deviceId] : selected;
		}
		case 'unusedSelected': {
			const unused = sessions.filter((one) => isUnused(one, event.now));
			return [...new Set([...selected, ...unused.map(({ deviceId }) => deviceId)])];
		}
		case 'selectionCleared':
			return [];
	}
}
