import { exported } from './exporting';
import { pagesOf, type Event, type Next, type State, type Users, type View } from './states';

/** The machine of the list of users: one view of it at a time, and the whole of it as a file. */
export function transition(state: State, event: Event): Next {
	if (state.step === 'before') return before(state, event);
	const { view } = state;
	switch (event.type) {
		case 'opened':
			return isSame(event.view, view) && !state.error ? { state } : load(state, event.view);
		case 'typed':
			if (event.search === view.search) return { state };
			return load(state, { ...view, search: event.search, page: 1 }, true);
		case 'grouped':
			return load(state, { ...view, group: event.group, page: 1 });
		case 'sorted':
			return load(state, sorted(view, event.orderBy));
		case 'turned':
			return load(state, { ...view, page: event.page });
		case 'again':
			return load(state, view);
		case 'loaded':
			return loaded(state, event);
		case 'failed':
			return { state: { ...state, error: event.error } };
		default:
			return exported(state, event);
	}
}

function before(state: Extract<State, { step: 'before' }>, event: Event): Next {
	if (event.type === 'typed') return { state: { step: 'before', search: event.search } };
	if (event.type !== 'opened') return { state };
	const typed = state.search ? { search: state.search, page: 1 } : {};
	const view = { ...event.view, ...typed };
	return load({ step: 'users', view }, view);
}

function load({ error: _, ...state }: Users, view: View, wait = false): Next {
	return { state: { ...state, view }, command: { run: 'load', view, wait } };
}

/** The same column again turns the order round; dates begin with the latest. */
function sorted(view: View, orderBy: View['orderBy']): View {
	const isDate = orderBy === 'createdAt' || orderBy === 'lastSeenAt';
	const descending = orderBy === view.orderBy ? !view.descending : isDate;
	return { ...view, orderBy, descending, page: 1 };
}

function loaded(
	{ error: _, ...state }: Users,
	{ shown }: Extract<Event, { type: 'loaded' }>
): Next {
	const last = pagesOf(shown.total);
	// The list has become shorter, or an address names a page that never was.
	if (shown.view.page > last) return load(state, { ...shown.view, page: last });
	return { state: { ...state, shown } };
}

const isSame = (a: View, b: View): boolean =>
	a.search === b.search &&
	a.group === b.group &&
	a.orderBy === b.orderBy &&
	a.descending === b.descending &&
	a.page === b.page;
