import {
	array,
	catch as orElse,
	number,
	object,
	optional,
	record,
	string,
	unknown
} from 'zod/mini';
import type { output } from 'zod/mini';
import type { Result } from '$lib/base/result';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import { lightHttp } from '../light-http';

const NONE = { types: [], not_types: ['*'] };
// Neither rooms nor presence nor account data: what other sessions send to this one is all.
const FILTER = JSON.stringify({
	presence: NONE,
	account_data: NONE,
	room: { rooms: [], timeline: { limit: 0 } }
});
/** How long the homeserver holds an answer back when there is nothing to tell. */
const HELD_MS = 20_000;
const PATIENCE_MS = 40_000;

const names = orElse(optional(array(string())), undefined);
const schema = object({
	next_batch: string(),
	to_device: orElse(optional(object({ events: array(unknown()) })), undefined),
	device_lists: orElse(optional(object({ changed: names, left: names })), undefined),
	device_one_time_keys_count: orElse(optional(record(string(), number())), undefined),
	device_unused_fallback_key_types: names
});

/** What has come for this session, and where to go on from. */
export type ToDevice = output<typeof schema>;

/**
 * Waits for what other sessions send to this one (client-server API, "Send-to-Device messaging"). The
 * homeserver forgets it when it is asked to go on from there.
 * @param since where the last answer ended; undefined: what is there is answered at once
 */
export async function toDevice(
	since: string | undefined,
	signal: AbortSignal
): Promise<Result<ToDevice>> {
	const query = {
		filter: FILTER,
		set_presence: 'offline',
		timeout: since === undefined ? '0' : String(HELD_MS),
		...(since !== undefined && { since })
	};
	const path = '/_matrix/client/v3/sync';
	const call = { method: 'GET', path, query, signal, timeoutMs: PATIENCE_MS } as const;
	return readAnswer(await asUser(lightHttp, call), schema, rowsFor.session);
}
