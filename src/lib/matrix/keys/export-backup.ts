import { BackupDecryptionKey } from '@matrix-org/matrix-sdk-crypto-wasm';
import { object, string } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import { parsed } from '../answers';
import type { KeyFilesPort, Progress } from '../keys-ports';
import { backupPrivateKey, currentBackup } from './backup-key';
import { breather } from './breathe';
import { JsonItems, type JsonItem } from './json-items';
import { ExportFile } from './key-export';
import { exportedKey, type ExportedKey } from './room-keys';
import { streamedAsUser } from './streamed';
import { seldom } from './told';

/** Around a session in the answer: the answer, `rooms`, the room, `sessions`. */
const DEPTH = 4;

const backedUp = object({
	session_data: object({ ephemeral: string(), mac: string(), ciphertext: string() })
});

/**
 * Reads the whole backup and writes what is in it into a file, key by key: only the encrypted file is
 * ever held as a whole. `startWasm` must have succeeded.
 */
export const exportBackup: KeyFilesPort['exportKeys'] = async (given, told, signal) => {
	const backup = await currentBackup(signal);
	if (!backup.ok) return backup;
	const own = await backupPrivateKey(given.key, backup.value, signal);
	if (!own.ok) return own;
	const { version, count } = backup.value;
	told({ done: 0, of: count });
	const file = await ExportFile.begin(given.passphrase);
	const call = { path: '/_matrix/client/v3/room_keys/keys', query: { version } };
	const answer = await streamedAsUser(call, signal);
	if (!answer.ok) return answer;
	const writing = new Writing(file, own.value, count, told);
	try {
		const written = await writing.all(answer.value, signal);
		if (!written.ok) return written;
	} finally {
		writing.forget();
	}
	const blob = await file.finish(writing.breathe);
	signal.throwIfAborted();
	return ok({ file: blob, count: writing.count, unreadable: writing.unreadable });
};

class Writing {
	count = 0;
	unreadable = 0;
	readonly breathe = breather();
	readonly #file: ExportFile;
	readonly #key: BackupDecryptionKey;
	readonly #expected: number;
	readonly #told: (progress: Progress) => void;

	constructor(file: ExportFile, key: Secret, expected: number, told: (progress: Progress) => void) {
		this.#file = file;
		this.#key = BackupDecryptionKey.fromBase64(key.reveal());
		this.#expected = expected;
		this.#told = seldom(told);
	}

	forget(): void {
		this.#key.free();
	}

	async all(pieces: AsyncGenerator<Result<string>>, signal: AbortSignal): Promise<Result<true>> {
		const items = new JsonItems(DEPTH);
		await this.#file.write('[');
		for await (const piece of pieces) {
			if (!piece.ok) return piece;
			for (const item of items.push(piece.value)) {
				await this.#one(item);
				await this.breathe();
				signal.throwIfAborted();
			}
			if (items.isBroken) break;
		}
		await this.#file.write(']');
		return items.isWhole ? ok(true) : fail({ kind: 'badAnswer' });
	}

	async #one(item: JsonItem): Promise<void> {
		const key = this.#decrypted(item);
		if (key) {
			await this.#file.write(`${this.count > 0 ? ',' : ''}${JSON.stringify(key)}`);
			this.count += 1;
		} else this.unreadable += 1;
		const done = this.count + this.unreadable;
		this.#told({ done, of: Math.max(done, this.#expected) });
	}

	#decrypted({ path, json }: JsonItem): ExportedKey | undefined {
		const [rooms, roomId = '', sessions, sessionId = ''] = path;
		if (rooms !== 'rooms' || sessions !== 'sessions') return undefined;
		try {
			const read = parsed(backedUp, JSON.parse(json));
			if (!read.ok) return undefined;
			const { ephemeral, mac, ciphertext } = read.value.session_data;
			return exportedKey(roomId, sessionId, this.#key.decryptV1(ephemeral, mac, ciphertext));
		} catch {
			return undefined;
		}
	}
}
