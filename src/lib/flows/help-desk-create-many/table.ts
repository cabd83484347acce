import { readCsv } from '$lib/base/csv';
import { faultOfEmail } from '$lib/base/email';
import { keptEmail } from '$lib/base/kept-email';
import { isLocalpart, localpartOf, matrixId } from '$lib/base/matrix-id';
import { LONGEST_NAME, type ExternalId } from '$lib/matrix/admin-ports';
import type { Row, RowFault, TableFault } from './states';

/** More rows than anybody makes at once: a file of that many is another file, mostly. */
export const MOST_ROWS = 5_000;

type Column = 'username' | 'displayName' | 'email' | 'administrator' | 'provider' | 'providerId';

/** How columns are called, in English and German, without blanks, marks and capitals. */
const names: readonly (readonly [Column, RegExp])[] = [
	['username', /^(user|username|localpart|matrixid|userid|mxid|benutzer|benutzername)$/],
	['displayName', /^(displayname|fullname|name|anzeigename)$/],
	['email', /^e?mail(s|address|addresses|adresse|adressen)?\d*$/],
	['administrator', /^(admin|administrator)$/],
	['provider', /^(provider|authprovider|anbieter)$/],
	['providerId', /^(externalid|providerid|idattheprovider|kennung|kennungbeimanbieter)$/]
];

export type Table =
	{ ok: true; rows: readonly Row[]; unknown: readonly string[] } | { ok: false; fault: TableFault };

/**
 * Reads a list of new users. The first row names the columns; only the username is needed.
 * @param serverName the homeserver's, for the whole Matrix IDs
 */
export function readTable(text: string, serverName: string): Table {
	const file = readCsv(text);
	if (!file.ok) return { ok: false, fault: { kind: 'openQuote', line: file.line } };
	const [head, ...body] = file.rows;
	if (!head || body.length === 0) return { ok: false, fault: { kind: 'empty' } };
	if (body.length > MOST_ROWS) return { ok: false, fault: { kind: 'tooMany', most: MOST_ROWS } };
	const columns = head.cells.map(columnOf);
	if (!columns.includes('username')) return { ok: false, fault: { kind: 'noUsername' } };
	const seen: Seen = { users: new Map(), emails: new Map(), identities: new Map() };
	const rows = body.map(({ line, cells }) => {
		const of = (column: Column) =>
			cells.filter((cell, at) => columns[at] === column && cell !== '');
		return rowFrom(line, of, serverName, seen);
	});
	const unknown = head.cells.filter((cell, at) => cell !== '' && !columns[at]);
	return { ok: true, rows, unknown };
}

function columnOf(head: string): Column | undefined {
	const plain = head.toLowerCase().replace(/[^a-z0-9]/g, '');
	return names.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** On which line something was first. */
interface Seen {
	users: Map<string, number>;
	emails: Map<string, number>;
	identities: Map<string, number>;
}

function rowFrom(
	line: number,
	of: (column: Column) => readonly string[],
	serverName: string,
	seen: Seen
): Row {
	const faults: RowFault[] = [];
	const displayName = of('displayName')[0] ?? '';
	if (Array.from(displayName).length > LONGEST_NAME) faults.push({ kind: 'displayNameLong' });
	const userId = userIn(of('username')[0] ?? '', serverName, faults);
	noteTwice(seen.users, userId, line, (first) => faults.push({ kind: 'nameTwice', line: first }));
	const emails = emailsIn(of('email'), faults);
	for (const email of emails)
		noteTwice(seen.emails, email, line, (first) => {
			faults.push({ kind: 'emailTwice', email, line: first });
		});
	const identities = identitiesIn(of('provider')[0], of('providerId')[0], faults);
	for (const identity of identities)
		noteTwice(seen.identities, JSON.stringify(identity), line, (first) => {
			faults.push({ kind: 'identityTwice', line: first });
		});
	const administrator = isYes(of('administrator')[0] ?? '', faults);
	return { line, userId, displayName, emails, identities, administrator, faults };
}

function noteTwice(
	seen: Map<string, number>,
	what: string,
	line: number,
	tell: (first: number) => void
): void {
	const first = seen.get(what);
	if (what === '') return;
	if (first === undefined) seen.set(what, line);
	else tell(first);
}

function userIn(typed: string, serverName: string, faults: RowFault[]): string {
	const name = localpartOf(typed);
	const server = /^@[^:]*:(.+)$/.exec(typed)?.[1];
	if (typed === '') faults.push({ kind: 'nameMissing' });
	else if (server !== undefined && server !== serverName) faults.push({ kind: 'nameElsewhere' });
	else if (!isLocalpart(name, serverName)) faults.push({ kind: 'nameInvalid' });
	else return matrixId(name, serverName);
	return typed;
}

/** Several addresses may stand in one cell, or in several columns. */
function emailsIn(cells: readonly string[], faults: RowFault[]): string[] {
	const emails = cells
		.flatMap((cell) => cell.split(/[\s,;|]+/))
		.filter((email) => email !== '')
		.map(keptEmail);
	const own = [...new Set(emails)];
	for (const email of own) if (faultOfEmail(email)) faults.push({ kind: 'emailInvalid', email });
	return own;
}

function identitiesIn(provider = '', id = '', faults: RowFault[]): readonly ExternalId[] {
	if (provider === '' && id === '') return [];
	if (provider !== '' && id !== '') return [{ provider, id }];
	faults.push({ kind: 'identityIncomplete' });
	return [];
}

function isYes(value: string, faults: RowFault[]): boolean {
	const plain = value.toLowerCase();
	const yes = /^(yes|y|true|1|x|ja|j|wahr)$/.test(plain);
	if (!yes && !/^(|no|n|false|0|nein|falsch)$/.test(plain))
		faults.push({ kind: 'administratorUnclear', value });
	return yes;
}
