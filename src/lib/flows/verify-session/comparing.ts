import type { Comparison } from '$lib/matrix/keys-ports';
import type { Command, Compare, Event, Known } from './states';
import type { Next } from './verify-session';

/** The comparison with another session as it begins. */
export const comparing = (known: Known): Compare => ({ step: 'compare', known });

/** The step that compares emoji with another session. */
export function compare(state: Compare, event: Event): Next {
	const { known, comparison } = state;
	const other = known.other && { other: known.other };
	switch (event.type) {
		case 'arrived':
			return { state: { ...state, arrived: event.arrived } };
		case 'loaded':
			return { state: comparing(known), command: { run: 'ask', ...other } };
		case 'compared':
			return moved(state, event.comparison);
		case 'troubled':
			if (!comparison) return { state };
			return {
				state: { ...state, trouble: event.error },
				command: { run: 'watch', from: comparison }
			};
		case 'matched':
			if (comparison?.at !== 'shown') return { state };
			return { state: calm(state), command: { run: 'match' } };
		case 'differed':
			if (comparison?.at !== 'shown') return { state };
			return { state: calm(state), command: { run: 'differ' } };
		case 'verified':
			return { state: { step: 'done', ...other } };
		case 'unsigned':
			return { state: { ...calm(state), unsigned: true }, command: { run: 'stop' } };
		case 'askedAgain':
			return askedAgain(known);
		case 'keyWanted':
		case 'cancelled':
			return { state: { step: 'enter', known }, command: { run: 'stop' } };
		case 'failed':
			return { state: { ...calm(state), error: event.error } };
		default:
			return { state };
	}
}

/** What another session answers changes the step, and is waited for again. */
function moved(state: Compare, comparison: Comparison): Next {
	const { known } = state;
	const next: Compare = { step: 'compare', known, comparison };
	if (comparison.at === 'done') {
		const settle: Command = { run: 'settle', ...(known.other && { other: known.other }) };
		return { state: { ...next, settling: true }, command: settle };
	}
	// Nothing can be begun there either when the keys are not this page's.
	if (comparison.at === 'ended' && comparison.why === 'otherKeys') return { state: next };
	return { state: next, command: { run: 'watch', from: comparison } };
}

/** A session that is to be verified from here needs the key again: nothing of it is kept. */
function askedAgain(known: Known): Next {
	if (known.other) return { state: { step: 'enter', known }, command: { run: 'stop' } };
	return { state: comparing(known), command: { run: 'load', then: { way: 'emoji' } } };
}

const calm = ({ known, comparison }: Compare): Compare => ({
	step: 'compare',
	known,
	...(comparison && { comparison })
});
