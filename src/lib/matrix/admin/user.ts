import {
	array,
	boolean,
	catch as orElse,
	number,
	object,
	optional,
	string,
	unknown,
	type infer as Infer
} from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SessionInfo } from '../account-ports';
import { LONGEST_NAME, type AdminUser, type AdminUserPort } from '../admin-ports';
import { parsed } from '../answers';
import { plainText } from '../plain-text';
import { readAdmin } from './as-admin';
import { isNobody } from './holder';
import { askAdmin } from './user-paths';

const aText = orElse(optional(string()), undefined);
const aNumber = orElse(optional(number()), undefined);
const aFlag = orElse(optional(boolean()), undefined);
const schema = object({
	name: string(),
	displayname: aText,
	avatar_url: aText,
	threepids: array(object({ medium: string(), address: string() })),
	external_ids: orElse(array(object({ auth_provider: string(), external_id: string() })), []),
	admin: aFlag,
	is_guest: aFlag,
	deactivated: aFlag,
	erased: aFlag,
	locked: aFlag,
	suspended: aFlag,
	shadow_banned: aFlag,
	creation_ts: aNumber,
	last_seen_ts: aNumber
});

/** Synapse tells when an account was made in seconds here, and in milliseconds in the list. */
const LAST_AS_SECONDS = 100_000_000_000;

/** Everything of one user (Synapse, `GET /_synapse/admin/v2/users/{id}`). */
export const user: AdminUserPort['user'] = async (userId, signal) => {
	const answer = await askAdmin(['v2/users', { part: userId }], { method: 'GET', signal });
	if (isNobody(answer)) return ok(undefined);
	const read = readAdmin(answer, schema);
	return read.ok ? ok(userFrom(read.value)) : read;
};

function userFrom(told: Infer<typeof schema>): AdminUser {
	const displayName = plainText(told.displayname, LONGEST_NAME);
	const { creation_ts: created, last_seen_ts: lastSeenAt, suspended, shadow_banned } = told;
	return {
		userId: told.name,
		...(displayName !== undefined && { displayName }),
		...(told.avatar_url && { avatarUrl: told.avatar_url }),
		addresses: told.threepids.map(({ medium, address }) => ({ medium, address })),
		externalIds: told.external_ids.map((each) => ({
			provider: each.auth_provider,
			id: each.external_id
		})),
		administrator: told.admin ?? false,
		guest: told.is_guest ?? false,
		deactivated: told.deactivated ?? false,
		erased: told.erased ?? false,
		locked: told.locked ?? false,
		...(suspended !== undefined && { suspended }),
		...(shadow_banned !== undefined && { shadowBanned: shadow_banned }),
		...(created !== undefined && {
			createdAt: created < LAST_AS_SECONDS ? created * 1000 : created
		}),
		...(lastSeenAt !== undefined && { lastSeenAt })
	};
}

const devices = object({ devices: array(unknown()) });
const device = object({
	device_id: string(),
	display_name: optional(unknown()),
	last_seen_ts: aNumber,
	last_seen_ip: optional(unknown()),
	last_seen_user_agent: optional(unknown())
});

/** The sessions of a user (Synapse, `GET /_synapse/admin/v2/users/{id}/devices`). */
export const sessionsOf: AdminUserPort['sessionsOf'] = async (userId, signal) => {
	const path = ['v2/users', { part: userId }, 'devices'];
	const read = readAdmin(await askAdmin(path, { method: 'GET', signal }), devices);
	if (!read.ok) return read;
	const list = read.value.devices.flatMap((entry): SessionInfo[] => {
		const one = parsed(device, entry);
		if (!one.ok) return [];
		const { device_id: deviceId, last_seen_ts: lastSeenAt } = one.value;
		const name = plainText(one.value.display_name, 100);
		const lastSeenIp = plainText(one.value.last_seen_ip, 60);
		const userAgent = plainText(one.value.last_seen_user_agent, 300);
		return [
			{
				deviceId,
				...(name !== undefined && { name }),
				...(lastSeenAt !== undefined && { lastSeenAt }),
				...(lastSeenIp !== undefined && { lastSeenIp }),
				...(userAgent !== undefined && { userAgent })
			}
		];
	});
	return ok(list.sort((a, b) => (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0)));
};

/** `GET /_synapse/admin/v1/users/{id}/joined_rooms`. */
export const joinedRoomsOf: AdminUserPort['joinedRoomsOf'] = async (userId, signal) => {
	const path = ['v1/users', { part: userId }, 'joined_rooms'];
	const read = readAdmin(
		await askAdmin(path, { method: 'GET', signal }),
		object({ total: number() })
	);
	return read.ok ? ok(read.value.total) : read;
};

const statistics = object({
	users: array(object({ user_id: string(), media_length: number() })),
	total: number()
});

/** `GET /_synapse/admin/v1/statistics/users/media`: whoever has uploaded nothing is not in it. */
export const storageOf: AdminUserPort['storageOf'] = async (userId, signal) => {
	// The term is looked for in display names, too: others may be among the answers.
	const query = { search_term: userId, limit: '100' };
	const answer = await askAdmin(['v1/statistics/users/media'], { method: 'GET', query, signal });
	const read = readAdmin(answer, statistics);
	if (!read.ok) return read;
	const { users, total } = read.value;
	const own = users.find((each) => each.user_id === userId)?.media_length;
	return ok(own ?? (total > users.length ? undefined : 0));
};
