import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { stackClient } from '../stack-client.ts';
import type { HomeserverAddress } from '../stack-addresses.ts';

/** So many users a list has to be fluent with. */
export const CROWD = 100_000;

const DAY_MS = 86_400_000;

/**
 * Writes users into the database of a homeserver, which is stopped meanwhile: to make them one by one
 * would take hours. Each has a profile and one session; every hundredth is deactivated or locked.
 * @param server an extra homeserver of the stack
 */
export async function addCrowd(
	stack: Pick<ReturnType<typeof stackClient>, 'stopHomeserver' | 'startHomeserver'>,
	server: HomeserverAddress,
	count = CROWD
): Promise<void> {
	await stack.stopHomeserver(server.name);
	writeCrowd(join(dirname(server.log), 'homeserver.db'), server.serverName, count);
	await stack.startHomeserver(server.name);
}

/** The same for the file of a database that nobody else has open. */
export function writeCrowd(file: string, serverName: string, count: number): void {
	const database = new DatabaseSync(file);
	const user = database.prepare(
		`INSERT INTO users (name, password_hash, creation_ts, deactivated, locked, shadow_banned, approved)
		VALUES (?, NULL, ?, ?, ?, 0, 1)`
	);
	const profile = database.prepare(
		'INSERT INTO profiles (user_id, displayname, full_user_id) VALUES (?, ?, ?)'
	);
	const device = database.prepare(
		`INSERT INTO devices (user_id, device_id, display_name, last_seen, hidden)
		VALUES (?, 'DEVICE', 'App', ?, 0)`
	);
	const now = Date.now();
	database.exec('BEGIN');
	for (let index = 0; index < count; index++) {
		const name = `crowd-${index.toString().padStart(6, '0')}`;
		const userId = `@${name}:${serverName}`;
		const created = now - (index % 1000) * DAY_MS;
		user.run(
			userId,
			Math.floor(created / 1000),
			index % 100 === 1 ? 1 : 0,
			index % 100 === 2 ? 1 : 0
		);
		profile.run(name, `Person ${((index * 7919) % count).toString()}`, userId);
		device.run(userId, created + DAY_MS / 2);
	}
	database.exec('COMMIT');
	database.exec('ANALYZE');
	database.close();
}
