import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registerUser, setEmails, type Governed } from '../synapse/admin.ts';

/** A sign-in for people to try. */
export type ExampleAccount = { username: string; password: string };
export type ExampleAccounts = { user: ExampleAccount; operator: ExampleAccount };

const file = 'accounts.json';

/**
 * The example user, who has an email address, and the operator; made on the homeserver's first
 * start. Their passwords are random and kept beside the homeserver's data.
 * @param folder of the homeserver
 */
export async function exampleAccounts(
	server: Governed & { serverName: string },
	folder: string
): Promise<ExampleAccounts> {
	const path = join(folder, file);
	const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : newAccounts();
	if (kept.complete) return kept;
	// Written first: a start that ends half-way has made accounts whose passwords are still known.
	write(path, kept);
	await ensureUser(server, kept.user, { displayName: 'Alice' });
	await ensureUser(server, kept.operator, { admin: true, displayName: 'Operator' });
	const userId = `@${kept.user.username}:${server.serverName}`;
	await setEmails(server, kept.operator, userId, [`${kept.user.username}@vestibule.test`]);
	write(path, { ...kept, complete: true });
	return kept;
}

type Kept = ExampleAccounts & { complete?: boolean };

function newAccounts(): Kept {
	return {
		user: { username: 'alice', password: newPassword() },
		operator: { username: 'operator', password: newPassword() }
	};
}

/** Good to read and to type, with every kind of character that a homeserver may ask for. */
export function newPassword(): string {
	const letters = 'abcdefghijkmnpqrstuvwxyz';
	const group = () => [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('');
	return `${group()}-${group()}-${group()}-Z7`;
}

async function ensureUser(
	server: Governed,
	account: ExampleAccount,
	more: { admin?: boolean; displayName: string }
): Promise<void> {
	await registerUser(server, { ...account, ...more }).catch((error: unknown) => {
		if (!String(error).includes('already taken')) throw error;
	});
}

function write(path: string, accounts: Kept): void {
	writeFileSync(path, JSON.stringify(accounts, undefined, '\t'), { mode: 0o600 });
}
