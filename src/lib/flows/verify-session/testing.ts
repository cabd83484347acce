import { Secret } from '$lib/base/secret';
import type { Comparison, OpenedKey } from '$lib/matrix/keys-ports';
import type { Compare, Enter, Event, Known, Named, State } from './states';
import { transition, type Next } from './verify-session';

export const laptop: Named = { deviceId: 'LAPTOP', name: 'Element on Laptop' };
export const phone: Named = { deviceId: 'PHONE', name: 'Phone' };
export const typed = new Secret('a phrase');
export const key: OpenedKey = { id: 'k', encoded: new Secret('EsTc') };

/** This session is to be verified, and the laptop can help. */
export const own: Known = { helpers: [laptop] };
/** The phone is to be verified. */
export const others: Known = { other: phone, helpers: [laptop] };

export const enter: Enter = { step: 'enter', known: own };
export const enterOther: Enter = { step: 'enter', known: others };

export const places = [0, 1, 2, 3, 61, 62, 63];
export const asked: Comparison = { at: 'asked' };
export const accepted: Comparison = { at: 'accepted', by: 'LAPTOP' };
export const shown: Comparison = { at: 'shown', by: 'LAPTOP', sas: { kind: 'emoji', places } };
export const matched: Comparison = { at: 'matched', by: 'LAPTOP' };
export const done: Comparison = { at: 'done' };
export const ended = (
	why: Extract<Comparison, { at: 'ended' }>['why'] = 'refused'
): Comparison => ({ at: 'ended', why });

/** The comparison as it stands. */
export const compare = (comparison?: Comparison, known: Known = own): Compare => ({
	step: 'compare',
	known,
	...(comparison && { comparison })
});

export const compared = (comparison: Comparison): Event => ({ type: 'compared', comparison });

/** The state after some events, and the last command. */
export function after(state: State, ...events: Event[]): Next {
	return events.reduce<Next>((last, event) => transition(last.state, event), { state });
}
