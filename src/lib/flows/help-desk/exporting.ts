import { csvLines } from './csv';
import type { Command, Event, Exporting, Users } from './states';

interface Next {
	state: Users;
	command?: Command;
}

/** Makes the file of the list: part by part, so that it can be stopped and taken up again. */
export function exported(state: Users, event: Event): Next {
	const { exporting } = state;
	switch (event.type) {
		case 'exportAsked': {
			const view = { ...state.view, orderBy: 'userId', descending: false, page: 1 } as const;
			const total = state.shown?.total ?? 0;
			return ask(state, { view, parts: [], done: 0, from: 0, total, last: [], phase: 'asking' });
		}
		case 'exportContinued':
			return exporting?.phase === 'stopped' ? ask(state, exporting) : { state };
		case 'exportCancelled': {
			const { exporting: _, ...rest } = state;
			return { state: rest };
		}
		case 'exported':
			return exporting?.phase === 'asking' ? added(state, exporting, event) : { state };
		case 'exportFailed': {
			if (exporting?.phase !== 'asking') return { state };
			return {
				state: { ...state, exporting: { ...exporting, phase: 'stopped', error: event.error } }
			};
		}
		default:
			return { state };
	}
}

function ask(state: Users, { error: _, ...exporting }: Exporting): Next {
	const { view, from } = exporting;
	return {
		state: { ...state, exporting: { ...exporting, phase: 'asking' } },
		command: { run: 'export', view, from }
	};
}

function added(
	state: Users,
	before: Exporting,
	{ users, total }: Extract<Event, { type: 'exported' }>
): Next {
	const fresh = users.filter(({ userId }) => !before.last.includes(userId));
	const exporting: Exporting = {
		...before,
		parts: fresh.length > 0 ? [...before.parts, csvLines(fresh)] : before.parts,
		done: before.done + fresh.length,
		from: before.from + users.length,
		last: users.map(({ userId }) => userId),
		total
	};
	const isOver = users.length === 0 || exporting.from >= total;
	return isOver
		? { state: { ...state, exporting: { ...exporting, phase: 'ready' } } }
		: ask(state, exporting);
}
