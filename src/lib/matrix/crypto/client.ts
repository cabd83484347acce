import { DeviceId, OlmMachine, RequestType, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { catch as orElse, object, optional, record, string } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { currentAccount, isSameSession, type SessionId } from '$lib/session/account';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import { sdkHttp } from '../sdk-http';

/**
 * The cryptography of one session, for as long as the page lives. Its keys are in memory only.
 *
 * A session must never show other keys than it did before: other apps would not take them. So when a
 * page before this one has published keys for the session, the machine here is a device of its own
 * that nobody else hears of; it holds the account's signing keys and signs, but is nobody's session.
 */
export interface CryptoClient {
	machine: OlmMachine;
	session: SessionId;
	/** Whether the machine's device is the session itself, and not one that nobody hears of. */
	isSession: boolean;
	/** Whether the homeserver has public keys of the session. */
	isPublished: boolean;
}

let client: CryptoClient | undefined;

/**
 * The client of whoever is signed in, made when there is none; `startWasm` must have succeeded. It
 * knows the account's public keys as the homeserver tells them now.
 * @returns fails with `sessionEnded` when nobody is signed in
 * @throws the signal's reason when the caller aborts
 */
export async function cryptoClient(signal: AbortSignal): Promise<Result<CryptoClient>> {
	const account = currentAccount();
	if (!account || (client && !isSameSession(client.session, account))) wipeClient();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const known = await queriedKeys(account.userId, signal);
	if (!known.ok) return known;
	const published = known.value.device_keys[account.userId]?.[account.deviceId]?.keys;
	const key = published?.[`ed25519:${account.deviceId}`];
	// Another tab with the same session was faster with its keys.
	if (client?.isSession && key !== undefined && key !== ownKey(client)) wipeClient();
	client ??= await newClient(account, key === undefined);
	client.isPublished = key !== undefined;
	await takeKeys(client, known.value);
	return ok(client);
}

/** Forgets every key that is in memory. */
export function wipeClient(): void {
	client?.machine.close();
	client = undefined;
}

const device = object({ keys: orElse(optional(record(string(), string())), undefined) });
const schema = object({ device_keys: record(string(), record(string(), device)) });
type Keys = ReturnType<typeof schema.parse>;

const silent = (): void => undefined;
/** Nothing is written to the console: what goes wrong comes back as an error. */
const logger = { debug: silent, info: silent, warn: silent, error: silent };

async function newClient(session: SessionId, isSession: boolean): Promise<CryptoClient> {
	const { userId, deviceId, server } = session;
	const own = new DeviceId(isSession ? deviceId : crypto.randomUUID());
	const machine = await OlmMachine.initialize(
		new UserId(userId),
		own,
		undefined,
		undefined,
		logger
	);
	// Nobody is asked for keys of messages, and nobody gets any.
	machine.roomKeyRequestsEnabled = false;
	machine.roomKeyForwardingEnabled = false;
	return { machine, session: { userId, deviceId, server }, isSession, isPublished: !isSession };
}

const ownKey = ({ machine }: CryptoClient): string => machine.identityKeys.ed25519.toBase64();

async function takeKeys({ machine, session }: CryptoClient, known: Keys): Promise<void> {
	const request = machine.queryKeysForUsers([new UserId(session.userId)]);
	await machine.markRequestAsSent(request.id, RequestType.KeysQuery, JSON.stringify(known));
}

/** The account's own public keys, all of them (client-server API, `POST /keys/query`). */
async function queriedKeys(userId: string, signal: AbortSignal): Promise<Result<Keys>> {
	const path = '/_matrix/client/v3/keys/query';
	const body = { device_keys: { [userId]: [] } };
	const answer = await asUser(sdkHttp, { method: 'POST', path, body, signal });
	const read = readAnswer(answer, schema, rowsFor.session);
	// The machine checks the signatures, which cover what the schema does not know.
	return read.ok && answer.ok ? ok(answer.value.body as Keys) : read;
}
