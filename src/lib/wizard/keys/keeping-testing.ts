import { Secret } from '$lib/base/secret';
import type { Confirmation } from '$lib/uia/confirm';
import { keeping } from './keeping';
import type { AnyKey, Keeping, KeepingEvent, KeepingNext } from './keeping-states';
import type { Answer } from './work';

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

export const done = { kind: 'done', value: true } as const;

/** The same, as a homeserver answers it. */
export const challenged = (
	stage = 'm.login.password',
	session = 'uia'
): Extract<Answer, { kind: 'challenge' }> => ({
	kind: 'challenge',
	challenge: { session, flows: [{ stages: [stage] }], completed: [] }
});

/** The answers of a script in their order; the last one is given again. */
export const take = <T>(list: T[] | undefined, otherwise: T): T =>
	(list && list.length > 1 ? list.shift() : list?.[0]) ?? otherwise;

/** Says what ports are to answer, and writes down what they were asked. */
export function teller() {
	const asked: string[] = [];
	const say = <T>(line: string, answer: T): Promise<T> => {
		asked.push(line);
		return Promise.resolve(answer);
	};
	return { asked, say };
}

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
