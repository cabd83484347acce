import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';

/** Every session of user-interactive authentication that a page's requests name from now on. */
export function followUiaSessions(page: Page): Set<string> {
	const sessions = new Set<string>();
	page.on('request', (request) => {
		const { auth } = (request.postDataJSON() ?? {}) as { auth?: { session?: string } };
		if (auth?.session !== undefined) sessions.add(auth.session);
	});
	return sessions;
}

/**
 * Makes a homeserver forget sessions of user-interactive authentication, as it does by itself with
 * old ones. It may run meanwhile, and keeps those of others.
 * @param homeserver its log lies beside its database
 */
export function forgetUiaSessions(homeserver: { log: string }, sessions: Iterable<string>): void {
	const database = new DatabaseSync(join(dirname(homeserver.log), 'homeserver.db'), {
		timeout: 10_000
	});
	try {
		for (const session of sessions)
			for (const table of [
				'ui_auth_sessions_credentials',
				'ui_auth_sessions_ips',
				'ui_auth_sessions'
			])
				database.prepare(`DELETE FROM ${table} WHERE session_id = ?`).run(session);
	} finally {
		database.close();
	}
}
