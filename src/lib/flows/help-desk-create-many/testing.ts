import type { PortalError } from '$lib/base/errors';
import { transition } from './many';
import type { Event, Found, Job, Next, Place, Row, State } from './states';

/** The machine on a homeserver of its own. */
export const next = (state: State, event: Event): Next => transition(state, event, 'hs.test');

export const refused: PortalError = { kind: 'refused' };
export const lost: PortalError = { kind: 'unreachable' };
export const taken = { kind: 'emailTaken', address: 'a@b', by: '@eve:hs.test' } as const;

/** A row without faults. */
export const row = (at: number): Row => ({
	line: at + 2,
	userId: `@u${String(at)}:hs.test`,
	displayName: '',
	emails: [],
	identities: [],
	administrator: false,
	faults: []
});

/** Two rows of which nothing came so far. */
export const job: Job = {
	rows: [row(0), row(1)],
	begun: [],
	outcomes: [undefined, undefined],
	leftOut: 0,
	passwordless: false
};

/** A list that the homeserver was asked about. */
export const previewOf = (...found: Found[]): State => ({
	step: 'preview',
	text: '…',
	unknown: [],
	rows: found.map((_one, at) => row(at)),
	found
});

export const placed = (place: Place, of: Job = job): State => ({ step: 'working', job: of, place });
export const working = (place: Place = { at: 0, phase: 'make' }): State => placed(place);
