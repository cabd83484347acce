import type { Event, Next, Row, State } from './states';

type List = Exclude<State, { step: 'choose' }>;

/** So many at once: each of them is looked at before anything is done. */
export const MOST = 1_000;
/** So many are looked at side by side. */
const LOOKED_AT_ONCE = 8;

/** The machine of deactivating several users. */
export function transition(state: State, event: Event): Next {
	if (event.type === 'othersAsked')
		return isUnderWay(state) ? { state } : { state: { step: 'choose' } };
	if (state.step === 'choose') return event.type === 'chosen' ? chosen(event.userIds) : { state };
	switch (event.type) {
		case 'looked':
			return state.phase === 'looking' ? look(withRows(state, event.rows)) : { state };
		case 'started':
			return state.phase === 'ready' ? started(state, event) : { state };
		case 'treated':
			return isUnderWay(state) ? next(withRows(state, [event.row])) : { state };
		case 'stopAsked':
			return { state: stopAsked(state, event.held === true) };
		case 'wentOn':
			return wentOn(state);
		case 'failed':
			return failed(state, event);
		default:
			return { state };
	}
}

const isUnderWay = (state: State): boolean =>
	state.step !== 'choose' && (state.phase === 'working' || state.phase === 'stopping');

function stopAsked(state: List, held: boolean): List {
	if (!isUnderWay(state)) return state;
	return held ? { ...state, step: 'halted', phase: 'stopped' } : { ...state, phase: 'stopping' };
}

/** Matrix IDs of a text that was pasted. */
export const idsIn = (text: string): string[] => [
	...new Set(text.split(/[\s,;]+/u).filter((each) => each !== ''))
];

function chosen(userIds: readonly string[]): Next {
	if (userIds.length === 0) return { state: { step: 'choose', fault: 'missing' } };
	if (userIds.length > MOST) return { state: { step: 'choose', fault: 'tooMany' } };
	const rows = userIds.map((userId): Row => ({ userId, status: 'asking' }));
	return look({ step: 'list', rows, phase: 'looking', erase: false });
}

function withRows({ error: _, ...state }: List, rows: readonly Row[]): List {
	const byId = new Map(rows.map((row) => [row.userId, row]));
	return { ...state, rows: state.rows.map((row) => byId.get(row.userId) ?? row) };
}

/** Looks at the next ones, or shows what was found. */
function look(state: List): Next {
	const userIds = state.rows
		.filter(({ status }) => status === 'asking')
		.slice(0, LOOKED_AT_ONCE)
		.map(({ userId }) => userId);
	if (userIds.length === 0) return { state: { ...state, phase: 'ready' } };
	return { state, command: { run: 'look', userIds } };
}

/** The rows that are still to be done. */
export const readyRows = (rows: readonly Row[]): Row[] =>
	rows.filter(({ status }) => status === 'ready');

function started(state: List, { typed, erase }: Extract<Event, { type: 'started' }>): Next {
	const { fault: _, ...calm } = state;
	const count = readyRows(state.rows).length;
	if (typed.trim() !== String(count)) return { state: { ...calm, erase, fault: true } };
	return next({ ...calm, erase, phase: 'working' });
}

/** Goes on with the next one, until none is left or it was asked to stop. */
function next(state: List): Next {
	const [row] = readyRows(state.rows);
	if (!row?.user) return { state: { ...state, phase: 'ended' } };
	if (state.phase === 'stopping') return { state: { ...state, phase: 'stopped' } };
	return { state, command: { run: 'deactivate', user: row.user, erase: state.erase } };
}

/** Goes on where it has stopped; at the end, with those that have failed. */
function wentOn({ error: _, ...state }: List): Next {
	if (state.phase === 'looking') return look(state);
	if (state.phase === 'stopped') return next({ ...state, step: 'list', phase: 'working' });
	if (state.phase !== 'ended') return { state };
	const rows = state.rows.map((row): Row => {
		const { userId, user, status } = row;
		return status === 'failed' && user ? { userId, user, status: 'ready' } : row;
	});
	return next({ ...state, rows, phase: 'working' });
}

/** What concerns all of them: nothing more is tried before the operator says so. */
function failed(state: List, { error }: Extract<Event, { type: 'failed' }>): Next {
	return { state: { ...state, ...(isUnderWay(state) && { phase: 'stopped' }), error } };
}
