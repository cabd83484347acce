import {
	array,
	boolean,
	catch as orElse,
	nullish,
	number,
	object,
	optional,
	string,
	unknown
} from 'zod/mini';
import { ok, type Result } from '$lib/base/result';
import { currentAccount } from '$lib/session/account';
import type { AdminUsersPort, ListedUser, UserOrder, UserPage, UserQuery } from '../admin-ports';
import { parsed } from '../answers';
import { plainText } from '../plain-text';
import { asNotSynapse, readAdmin } from './as-admin';
import { userWithAddress } from './holder';
import { askAdmin } from './user-paths';

// Missing on older homeservers.
const flag = orElse(nullish(boolean()), undefined);
const aNumber = orElse(nullish(number()), undefined);
const userSchema = object({
	name: string(),
	displayname: optional(unknown()),
	admin: flag,
	deactivated: flag,
	locked: flag,
	is_guest: flag,
	erased: flag,
	shadow_banned: flag,
	creation_ts: aNumber,
	last_seen_ts: aNumber
});
const listSchema = object({ users: array(unknown()), total: number() });

/** The longest display name that is shown in a list. */
const LONGEST_NAME = 100;

const columns: Readonly<Record<UserOrder, string>> = {
	userId: 'name',
	displayName: 'displayname',
	createdAt: 'creation_ts',
	lastSeenAt: 'last_seen_ts'
};

/** Everybody: by themselves, the lists leave out some. Version 2 has no word for "only deactivated". */
const everybody = { deactivated: 'true', locked: 'true', guests: 'true' };

/** Groups that the homeserver can leave out or put in front, and nothing else. */
const fronted = {
	locked: { without: { locked: 'false' }, column: 'locked' },
	guests: { without: { guests: 'false' }, column: 'is_guest' },
	deactivated: { without: { deactivated: 'false' }, column: 'deactivated' }
} as const;

const belongs: Record<keyof typeof fronted, (user: ListedUser) => boolean> = {
	locked: ({ locked }) => locked,
	guests: ({ guest }) => guest,
	deactivated: ({ deactivated }) => deactivated
};

type Params = Readonly<Record<string, string>>;

/**
 * A part of the list of users (Admin API, "List Accounts (V2)", and V3 for deactivated ones where the
 * homeserver has it).
 */
export const users: AdminUsersPort['users'] = async (query, signal) => {
	const { group, orderBy, descending } = query;
	const order = { order_by: columns[orderBy], dir: descending ? 'b' : 'f' };
	const given = { ...searched(query.search), ...part(query), ...order };
	switch (group) {
		case 'everyone':
			return ask('v2', { ...given, ...everybody }, signal);
		case 'active':
			return ask('v2', { ...given, ...everybody, deactivated: 'false' }, signal);
		case 'administrators':
			return ask('v2', { ...given, ...everybody, admins: 'true' }, signal);
		case 'deactivated': {
			const told = await ask('v3', { ...given, ...everybody }, signal);
			const isOlder =
				!told.ok && told.error.kind === 'admin' && told.error.problem === 'notSynapse';
			return isOlder ? onlyFronted(query, group, signal) : told;
		}
		default:
			return onlyFronted(query, group, signal);
	}
};

const part = ({ from, limit }: UserQuery): Params => ({
	from: from.toString(),
	limit: limit.toString()
});

/** A whole Matrix ID is looked for as such; the homeserver knows no other text with a colon. */
function searched(search: string): Params {
	if (search === '') return {};
	if (!search.startsWith('@')) return { name: search };
	return search.includes(':') ? { user_id: search } : { name: search.slice(1) };
}

/** The list with the group in front, and without it: the difference is how many there are. */
async function onlyFronted(
	query: UserQuery,
	group: keyof typeof fronted,
	signal: AbortSignal
): Promise<Result<UserPage>> {
	const { without, column } = fronted[group];
	const given = { ...searched(query.search), ...everybody };
	const front = { ...given, ...part(query), order_by: column, dir: 'b' };
	const [all, others] = await Promise.all([
		ask('v2', front, signal),
		ask('v2', { ...given, ...without, from: '0', limit: '1' }, signal)
	]);
	if (!all.ok) return all;
	if (!others.ok) return others;
	return ok({
		...all.value,
		users: all.value.users.filter(belongs[group]),
		total: Math.max(0, all.value.total - others.value.total)
	});
}

/** The homeservers that have refused to list guests, by their addresses. */
const guestless = new Set<string>();

/**
 * A homeserver that leaves accounts to another service (Matrix Authentication Service) has no guests,
 * and refuses whatever does not leave them out.
 */
async function ask(
	version: 'v2' | 'v3',
	query: Params,
	signal: AbortSignal
): Promise<Result<UserPage>> {
	const homeserver = currentAccount()?.server.baseUrl ?? '';
	if (!guestless.has(homeserver)) {
		const told = await askOnce(version, query, signal);
		const isRefused =
			!told.ok && told.error.kind === 'unknown' && told.error.errcode === 'M_INVALID_PARAM';
		if (!isRefused) return told;
	}
	const told = await askOnce(version, { ...query, guests: 'false' }, signal);
	if (!told.ok) return told;
	guestless.add(homeserver);
	return ok({ ...told.value, guestless: true });
}

async function askOnce(
	version: 'v2' | 'v3',
	query: Params,
	signal: AbortSignal
): Promise<Result<UserPage>> {
	const told = await askAdmin([`${version}/users`], { method: 'GET', query, signal });
	const read = asNotSynapse(readAdmin(told, listSchema));
	if (!read.ok) return read;
	const listed = read.value.users.flatMap((entry) => listedUser(entry) ?? []);
	const users = [...new Map(listed.map((user) => [user.userId, user])).values()];
	return ok({ users, total: Math.max(users.length, read.value.total) });
}

function listedUser(entry: unknown): ListedUser | undefined {
	const read = parsed(userSchema, entry);
	if (!read.ok) return undefined;
	const {
		name: userId,
		displayname,
		creation_ts: created,
		last_seen_ts: seen,
		...user
	} = read.value;
	const displayName = plainText(displayname, LONGEST_NAME);
	return {
		userId,
		...(displayName !== undefined && { displayName }),
		administrator: user.admin === true,
		deactivated: user.deactivated === true,
		locked: user.locked === true,
		guest: user.is_guest === true,
		erased: user.erased === true,
		shadowBanned: user.shadow_banned === true,
		...(typeof created === 'number' && { createdAt: created }),
		...(typeof seen === 'number' && { lastSeenAt: seen })
	};
}

/** Who has an email address (Admin API, "Find a user based on their Third Party ID"). */
export const userWithEmail: AdminUsersPort['userWithEmail'] = (address, signal) =>
	userWithAddress({ medium: 'email', address }, signal);
