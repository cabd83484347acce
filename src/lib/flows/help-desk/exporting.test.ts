import { describe, expect, it } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { csvLines } from './csv';
import { exported } from './exporting';
import { exportingOf, shownOf, user, usersOf, viewOf } from './testing';

const error: PortalError = { kind: 'unreachable' };
const [ada, bob, eve] = ['ada', 'bob', 'eve'].map((name) => user(name));
if (!ada || !bob || !eve) throw new Error('Nobody');

describe('the file', () => {
	it('is of the list that is looked at, sorted so that parts fit together', () => {
		const view = viewOf({ search: 'a', group: 'active', orderBy: 'createdAt', descending: true });
		const state = usersOf({ view, shown: shownOf(view, [ada], 3) });
		const sorted = viewOf({ search: 'a', group: 'active' });
		expect(exported(state, { type: 'exportAsked' })).toEqual({
			state: { ...state, exporting: exportingOf({ view: sorted }) },
			command: { run: 'export', view: sorted, from: 0 }
		});
	});

	it('grows by each part, and the next one is asked for', () => {
		const state = usersOf({ exporting: exportingOf() });
		const exporting = exportingOf({
			parts: [csvLines([ada, bob])],
			done: 2,
			from: 2,
			last: [ada.userId, bob.userId]
		});
		expect(exported(state, { type: 'exported', users: [ada, bob], total: 3 })).toEqual({
			state: usersOf({ exporting }),
			command: { run: 'export', view: viewOf(), from: 2 }
		});
	});

	it('has nobody twice who was moved on by somebody new', () => {
		const before = exportingOf({ done: 2, from: 2, last: [ada.userId, bob.userId] });
		const state = usersOf({ exporting: before });
		const next = exported(state, { type: 'exported', users: [bob, eve], total: 4 });
		expect(next.command).toBeUndefined();
		expect(next.state.exporting).toMatchObject({
			phase: 'ready',
			done: 3,
			parts: [csvLines([eve])]
		});
	});

	it.each([
		[[], 9],
		[[ada], 1]
	])('is ready when nobody is left: %o of %d', (users, total) => {
		const state = usersOf({ exporting: exportingOf() });
		const next = exported(state, { type: 'exported', users, total });
		expect(next.state.exporting?.phase).toBe('ready');
		expect(next.command).toBeUndefined();
	});

	it('that stops keeps what is there, and goes on from there', () => {
		const half = exportingOf({ done: 2, from: 2, parts: ['lines'] });
		const stopped = usersOf({ exporting: { ...half, phase: 'stopped', error } });
		expect(exported(usersOf({ exporting: half }), { type: 'exportFailed', error })).toEqual({
			state: stopped
		});
		expect(exported(stopped, { type: 'exportContinued' })).toEqual({
			state: usersOf({ exporting: half }),
			command: { run: 'export', view: viewOf(), from: 2 }
		});
	});

	it('can be given up', () => {
		const state = usersOf({ exporting: exportingOf() });
		expect(exported(state, { type: 'exportCancelled' })).toEqual({ state: usersOf() });
	});

	it('an answer after that changes nothing', () => {
		const late = [
			{ type: 'exported', users: [ada], total: 1 },
			{ type: 'exportFailed', error },
			{ type: 'exportContinued' },
			{ type: 'again' }
		] as const;
		for (const event of late) expect(exported(usersOf(), event)).toEqual({ state: usersOf() });
	});
});
