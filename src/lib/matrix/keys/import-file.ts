import { Curve25519PublicKey, PkEncryption } from '@matrix-org/matrix-sdk-crypto-wasm';
import { minimum, number, object } from 'zod/mini';
import { isPassing } from '$lib/base/errors';
import { pause } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { readAnswer } from '../answers';
import { asUser } from '../as-user';
import { rowsFor } from '../error-rows';
import type { KeyFilesPort } from '../keys-ports';
import { lightHttp } from '../light-http';
import { backupPrivateKey, currentBackup, type KnownBackup } from './backup-key';
import { breather } from './breathe';
import { JsonItems } from './json-items';
import { openExport, type ExportText } from './key-export';
import { backupKey, type BackupKey } from './room-keys';
import { seldom } from './told';

/** A request with so many keys has about 200 kB. */
const PORTION = 200;
const TIMEOUT_MS = 120_000;
/** What passes by itself is waited out here: to begin anew would cost everything so far. */
const RETRIES_MS = [1_000, 3_000, 9_000];
const LONGEST_WAIT_MS = 30_000;

/**
 * Puts the keys of a file into the backup. Of a key that is there already the homeserver keeps the
 * better one ("Server-side key backups"). `startWasm` must have succeeded.
 */
export const importFile: KeyFilesPort['importKeys'] = async (given, told, signal) => {
	const backup = await currentBackup(signal);
	if (!backup.ok) return backup;
	const trusted = given.key ? await backupPrivateKey(given.key, backup.value, signal) : undefined;
	if (trusted && !trusted.ok) return trusted;
	const breathe = breather();
	const opened = await openExport(given.file, given.passphrase, breathe);
	signal.throwIfAborted();
	if (!opened.ok) return opened;
	const of = await countOf(opened.value, breathe);
	if (of === undefined) return fail({ kind: 'keyFileForeign' });
	const encryption = encryptionFor(backup.value);
	if (!encryption) return fail({ kind: 'unsupported' });
	const progress = seldom(told);
	told({ done: 0, of });
	let [count, unreadable, inBackup] = [0, 0, backup.value.count];
	try {
		for await (const portion of portionsOf(opened.value)) {
			const rooms = await encrypted(portion.keys, encryption, breathe);
			signal.throwIfAborted();
			const sent = await uploaded(backup.value, rooms, signal);
			if (!sent.ok) return sent;
			inBackup = sent.value;
			count += portion.keys.length;
			unreadable += portion.unreadable;
			progress({ done: count + unreadable, of });
		}
	} finally {
		encryption.free();
	}
	return ok({ count, unreadable, added: Math.max(0, inBackup - backup.value.count) });
};

/** How many keys a file has; undefined when it holds something else. */
async function countOf(
	text: ExportText,
	breathe: () => Promise<void>
): Promise<number | undefined> {
	const items = new JsonItems(1);
	let count = 0;
	for await (const piece of text()) {
		count += items.push(piece).length;
		await breathe();
	}
	return items.isWhole ? count : undefined;
}

function encryptionFor({ publicKey }: KnownBackup): PkEncryption | undefined {
	try {
		return PkEncryption.fromKey(new Curve25519PublicKey(publicKey));
	} catch {
		return undefined;
	}
}

interface Portion {
	keys: readonly BackupKey[];
	unreadable: number;
}

async function* portionsOf(text: ExportText): AsyncGenerator<Portion> {
	const items = new JsonItems(1);
	let [keys, unreadable]: [BackupKey[], number] = [[], 0];
	for await (const piece of text()) {
		for (const { json } of items.push(piece)) {
			const key = backupKey(json);
			if (key) keys.push(key);
			else unreadable += 1;
			if (keys.length < PORTION) continue;
			yield { keys, unreadable };
			[keys, unreadable] = [[], 0];
		}
	}
	if (keys.length + unreadable > 0) yield { keys, unreadable };
}

/** As `PUT /room_keys/keys` takes them: by room, then by session. */
type Rooms = Record<string, { sessions: Record<string, KeyData> }>;
interface KeyData {
	first_message_index: number;
	forwarded_count: number;
	/** Nobody vouches for what comes out of a file. */
	is_verified: false;
	session_data: { ephemeral: string; mac: string; ciphertext: string };
}

async function encrypted(
	keys: readonly BackupKey[],
	encryption: PkEncryption,
	breathe: () => Promise<void>
): Promise<Rooms> {
	const rooms: Rooms = Object.create(null) as Rooms;
	for (const { roomId, sessionId, firstMessageIndex, forwardedCount, content } of keys) {
		const { sessions } = (rooms[roomId] ??= { sessions: {} });
		const before = sessions[sessionId];
		// A file may have a key twice; which is better, the homeserver only finds out one by one.
		if (before && before.first_message_index <= firstMessageIndex) continue;
		const made = encryption.encryptString(content).toBase64();
		const { ephemeralKey: ephemeral, mac, ciphertext } = made;
		made.free();
		sessions[sessionId] = {
			first_message_index: firstMessageIndex,
			forwarded_count: forwardedCount,
			is_verified: false,
			session_data: { ephemeral, mac, ciphertext }
		};
		await breathe();
	}
	return rooms;
}

const stored = object({ count: number().check(minimum(0)) });
const rows = [{ M_NOT_FOUND: { kind: 'backupNone' } }, ...rowsFor.session] as const;

/** Uploads a portion; answers how many keys the backup has then. */
async function uploaded(
	{ version, count }: KnownBackup,
	rooms: Rooms,
	signal: AbortSignal
): Promise<Result<number>> {
	if (Object.keys(rooms).length === 0) return ok(count);
	for (let retry = 0; ; retry += 1) {
		const answer = await asUser(lightHttp, {
			method: 'PUT',
			path: '/_matrix/client/v3/room_keys/keys',
			query: { version },
			body: { rooms },
			signal,
			timeoutMs: TIMEOUT_MS
		});
		const read = readAnswer(answer, stored, rows);
		if (read.ok) return ok(read.value.count);
		const wait = RETRIES_MS[retry];
		if (wait === undefined || !isPassing(read.error)) return read;
		const asked = read.error.kind === 'rateLimited' ? read.error.retryAfterMs : wait;
		if (asked > LONGEST_WAIT_MS) return read;
		await pause(asked, signal);
	}
}
