import { Secret } from '$lib/base/secret';
import type { Confirmation } from '$lib/uia/confirm';
import { keeping } from './keeping';
import type { AnyKey, Keeping, KeepingEvent, KeepingNext } from './keeping-states';

/** A recovery key as the specification's example has it. */
export const ENCODED = 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d';
export const key: AnyKey = { encoded: new Secret(ENCODED) };
export const password = new Secret('correct');
export const groups = ENCODED.split(' ');

/** What a homeserver wants to know, in a session of its own. */
export const confirmationOf = (
	session = 'uia',
	completed: readonly string[] = []
): Confirmation => ({
	uia: { session, flows: [['m.login.password']], completed, params: {} },
	ways: [{ kind: 'password' }]
});

/** The state after some events, and the last command. */
export const after = (state: Keeping<AnyKey>, ...events: KeepingEvent[]): KeepingNext<AnyKey> =>
	events.reduce<KeepingNext<AnyKey>>(
		(last, event) => {
			if (last.state === 'finished') throw new Error('It was finished before');
			return keeping(last.state, event);
		},
		{ state }
	);

/** A state that goes on; fails for one that is finished. */
export function on(next: KeepingNext<AnyKey>): Keeping<AnyKey> {
	if (next.state === 'finished') throw new Error('It is finished');
	return next.state;
}
