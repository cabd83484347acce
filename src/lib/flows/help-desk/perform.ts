import { keptEmail } from '$lib/base/kept-email';
import { pause } from '$lib/base/pauses';
import { ok, type Result } from '$lib/base/result';
import type { AdminUsersPort, UserQuery } from '$lib/matrix/admin-ports';
import { PAGE_SIZE, type Command, type Event, type View } from './states';

/** So long nothing more has to be typed before the homeserver is asked. */
export const TYPING_MS = 200;

/** So many users are in one part of a file: larger parts would count the list less often. */
export const PORTION = 500;

/** Does what the machine of the list asks for. Expected failures come back as values. */
export async function perform(
	command: Command,
	admin: AdminUsersPort,
	signal: AbortSignal
): Promise<Result<Event>> {
	switch (command.run) {
		case 'load':
			if (command.wait) await pause(TYPING_MS, signal);
			return load(command.view, admin, signal);
		case 'export':
			return exportPart(command, admin, signal);
	}
}

async function load(
	view: View,
	admin: AdminUsersPort,
	signal: AbortSignal
): Promise<Result<Event>> {
	const found = await looked(view, admin, signal);
	if (!found.ok) return found;
	const { search, email } = found.value;
	const query = queryOf(view, search, (view.page - 1) * PAGE_SIZE, PAGE_SIZE);
	const told = await admin.users(query, signal);
	if (!told.ok) return told;
	return ok({
		type: 'loaded',
		shown: { view, ...told.value, ...(email !== undefined && { email }) }
	});
}

async function exportPart(
	{ view, from }: Extract<Command, { run: 'export' }>,
	admin: AdminUsersPort,
	signal: AbortSignal
): Promise<Result<Event>> {
	const found = await looked(view, admin, signal);
	if (!found.ok) return found;
	const told = await admin.users(queryOf(view, found.value.search, from, PORTION), signal);
	if (!told.ok) return told;
	const { users, total } = told.value;
	return ok({ type: 'exported', users, total });
}

const queryOf = (
	{ group, orderBy, descending }: View,
	search: string,
	from: number,
	limit: number
): UserQuery => ({ search, group, orderBy, descending, from, limit });

/** As people write it down; the homeserver's lists do not search in addresses. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What the list is searched for: for an email address, who has it; otherwise what was typed. */
async function looked(
	{ search }: View,
	admin: AdminUsersPort,
	signal: AbortSignal
): Promise<Result<{ search: string; email?: string }>> {
	const typed = search.trim();
	if (!EMAIL.test(typed)) return ok({ search: typed });
	const email = keptEmail(typed);
	const owner = await admin.userWithEmail(email, signal);
	if (!owner.ok) return owner;
	return ok(owner.value === undefined ? { search: typed } : { search: owner.value, email });
}
