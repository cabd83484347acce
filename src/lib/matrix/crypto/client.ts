import { DeviceId, OlmMachine, RequestType, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { catch as orElse, object, optional, record, string, type infer as Infer } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import { currentAccount, isSameSession, type SessionId } from '$lib/session/account';
import { readAnswer } from '../answers';
import { rowsFor } from '../error-rows';
import { queryOwnKeys } from '../keys/query';
import type { OpenedKey } from '../keys-ports';
import { sdkHttp } from '../sdk-http';
import { taken } from './taken';

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
	/** The account's master key, as the homeserver has it. */
	master?: string;
	/** Signing keys that were made here, until all is done for which they were. */
	made?: MadeKeys;
}

export interface MadeKeys {
	for: 'setUp' | 'reset';
	/** The public ones, as they are sent. */
	body: Readonly<Record<string, unknown>>;
	master: string;
	/** What a reset has got to. */
	kept?: { storage: OpenedKey; backup: Secret };
}

let client: CryptoClient | undefined;

/**
 * The client of whoever is signed in, made when there is none; `startWasm` must have succeeded. It
 * knows the account's public keys as the homeserver tells them now.
 * @param task what may go on with signing keys that were made for it and are not in use yet
 * @returns fails with `sessionEnded` when nobody is signed in
 * @throws the signal's reason when the caller aborts
 */
export async function cryptoClient(
	signal: AbortSignal,
	task?: MadeKeys['for']
): Promise<Result<CryptoClient>> {
	const account = currentAccount();
	if (!account || (client && !isSameSession(client.session, account))) wipeClient();
	if (!account) return fail({ kind: 'sessionEnded', soft: false });
	const known = await queriedKeys(account.userId, signal);
	if (!known.ok) return known;
	// Keys that the homeserver has not taken must not sign anything.
	if (client?.made && !isOfUse(client.made, masterKey(known.value, account), task)) wipeClient();
	const key = sessionKey(known.value, account);
	// Another tab with the same session was faster with its keys.
	if (client?.isSession && key !== undefined && key !== ownKey(client)) wipeClient();
	if (!client) {
		const made = await newClient(account, key === undefined);
		// Whoever has left has wiped what there was: what was still being made must not come after it.
		if (signal.aborted) made.machine.close();
		signal.throwIfAborted();
		client = made;
	}
	const told = await takeKeys(client, known.value);
	signal.throwIfAborted();
	return told.ok ? ok(client) : told;
}

const isOfUse = (made: MadeKeys, master: string | undefined, task?: MadeKeys['for']): boolean =>
	made.master === master || (made.for === task && (task === 'reset' || master === undefined));

/** Asks for the account's public keys again, after some were sent. */
export async function refreshKeys(
	client: CryptoClient,
	signal: AbortSignal
): Promise<Result<true>> {
	const known = await queriedKeys(client.session.userId, signal);
	return known.ok ? takeKeys(client, known.value) : known;
}

/**
 * Forgets every key of the account. The session's own are no secret of anybody else's, and no other
 * client could go on with them: they stay for as long as the page, so that it can compare emoji twice.
 */
export async function forgetSecrets(): Promise<void> {
	const known = client;
	if (!known) return;
	const account = currentAccount();
	const held = await known.machine.crossSigningStatus();
	const isBare = !held.hasMaster && !held.hasSelfSigning && !held.hasUserSigning;
	if (known !== client || (isBare && account && isSameSession(known.session, account))) return;
	wipeClient();
}

/** Forgets every key that is in memory. */
export function wipeClient(): void {
	client?.machine.close();
	client = undefined;
}

const named = object({ keys: orElse(optional(record(string(), string())), undefined) });
const schema = object({
	device_keys: record(string(), record(string(), named)),
	master_keys: orElse(optional(record(string(), named)), undefined)
});
type Keys = Infer<typeof schema>;

const sessionKey = ({ device_keys: keys }: Keys, { userId, deviceId }: SessionId) =>
	keys[userId]?.[deviceId]?.keys?.[`ed25519:${deviceId}`];

const masterKey = ({ master_keys: keys }: Keys, { userId }: SessionId) =>
	Object.values(keys?.[userId]?.keys ?? {})[0];

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

async function takeKeys(client: CryptoClient, known: Keys): Promise<Result<true>> {
	const { machine, session, made } = client;
	client.isPublished = sessionKey(known, session) !== undefined;
	client.master = masterKey(known, session);
	// Told of other signing keys than those made here, the machine would forget the latter.
	if (made && made.master !== client.master) return ok(true);
	const { id } = machine.queryKeysForUsers([new UserId(session.userId)]);
	return taken(() => machine.markRequestAsSent(id, RequestType.KeysQuery, JSON.stringify(known)));
}

async function queriedKeys(userId: string, signal: AbortSignal): Promise<Result<Keys>> {
	const answer = await queryOwnKeys(sdkHttp, userId, signal);
	const read = readAnswer(answer, schema, rowsFor.session);
	// The machine checks the signatures, which cover what the schema does not know.
	return read.ok && answer.ok ? ok(answer.value.body as Keys) : read;
}
