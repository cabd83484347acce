import { describe, expect, it } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import type { Event, View } from './states';
import { shownOf, usersOf, user, viewOf } from './testing';
import { transition } from './users';

const error: PortalError = { kind: 'admin', problem: 'notAdmin' };
const load = (view: View, wait = false) => ({ run: 'load', view, wait });

describe('before the page is there', () => {
	it('the view of its address is asked for', () => {
		const view = viewOf({ search: 'ada', page: 2 });
		expect(transition({ step: 'before' }, { type: 'opened', view })).toEqual({
			state: { step: 'users', view },
			command: load(view)
		});
	});

	it('what was typed is searched for, instead of what its address says', () => {
		const { state } = transition({ step: 'before' }, { type: 'typed', search: 'bob' });
		expect(state).toEqual({ step: 'before', search: 'bob' });
		const opened = { type: 'opened', view: viewOf({ search: 'ada', page: 2 }) } as const;
		const view = viewOf({ search: 'bob' });
		expect(transition(state, opened)).toEqual({
			state: { step: 'users', view },
			command: load(view)
		});
	});

	it('nothing else happens', () => {
		expect(transition({ step: 'before' }, { type: 'again' })).toEqual({
			state: { step: 'before' }
		});
	});
});

describe('another view', () => {
	const state = usersOf({ view: viewOf({ page: 3, group: 'active' }), error });
	const rest = { group: 'active', page: 1 } as const;
	const events: [Event, View, boolean][] = [
		[{ type: 'typed', search: 'ad' }, viewOf({ ...rest, search: 'ad' }), true],
		[{ type: 'grouped', group: 'locked' }, viewOf({ group: 'locked' }), false],
		[
			{ type: 'sorted', orderBy: 'displayName' },
			viewOf({ ...rest, orderBy: 'displayName' }),
			false
		],
		[{ type: 'turned', page: 4 }, viewOf({ group: 'active', page: 4 }), false],
		[{ type: 'opened', view: viewOf({ search: 'x' }) }, viewOf({ search: 'x' }), false],
		[{ type: 'again' }, viewOf({ group: 'active', page: 3 }), false]
	];

	it.each(events)(
		'%o is asked for; what was shown stays until it is there',
		(event, view, wait) => {
			const { error: _, ...quiet } = state;
			expect(transition(state, event)).toEqual({
				state: { ...quiet, view },
				command: load(view, wait)
			});
		}
	);

	it('the same text, and the same address, ask for nothing', () => {
		const shown = usersOf();
		expect(transition(shown, { type: 'typed', search: '' })).toEqual({ state: shown });
		expect(transition(shown, { type: 'opened', view: viewOf() })).toEqual({ state: shown });
	});

	it('the same address is asked for again after a failure', () => {
		const failed = usersOf({ error });
		expect(transition(failed, { type: 'opened', view: viewOf() }).command).toEqual(load(viewOf()));
	});
});

describe('sorting', () => {
	it.each([
		['userId', false, 'userId', true],
		['userId', true, 'userId', false],
		['userId', false, 'createdAt', true],
		['userId', false, 'lastSeenAt', true],
		['createdAt', true, 'displayName', false],
		['createdAt', true, 'createdAt', false]
	] as const)('from %s (descending: %s) by %s: descending %s', (before, was, orderBy, is) => {
		const state = usersOf({ view: viewOf({ orderBy: before, descending: was, page: 7 }) });
		const { view } = transition(state, { type: 'sorted', orderBy }).state as typeof state;
		expect(view).toEqual(viewOf({ orderBy, descending: is }));
	});
});

describe('an answer', () => {
	it('is shown, and takes the failure before it away', () => {
		const shown = shownOf(viewOf(), [user('bob')]);
		expect(transition(usersOf({ error }), { type: 'loaded', shown })).toEqual({
			state: usersOf({ shown })
		});
	});

	it.each([
		[0, 1],
		[50, 1],
		[51, 2],
		[120, 3]
	])('of a page that is not there leads to the last one: %d users have %d pages', (total, page) => {
		const shown = shownOf(viewOf({ page: 9 }), [], total);
		const { state, command } = transition(usersOf({ view: shown.view }), { type: 'loaded', shown });
		expect(command).toEqual(load(viewOf({ page })));
		expect(state).toEqual(usersOf({ view: viewOf({ page }) }));
	});

	it('of a search that finds nobody is shown', () => {
		const shown = shownOf(viewOf({ search: 'nobody' }), []);
		expect(transition(usersOf(), { type: 'loaded', shown }).command).toBeUndefined();
	});

	it('that is none is told, and what was shown stays', () => {
		expect(transition(usersOf(), { type: 'failed', error })).toEqual({ state: usersOf({ error }) });
	});
});
