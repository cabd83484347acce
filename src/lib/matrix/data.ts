import { array, catch as orElse, object, optional, record, string, unknown } from 'zod/mini';
import { ok, type Result } from '$lib/base/result';
import type { AccountData, DataPort } from './account-ports';
import { parsed, readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { lightHttp } from './light-http';

const anything = record(string(), unknown());
const event = object({ type: string(), content: anything });

/** A homeserver takes its time for an account's first sync. */
const LONG_MS = 60_000;
const NONE = { types: [] };
// No room at all, so that the answer stays small whatever the account has.
const FILTER = JSON.stringify({ presence: NONE, room: { rooms: [], timeline: { limit: 0 } } });

const syncSchema = object({ account_data: optional(object({ events: array(unknown()) })) });

/** The account's own data (client-server API, "Client Config"): only a sync tells which there is. */
export const accountData: DataPort['accountData'] = async (signal) => {
	const path = '/_matrix/client/v3/sync';
	const query = { filter: FILTER, timeout: '0', set_presence: 'offline' };
	const call = { method: 'GET', path, query, signal, timeoutMs: LONG_MS } as const;
	const read = readAnswer(await asUser(lightHttp, call), syncSchema, rowsFor.session);
	if (!read.ok) return read;
	const events = read.value.account_data?.events ?? [];
	return ok(
		events.flatMap((given): AccountData[] => {
			const one = parsed(event, given);
			return one.ok ? [one.value] : [];
		})
	);
};

/** Which messages notify (client-server API, "Push Rules API"). */
export const pushRules: DataPort['pushRules'] = async (signal) => {
	const path = '/_matrix/client/v3/pushrules/';
	return readAnswer(
		await asUser(lightHttp, { method: 'GET', path, signal }),
		anything,
		rowsFor.session
	);
};

const roomsSchema = object({ joined_rooms: array(unknown()) });

/** The rooms that the account is in. */
export const joinedRooms: DataPort['joinedRooms'] = async (signal) => {
	const path = '/_matrix/client/v3/joined_rooms';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, roomsSchema, rowsFor.session);
	if (!read.ok) return read;
	const rooms = read.value.joined_rooms;
	return ok(rooms.filter((id): id is string => typeof id === 'string' && isRoomId(id)));
};

/** What could lead to another address, or to none, is no room. */
const isRoomId = (id: string): boolean => id.startsWith('!') && id.isWellFormed();

const text = orElse(optional(string()), undefined);
const nameSchema = object({ name: text, alias: text });

/** What a room is called (client-server API, "Calculating the display name for a room"), without its members. */
export const roomName: DataPort['roomName'] = async (roomId, signal) => {
	const name = await state(roomId, 'm.room.name', signal);
	if (!name.ok) return name;
	if (name.value.name) return ok({ name: name.value.name });
	const alias = await state(roomId, 'm.room.canonical_alias', signal);
	if (!alias.ok) return alias;
	return ok(alias.value.alias ? { alias: alias.value.alias } : {});
};

async function state(
	roomId: string,
	type: string,
	signal: AbortSignal
): Promise<Result<{ name?: string | undefined; alias?: string | undefined }>> {
	const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}`;
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	if (answer.ok && answer.value.status === 404) return ok({});
	return readAnswer(answer, nameSchema, rowsFor.session);
}
