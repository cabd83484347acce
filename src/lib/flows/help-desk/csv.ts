import { CSV_BEGIN, csvRow } from '$lib/base/csv';
import { isMoment } from '$lib/base/moment';
import type { ListedUser } from '$lib/matrix/admin-ports';

// Named as the Admin API names them, in every language: whoever works on with the file needs them so.
const columns: readonly (readonly [string, (user: ListedUser) => string])[] = [
	['user_id', ({ userId }) => userId],
	['displayname', ({ displayName }) => displayName ?? ''],
	['admin', ({ administrator }) => String(administrator)],
	['deactivated', ({ deactivated }) => String(deactivated)],
	['locked', ({ locked }) => String(locked)],
	['guest', ({ guest }) => String(guest)],
	['erased', ({ erased }) => String(erased)],
	['shadow_banned', ({ shadowBanned }) => String(shadowBanned)],
	['created', ({ createdAt }) => isoOf(createdAt)],
	['last_seen', ({ lastSeenAt }) => isoOf(lastSeenAt)]
];

const isoOf = (at: number | undefined): string => (isMoment(at) ? new Date(at).toISOString() : '');

/** The first line of the file. */
export const csvHead = CSV_BEGIN + csvRow(columns.map(([name]) => name));

/** One line for each user. */
export const csvLines = (users: readonly ListedUser[]): string =>
	users.map((user) => csvRow(columns.map(([, valueOf]) => valueOf(user)))).join('');
