import type { PortalError } from '$lib/base/errors';
import type { FileTask, FileTaskEvent, FileTaskNext, Kind } from './file-task-states';

/**
 * The steps from a form that was sent to what came of it, for the flow that they are part of.
 * @param faultsOf the field that a failure belongs to; undefined when it concerns the whole page
 */
export function fileTask<T extends Kind>(
	state: FileTask<T>,
	event: FileTaskEvent<T>,
	faultsOf: (error: PortalError) => Partial<T['faults']> | undefined
): FileTaskNext<T> {
	switch (event.type) {
		case 'opened':
			return state.step === 'opening' ? toLoading<T>(state.given, event.key) : { state };
		case 'arrived':
			return state.step === 'loading' ? { state: { ...state, arrived: event.arrived } } : { state };
		case 'loaded': {
			if (state.step !== 'loading') return { state };
			const { given, key } = state;
			return { state: { step: 'working' }, command: { run: 'work', given, key } };
		}
		case 'told':
			return state.step === 'working'
				? { state: { ...state, progress: event.progress } }
				: { state };
		case 'worked':
			return state.step === 'working'
				? { state: { step: 'done', outcome: event.outcome } }
				: { state };
		case 'cancelled':
			return isUnderWay(state) ? { state: cancelled(state) } : { state };
		case 'failed': {
			const { error } = event;
			if (!isUnderWay(state)) return { state };
			const faults = faultsOf(error);
			return { state: faults ? { step: 'form', faults } : { step: 'form', faults: {}, error } };
		}
	}
}

/** There is a recovery key, or none is needed: the cryptography comes next. */
export const toLoading = <T extends Kind>(given: T['given'], key: T['key']): FileTaskNext<T> => ({
	state: { step: 'loading', given, key },
	command: { run: 'load' }
});

const isUnderWay = ({ step }: FileTask<Kind>): boolean => step !== 'form' && step !== 'done';

const cancelled = <T extends Kind>(state: FileTask<T>): FileTask<T> => ({
	step: 'form',
	faults: {},
	cancelled: state.step === 'working' && state.progress ? 'between' : 'before'
});
