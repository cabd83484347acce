import { describe, expect, test } from 'vitest';
import { transition } from './sessions';
import type { State } from './states';
import { confirmation, DAY, here, listOf, one, session } from './testing';

const [a, b, c] = [session('A'), session('B'), session('C')];
const all = [here, a, b, c];
const refused = { kind: 'refused' } as const;

describe('opening', () => {
	const opening: State = { step: 'opening' };
	const loaded = { type: 'loaded', listed: { sessions: all } } as const;
	const linked = (deviceId: string, signOut: boolean): State => ({
		step: 'opening',
		linked: { deviceId, signOut }
	});

	test('asks for the list', () => {
		expect(transition(opening, { type: 'opened' })).toEqual({
			state: opening,
			command: { run: 'load' }
		});
	});

	test('remembers what a link asks for, also when it is tried again after a failure', () => {
		const link = { deviceId: 'A', signOut: true };
		const { state } = transition(opening, { type: 'opened', linked: link });
		const failed = transition(state, { type: 'failed', error: refused });
		expect(failed).toEqual({ state: { step: 'opening', linked: link, error: refused } });
		expect(transition(failed.state, { type: 'opened' })).toEqual({
			state: { step: 'opening', linked: link },
			command: { run: 'load' }
		});
	});

	test('the list comes, with this session open', () => {
		expect(transition(opening, loaded)).toEqual({ state: listOf(all, { opened: 'HERE' }) });
	});

	test('a link opens its session', () => {
		expect(transition(linked('B', false), loaded)).toEqual({
			state: listOf(all, { opened: 'B', revealed: 'B' })
		});
	});

	test('a link asks whether to sign its session out', () => {
		expect(transition(linked('B', true), loaded)).toEqual({
			state: listOf(all, { opened: 'B', revealed: 'B', asking: one('B') })
		});
	});

	test('where that is done elsewhere it opens only, but for this session', () => {
		const management = { url: 'https://account.example.org', actions: [] };
		const listed = { sessions: all, management };
		const after = (id: string) => transition(linked(id, true), { type: 'loaded', listed }).state;
		expect(after('B')).toEqual(listOf([], { listed, opened: 'B', revealed: 'B' }));
		expect(after('HERE')).toMatchObject({ asking: one('HERE') });
	});

	test('a link to a session that is not there', () => {
		expect(transition(linked('X', true), loaded)).toEqual({
			state: listOf(all, { said: { kind: 'notFound' } })
		});
	});

	test('nothing else happens before the list is there', () => {
		expect(transition(opening, { type: 'signOutAgreed' })).toEqual({ state: opening });
	});
});

describe('selecting', () => {
	test('one, and not any more', () => {
		const state = listOf(all);
		const first = transition(state, { type: 'toggled', deviceId: 'A' }).state;
		expect(first).toEqual(listOf(all, { selected: ['A'] }));
		expect(transition(first, { type: 'toggled', deviceId: 'A' })).toEqual({ state });
	});

	test.each(['HERE', 'X'])('never this session, nor one that is not there: %s', (deviceId) => {
		expect(transition(listOf(all), { type: 'toggled', deviceId })).toEqual({ state: listOf(all) });
	});

	test('the unused ones, beside what is selected', () => {
		const now = 1000 * DAY;
		const old = [
			session('HERE', { here: true, lastSeenAt: 0 }),
			session('A', { lastSeenAt: now - 91 * DAY }),
			session('B', { lastSeenAt: now - 90 * DAY }),
			c
		];
		const state = listOf(old, { selected: ['B', 'A'] });
		expect(transition(state, { type: 'unusedSelected', now }).state).toEqual(state);
		expect(transition(listOf(old, { selected: ['B'] }), { type: 'unusedSelected', now })).toEqual({
			state: state
		});
	});

	test('nothing any more', () => {
		expect(transition(listOf(all, { selected: ['A'] }), { type: 'selectionCleared' })).toEqual({
			state: listOf(all)
		});
	});
});

