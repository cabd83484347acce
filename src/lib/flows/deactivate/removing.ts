import { answered, deactivating } from './confirming';
import { baseOf, type Event, type Next, type Removing, type Row } from './states';

/** The step in which addresses are taken off the account, one after the other, before it ends. */
export function removing(state: Removing, event: Event): Next {
	const { error: _, ...calm } = state;
	switch (event.type) {
		case 'listed': {
			const rows = event.addresses.map((address): Row => ({ ...address, status: 'waiting' }));
			// What was removed before stays in sight.
			const gone = state.rows.filter(({ status }) => status === 'removed');
			return next({ ...calm, rows: [...gone, ...rows] });
		}
		case 'removed': {
			const removed = [...new Set([...state.removed, event.address])];
			return next({ ...calm, removed, rows: changed(state, event.address, { status: 'removed' }) });
		}
		case 'notRemoved': {
			const { address, error } = event;
			return next({ ...calm, rows: changed(state, address, { status: 'failed', error }) });
		}
		case 'triedAgain':
			if (state.phase !== 'decide') return { state };
			return { state: { ...calm, phase: 'list' }, command: { run: 'list' } };
		case 'wentOn':
			return state.phase === 'decide' ? last(calm) : { state };
		case 'stopped': {
			// Once the last request is on its way, nothing can stop it any more.
			if (state.phase === 'deactivate') return { state };
			const { choice } = state;
			return { state: { step: 'form', ...baseOf(state), found: without(state), choice } };
		}
		case 'failed':
			if (state.phase === 'deactivate') return answered(state, event);
			return { state: { ...calm, phase: 'decide', error: event.error } };
		default:
			return state.phase === 'deactivate' ? answered(state, event) : { state };
	}
}

/** The next address, or what comes after the last. */
function next(state: Removing): Next {
	const row = state.rows.find(({ status }) => status === 'waiting');
	if (row) {
		const { medium, address } = row;
		return {
			state: { ...state, phase: 'remove' },
			command: { run: 'remove', address: { medium, address } }
		};
	}
	if (state.rows.some(({ status }) => status === 'failed'))
		return { state: { ...state, phase: 'decide' } };
	return last(state);
}

const last = (state: Removing): Next =>
	deactivating({ ...state, phase: 'deactivate' }, state.proof);

const changed = (
	{ rows }: Removing,
	address: string,
	to: Pick<Row, 'status' | 'error'>
): readonly Row[] => rows.map((row) => (row.address === address ? { ...plain(row), ...to } : row));

const plain = ({ medium, address }: Row) => ({ medium, address });

/** What the account has now, as far as this page knows. */
function without({ found, removed }: Removing): Removing['found'] {
	const { addresses, ...rest } = found;
	if (!addresses) return rest;
	return { ...rest, addresses: addresses.filter(({ address }) => !removed.includes(address)) };
}
