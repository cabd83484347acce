import type { MessageKey } from '$lib/i18n/keys';
import type { Closed, Compare, State } from './states';

/** What a step is called; `name`: of the session that is verified from here. */
export interface Title {
	key: MessageKey;
	name?: string;
}

const closed: Readonly<Record<Closed, MessageKey>> = {
	notSetUp: 'verify.closedTitle',
	gone: 'verify.goneTitle',
	noKeys: 'verify.noKeysTitle'
};

/**
 * The heading of a step.
 * @param asked the device ID that the address names, as long as nothing is known of it
 */
export function titleOf(state: State, asked: string | undefined): Title {
	switch (state.step) {
		case 'opening':
			return ofOther(asked?.slice(0, 60));
		case 'enter':
			return ofOther(state.known.other?.name);
		case 'compare':
			return { key: comparing(state) };
		case 'closed':
			return { key: closed[state.why] };
		case 'done':
			return state.other
				? { key: 'verify.doneOtherTitle', name: state.other.name }
				: { key: 'verify.doneTitle' };
	}
}

const ofOther = (name: string | undefined): Title =>
	name === undefined ? { key: 'verify.thisTitle' } : { key: 'verify.otherTitle', name };

function comparing({ comparison, unsigned }: Compare): MessageKey {
	if (unsigned || comparison?.at === 'ended') return 'verify.endedTitle';
	if (!comparison || comparison.at === 'asked') return 'verify.acceptTitle';
	return comparison.at === 'shown' && comparison.sas.kind === 'numbers'
		? 'verify.numbersTitle'
		: 'verify.compareTitle';
}
