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

/** What a Date can hold. */
const LATEST = 8.64e15;

const isoOf = (at: number | undefined): string =>
	at !== undefined && Math.abs(at) <= LATEST ? new Date(at).toISOString() : '';

/**
 * A cell of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in
 * front: such programs then show it as text. A Matrix ID begins with one of these signs, too.
 */
export function csvCell(text: string): string {
	const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}

/** The first line of the file. A mark tells spreadsheets that the text is UTF-8. */
export const csvHead = `\ufeff${columns.map(([name]) => csvCell(name)).join(',')}\r\n`;

/** One line for each user. */
export const csvLines = (users: readonly ListedUser[]): string =>
	users
		.map((user) => `${columns.map(([, valueOf]) => csvCell(valueOf(user))).join(',')}\r\n`)
		.join('');
