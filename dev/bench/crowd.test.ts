import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addCrowd, writeCrowd } from './crowd.ts';

let folder: string;
let file: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'crowd-'));
	file = join(folder, 'homeserver.db');
	const database = new DatabaseSync(file);
	database.exec(`
		CREATE TABLE users (name TEXT UNIQUE, password_hash TEXT, creation_ts BIGINT,
			deactivated SMALLINT, locked BOOLEAN, shadow_banned BOOLEAN, approved BOOLEAN);
		CREATE TABLE profiles (user_id TEXT UNIQUE, displayname TEXT, full_user_id TEXT);
		CREATE TABLE devices (user_id TEXT, device_id TEXT, display_name TEXT, last_seen BIGINT, hidden BOOLEAN);
	`);
	database.close();
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function counted(): Record<string, unknown> | undefined {
	const database = new DatabaseSync(file);
	const row = database
		.prepare(
			`SELECT COUNT(*) AS all_users, SUM(deactivated) AS deactivated, SUM(locked) AS locked,
				MIN(name) AS first, COUNT(p.displayname) AS named, COUNT(d.device_id) AS sessions
			FROM users u JOIN profiles p ON p.full_user_id = u.name JOIN devices d ON d.user_id = u.name`
		)
		.get();
	database.close();
	return row && { ...row };
}

test('everybody has a profile and a session; some are deactivated or locked', () => {
	writeCrowd(file, 'example.org', 250);
	expect(counted()).toEqual({
		all_users: 250,
		deactivated: 3,
		locked: 3,
		first: '@crowd-000000:example.org',
		named: 250,
		sessions: 250
	});
});

test('the homeserver is stopped meanwhile', async () => {
	const done: string[] = [];
	const act = (what: string) => (name: string) => {
		done.push(`${what} ${name}: ${String(counted()?.all_users)}`);
		return Promise.resolve();
	};
	const server = {
		name: 'crowd',
		baseUrl: 'http://localhost:1',
		serverName: 'localhost:1',
		sharedSecret: 'secret',
		log: join(folder, 'homeserver.log')
	};
	await addCrowd({ stopHomeserver: act('stop'), startHomeserver: act('start') }, server, 10);
	expect(done).toEqual(['stop crowd: 0', 'start crowd: 10']);
});
