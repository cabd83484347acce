import {
	array,
	catch as orElse,
	nullish,
	number,
	object,
	optional,
	enum as oneOf,
	string
} from 'zod/mini';
import { ok } from '$lib/base/result';
import type { SecurityPort, SessionInfo } from './account-ports';
import { readAnswer } from './answers';
import { asUser } from './as-user';
import { rowsFor } from './error-rows';
import { lightHttp } from './light-http';
import { plainText } from './plain-text';

const threepidSchema = object({
	threepids: array(
		object({
			medium: oneOf(['email', 'msisdn']),
			address: string(),
			added_at: orElse(optional(number()), undefined)
		})
	)
});

/** Email addresses and phone numbers of the account (client-server API, `GET /account/3pid`). */
export const threepids: SecurityPort['threepids'] = async (signal) => {
	const path = '/_matrix/client/v3/account/3pid';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, threepidSchema, rowsFor.session);
	if (!read.ok) return read;
	return ok(
		read.value.threepids.map(({ medium, address, added_at: addedAt }) => ({
			medium,
			address,
			...(addedAt !== undefined && { addedAt })
		}))
	);
};

const text = orElse(nullish(string()), undefined);
const sessionsSchema = object({
	devices: array(
		object({
			device_id: string(),
			display_name: text,
			last_seen_ts: orElse(nullish(number()), undefined),
			last_seen_ip: text,
			last_seen_user_agent: text,
			'org.matrix.msc3852.last_seen_user_agent': text
		})
	)
});

/** The sessions of the account, the latest used first (client-server API, `GET /devices`). */
export const sessions: SecurityPort['sessions'] = async (signal) => {
	const path = '/_matrix/client/v3/devices';
	const answer = await asUser(lightHttp, { method: 'GET', path, signal });
	const read = readAnswer(answer, sessionsSchema, rowsFor.session);
	if (!read.ok) return read;
	const list = read.value.devices.map((device): SessionInfo => {
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
