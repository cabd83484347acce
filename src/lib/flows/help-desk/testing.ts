import type { ListedUser } from '$lib/matrix/admin-ports';
import { firstView, type Exporting, type Shown, type Users, type View } from './states';

/** A user as the homeserver lists them. */
export const user = (name: string, more: Partial<ListedUser> = {}): ListedUser => ({
	userId: `@${name}:example.org`,
	displayName: `Name of ${name}`,
	administrator: false,
	deactivated: false,
	locked: false,
	guest: false,
	erased: false,
	shadowBanned: false,
	...more
});

export const viewOf = (more: Partial<View> = {}): View => ({ ...firstView, ...more });

export const shownOf = (
	view: View,
	users: readonly ListedUser[] = [user('ada')],
	total = users.length
): Shown => ({ view, users, total });

/** The list as somebody sees it who has done nothing yet. */
export const usersOf = (more: Partial<Users> = {}): Users => ({
	step: 'users',
	view: firstView,
	shown: shownOf(firstView),
	...more
});

export const exportingOf = (more: Partial<Exporting> = {}): Exporting => ({
	view: firstView,
	parts: [],
	done: 0,
	from: 0,
	total: 3,
	last: [],
	phase: 'asking',
	...more
});
