import {
	array,
	catch as orElse,
	enum as oneOf,
	nullish,
	number,
	object,
	optional,
	string,
	unknown,
	type ZodMiniType
} from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SecurityPort, SessionInfo, Threepid } from './account-ports';
import { parsed, readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { lightHttp } from './light-http';
import { plainText } from './plain-text';

// The longest address that a mail server takes.
const LONGEST_ADDRESS = 320;

/** The entries of a list that are what they should be: one that is not does not hide the others. */
function readable<T>(list: readonly unknown[], schema: ZodMiniType<T>): T[] {
	return list.flatMap((entry) => {
		const read = parsed(schema, entry);
		return read.ok ? [read.value] : [];
	});
}

const aNumber = orElse(nullish(number()), undefined);
const threepidsSchema = object({ threepids: array(unknown()) });
const threepidSchema = object({
	medium: oneOf(['email', 'msisdn']),
	address: string(),
	added_at: aNumber
});

/** Email addresses and phone numbers of the account (client-server API, `GET /account/3pid`). */
export const threepids: SecurityPort['threepids'] = async (signal) => {
	const path = '/_matrix/client/v3/account/3pid';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, threepidsSchema, rowsFor.session);
	if (!read.ok) return read;
	const list = readable(read.value.threepids, threepidSchema);
	return ok(
		list.flatMap(({ medium, address: told, added_at: addedAt }): Threepid[] => {
			const address = plainText(told, LONGEST_ADDRESS);
			if (address === undefined) return [];
			return [{ medium, address, ...(typeof addedAt === 'number' && { addedAt }) }];
		})
	);
};

const sessionsSchema = object({ devices: array(unknown()) });
const sessionSchema = object({
	device_id: string(),
	display_name: optional(unknown()),
	last_seen_ts: aNumber,
	last_seen_ip: optional(unknown()),
	last_seen_user_agent: optional(unknown()),
	'org.matrix.msc3852.last_seen_user_agent': optional(unknown())
});

/** The sessions of the account, the latest used first (client-server API, `GET /devices`). */
export const sessions: SecurityPort['sessions'] = async (signal) => {
	const path = '/_matrix/client/v3/devices';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, sessionsSchema, rowsFor.session);
	if (!read.ok) return read;
	const list = readable(read.value.devices, sessionSchema).map((device): SessionInfo => {
		const name = plainText(device.display_name, 100);
		const ip = plainText(device.last_seen_ip, 60);
		const agent = device.last_seen_user_agent ?? device['org.matrix.msc3852.last_seen_user_agent'];
		const userAgent = plainText(agent, 300);
		const at = device.last_seen_ts;
		return {
			deviceId: device.device_id,
			...(name !== undefined && { name }),
			...(typeof at === 'number' && { lastSeenAt: at }),
			...(ip !== undefined && { lastSeenIp: ip }),
			...(userAgent !== undefined && { userAgent })
		};
	});
	return ok(list.sort((a, b) => (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0)));
};
