import type { PortalError } from '$lib/base/errors';
import { parts, type Content, type PartName, type Room } from './schema';

/** A part that was asked for: its content, or why it could not be had. */
export type Outcome<Name extends PartName = PartName> =
	{ status: 'included'; content: Content[Name] } | { status: 'missing'; error: PortalError };
export type Outcomes = { readonly [Name in PartName]?: Outcome<Name> };

export interface Collecting {
	step: 'collecting';
	outcomes: Outcomes;
	part: PartName;
	/** Rooms whose names are still to be asked for, and those that were. */
	rooms?: { left: readonly string[]; named: readonly Room[] };
}

export type State =
	| { step: 'start'; error?: PortalError; cancelled?: true }
	| Collecting
	| { step: 'packing'; outcomes: Outcomes }
	| { step: 'ready'; file: Archive; missing: readonly PartName[] };

/** The file, as it is saved. */
export interface Archive {
	name: string;
	blob: Blob;
}

export type Event =
	| { type: 'asked' }
	| { type: 'cancelled' }
	| { type: 'had'; part: PartName; content: Content[PartName] }
	| { type: 'roomsListed'; rooms: readonly string[] }
	| { type: 'roomsNamed'; named: readonly Room[] }
	| { type: 'packed'; file: Archive }
	| { type: 'failed'; error: PortalError };

export type Command =
	| { run: 'ask'; part: PartName }
	| { run: 'name'; rooms: readonly string[] }
	| { run: 'pack'; outcomes: Outcomes };

export interface Next {
	state: State;
	command?: Command;
}

/** So many rooms are asked for before the page tells how far it has come. */
export const PORTION = 40;

/** The machine of an account's archive: one part after the other, so that each can wait or fail alone. */
export function transition(state: State, event: Event): Next {
	switch (state.step) {
		case 'start':
		case 'ready':
			return event.type === 'asked' ? ask({}, parts[0]) : { state };
		case 'collecting':
			return collecting(state, event);
		case 'packing':
			return packing(state, event);
	}
}

const ask = (outcomes: Outcomes, part: PartName): Next => ({
	state: { step: 'collecting', outcomes, part },
	command: { run: 'ask', part }
});

function collecting(state: Collecting, event: Event): Next {
	switch (event.type) {
		case 'cancelled':
			return { state: { step: 'start', cancelled: true } };
		case 'had':
			if (event.part !== state.part) return { state };
			return after(state, { status: 'included', content: event.content });
		case 'roomsListed':
			return naming({ ...state, rooms: { left: event.rooms, named: [] } });
		case 'roomsNamed': {
			if (!state.rooms) return { state };
			const { left, named } = state.rooms;
			const rooms = {
				left: left.slice(event.named.length),
				named: [...named, ...event.named]
			};
			return naming({ ...state, rooms });
		}
		case 'failed':
			return state.rooms
				? nameless(state)
				: after(state, { status: 'missing', error: event.error });
		default:
			return { state };
	}
}

function naming(state: Collecting): Next {
	const { left, named } = state.rooms ?? { left: [], named: [] };
	if (left.length === 0) return after(state, { status: 'included', content: [...named] });
	return { state, command: { run: 'name', rooms: left.slice(0, PORTION) } };
}

/** Names that cannot be had do not take the list with them. */
function nameless(state: Collecting): Next {
	const { left, named } = state.rooms ?? { left: [], named: [] };
	const unnamed = left.map((roomId): Room => ({ roomId, nameUnknown: true }));
	return after(state, { status: 'included', content: [...named, ...unnamed] });
}

function after({ outcomes, part }: Collecting, outcome: Outcome): Next {
	const all = { ...outcomes, [part]: outcome };
	const next = parts[parts.indexOf(part) + 1];
	if (next) return ask(all, next);
	return { state: { step: 'packing', outcomes: all }, command: { run: 'pack', outcomes: all } };
}

function packing(state: Extract<State, { step: 'packing' }>, event: Event): Next {
	switch (event.type) {
		case 'cancelled':
			return { state: { step: 'start', cancelled: true } };
		case 'packed': {
			const missing = parts.filter((part) => state.outcomes[part]?.status === 'missing');
			return { state: { step: 'ready', file: event.file, missing } };
		}
		case 'failed':
			return { state: { step: 'start', error: event.error } };
		default:
			return { state };
	}
}