describe('one session', () => {
	test('opens, and closes; one at a time', () => {
		const opened = transition(listOf(all), { type: 'unfolded', deviceId: 'A' }).state;
		expect(opened).toEqual(listOf(all, { opened: 'A' }));
		const other = transition(opened, { type: 'unfolded', deviceId: 'B' }).state;
		expect(other).toEqual(listOf(all, { opened: 'B' }));
		expect(transition(other, { type: 'unfolded', deviceId: 'B' })).toEqual({ state: listOf(all) });
	});

	const open = listOf(all, { opened: 'A', selected: ['B'] });

	test('is renamed: what was said before is gone', () => {
		const state = { ...open, error: refused };
		expect(transition(state, { type: 'renameAsked', deviceId: 'A', name: 'New' })).toEqual({
			state: open,
			command: { run: 'rename', deviceId: 'A', name: 'New' }
		});
	});

	test('has its new name at once, and the homeserver is asked', () => {
		expect(transition(open, { type: 'renamed', deviceId: 'A', name: 'New' })).toEqual({
			state: {
				...open,
				listed: { sessions: [here, { ...a, name: 'New' }, b, c] },
				said: { kind: 'renamed', name: 'New' }
			},
			command: { run: 'load' }
		});
	});

	test('was signed out elsewhere before it could be renamed', () => {
		expect(transition(open, { type: 'gone', deviceId: 'A' })).toEqual({
			state: listOf([here, b, c], { selected: ['B'], said: { kind: 'gone' } }),
			command: { run: 'load' }
		});
	});

	test('could not be renamed: all stays', () => {
		expect(transition(open, { type: 'failed', error: refused })).toEqual({
			state: { ...open, error: refused }
		});
	});
});

describe('signing out', () => {
	test('asks first, and takes no for an answer', () => {
		const asking = transition(listOf(all), { type: 'signOutAsked', targets: one('A') });
		expect(asking).toEqual({ state: listOf(all, { asking: one('A') }) });
		expect(transition(asking.state, { type: 'signOutCancelled' })).toEqual({ state: listOf(all) });
	});

	test('is done when the person agrees', () => {
		const state = listOf(all, { asking: one('A'), selected: ['B'] });
		expect(transition(state, { type: 'signOutAgreed' })).toEqual({
			state: listOf(all, { working: one('A'), selected: ['B'] }),
			command: { run: 'remove', targets: one('A') }
		});
	});

	test('a second press does nothing', () => {
		const state = listOf(all, { working: one('A') });
		expect(transition(state, { type: 'signOutAgreed' })).toEqual({ state });
	});

	test('of this session is the portal’s own', () => {
		expect(transition(listOf(all, { asking: one('HERE') }), { type: 'signOutAgreed' })).toEqual({
			state: listOf(all, { working: one('HERE') }),
			command: { run: 'leave' }
		});
		expect(transition(listOf(all), { type: 'left' })).toEqual({ state: { step: 'left' } });
		expect(transition({ step: 'left' }, { type: 'failed', error: refused })).toEqual({
			state: { step: 'left' }
		});
	});

	test('has to be confirmed', () => {
		const state = listOf(all, { working: one('A'), selected: ['A'], opened: 'A' });
		expect(transition(state, { type: 'challenged', targets: one('A'), confirmation })).toEqual({
			state: {
				step: 'confirm',
				listed: { sessions: all },
				selected: ['A'],
				opened: 'A',
				targets: one('A'),
				confirmation
			}
		});
	});

	test('without a question of the homeserver it is done', () => {
		const targets = { by: 'selected', ids: ['A', 'B'] } as const;
		const state = listOf(all, { working: targets, selected: ['A', 'B', 'C'], opened: 'A' });
		expect(transition(state, { type: 'removed', targets })).toEqual({
			state: listOf([here, c], { selected: ['C'], said: { kind: 'signedOut', ids: ['A', 'B'] } }),
			command: { run: 'load' }
		});
	});

	test('fails: nothing selected is lost', () => {
		const state = listOf(all, { working: one('A'), selected: ['A', 'B'], opened: 'A' });
		expect(transition(state, { type: 'failed', error: refused })).toEqual({
			state: listOf(all, { selected: ['A', 'B'], opened: 'A', error: refused })
		});
	});

	test('events of another step change nothing', () => {
		expect(transition(listOf(all), { type: 'pageDone' })).toEqual({ state: listOf(all) });
	});
});

describe('the homeserver’s list', () => {
	const loaded = (sessions: readonly (typeof a)[]) =>
		({ type: 'loaded', listed: { sessions } }) as const;

	test('is the truth: what is not there is neither selected nor open nor asked about', () => {
		const asking = { by: 'selected', ids: ['A', 'B'] } as const;
		const state = listOf(all, { selected: ['A', 'B'], opened: 'A', asking });
		expect(transition(state, loaded([here, b])).state).toEqual(
			listOf([here, b], { selected: ['B'], asking: { by: 'selected', ids: ['B'] } })
		);
		expect(transition(state, loaded([here])).state).toEqual(listOf([here]));
	});

	test('confirms what was said', () => {
		const said = { kind: 'signedOut', ids: ['A'] } as const;
		expect(transition(listOf([here, b], { said }), loaded([here, b])).state).toEqual(
			listOf([here, b], { said })
		);
	});

	test('or not: a session that is still there is not signed out', () => {
		const said = { kind: 'signedOut', ids: ['A', 'B'] } as const;
		expect(transition(listOf([here], { said }), loaded([here, b])).state).toEqual(
			listOf([here, b], { error: refused })
		);
	});
});
