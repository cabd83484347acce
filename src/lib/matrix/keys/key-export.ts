import { decodeBase64, encodeBase64 } from 'matrix-js-sdk/lib/base64.js';
import { fail, ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { Bytes } from './secret-storage';

/** Files of exported keys (client-server API, "Key exports"), as Element and others write them. */

const HEADER = '-----BEGIN MEGOLM SESSION DATA-----';
const FOOTER = '-----END MEGOLM SESSION DATA-----';
const VERSION = 1;
const [SALT_AT, IV_AT, ROUNDS_AT, TEXT_AT] = [1, 17, 33, 37];
const MAC_BYTES = 32;
const BLOCK = 16;
const ROUNDS = 500_000;
// Whoever asks for more only wants the browser to be busy.
const MOST_ROUNDS = 10_000_000;
/** So much is worked on at a time: whole blocks, and whole lines of base64. */
const PIECE = 72 * 16 * 128;
const LINE = /.{96}/gu;
const MOST_BYTES = 256 * 1024 * 1024;

interface Keys {
	aes: CryptoKey;
	hmac: CryptoKey;
}

async function derived(passphrase: Secret, salt: Bytes, rounds: number): Promise<Keys> {
	const text = new TextEncoder().encode(passphrase.reveal());
	const key = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
	const how = { name: 'PBKDF2', hash: 'SHA-512', salt, iterations: rounds };
	const bits = await crypto.subtle.deriveBits(how, key, 512);
	const [aes, hmac] = [bits.slice(0, 32), bits.slice(32)];
	const sha256 = { name: 'HMAC', hash: 'SHA-256' };
	return {
		aes: await crypto.subtle.importKey('raw', aes, 'AES-CTR', false, ['encrypt', 'decrypt']),
		hmac: await crypto.subtle.importKey('raw', hmac, sha256, false, ['sign', 'verify'])
	};
}

/** AES-CTR from a block on. Bit 63 of what the counter starts with is 0, so it never overflows. */
function counterAt(head: Bytes, block: number): { name: string; counter: Bytes; length: number } {
	const counter = head.slice(IV_AT, ROUNDS_AT);
	const view = new DataView(counter.buffer);
	view.setBigUint64(8, BigInt.asUintN(64, view.getBigUint64(8) + BigInt(block)));
	return { name: 'AES-CTR', counter, length: 64 };
}

/** A file of exported keys while it is written. */
export class ExportFile {
	readonly #keys: Keys;
	readonly #head: Bytes;
	readonly #done: Bytes[] = [];
	#blocks = 0;
	#waiting = '';
	#rest: Bytes = new Uint8Array();

	private constructor(keys: Keys, head: Bytes) {
		this.#keys = keys;
		this.#head = head;
	}

	static async begin(passphrase: Secret): Promise<ExportFile> {
		const head = new Uint8Array(TEXT_AT);
		crypto.getRandomValues(head.subarray(SALT_AT, ROUNDS_AT));
		head[0] = VERSION;
		head[IV_AT + 8] = (head[IV_AT + 8] ?? 0) & 0x7f;
		new DataView(head.buffer).setUint32(ROUNDS_AT, ROUNDS);
		return new ExportFile(await derived(passphrase, head.slice(SALT_AT, IV_AT), ROUNDS), head);
	}

	/** Adds to the text, and encrypts it as soon as there is enough. */
	async write(text: string): Promise<void> {
		this.#waiting += text;
		if (this.#waiting.length >= PIECE) await this.#encrypt(false);
	}

	async #encrypt(all: boolean): Promise<void> {
		const bytes = joined([this.#rest, new TextEncoder().encode(this.#waiting)]);
		const end = all ? bytes.length : bytes.length - (bytes.length % BLOCK);
		this.#waiting = '';
		this.#rest = bytes.slice(end);
		const counter = counterAt(this.#head, this.#blocks);
		const done = await crypto.subtle.encrypt(counter, this.#keys.aes, bytes.subarray(0, end));
		this.#blocks += end / BLOCK;
		this.#done.push(new Uint8Array(done));
	}

	/** The whole file; nothing can be added any more. */
	async finish(breathe: () => Promise<void>): Promise<Blob> {
		await this.#encrypt(true);
		const whole = joined([this.#head, ...this.#done.splice(0), new Uint8Array(MAC_BYTES)]);
		const end = whole.length - MAC_BYTES;
		const mac = await crypto.subtle.sign('HMAC', this.#keys.hmac, whole.subarray(0, end));
		whole.set(new Uint8Array(mac), end);
		const lines: string[] = [];
		for (let at = 0; at < whole.length; at += PIECE) {
			const base64 = encodeBase64(whole.subarray(at, at + PIECE));
			lines.push(base64.replace(LINE, '$&\n'));
			await breathe();
		}
		const gap = lines.at(-1)?.endsWith('\n') ? '' : '\n';
		return new Blob([`${HEADER}\n`, ...lines, `${gap}${FOOTER}\n`], { type: 'text/plain' });
	}
}

function joined(parts: readonly Bytes[]): Bytes {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** The text of a file that was opened, in pieces, from its beginning each time. */
export type ExportText = () => AsyncGenerator<string>;

/**
 * Opens a file of exported keys. That it is not what it should be shows in three ways: without the
 * first line it is another kind of file (`keyFileForeign`); without the last one, or with something
 * else than base64 between them, it is damaged (`keyFileDamaged`). Whether a wrong sum means a wrong
 * passphrase or damage, the format does not tell; but where the text begins as it must, the
 * passphrase was right.
 */
export async function openExport(
	file: Blob,
	passphrase: Secret,
	breathe: () => Promise<void>
): Promise<Result<ExportText>> {
	const read = await bytesOf(file, breathe);
	if (!read.ok) return read;
	const bytes = read.value;
	if (bytes[0] !== VERSION) return fail({ kind: 'keyFileForeign' });
	const rounds = new DataView(bytes.buffer).getUint32(ROUNDS_AT);
	if (rounds === 0 || rounds > MOST_ROUNDS) return fail({ kind: 'keyFileDamaged' });
	const keys = await derived(passphrase, bytes.slice(SALT_AT, IV_AT), rounds);
	const end = bytes.length - MAC_BYTES;
	const mac = bytes.subarray(end);
	const text: ExportText = () => decrypted(bytes, end, keys);
	if (await crypto.subtle.verify('HMAC', keys.hmac, mac, bytes.subarray(0, end))) return ok(text);
	const first = await text().next();
	const isList = typeof first.value === 'string' && /^\[[\s\x21-\x7e]{15}/u.test(first.value);
	return fail({ kind: isList ? 'keyFileDamaged' : 'passphraseWrong' });
}

async function* decrypted(bytes: Bytes, end: number, { aes }: Keys): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	for (let at = TEXT_AT; at < end; at += PIECE) {
		const counter = counterAt(bytes, (at - TEXT_AT) / BLOCK);
		const piece = bytes.subarray(at, Math.min(at + PIECE, end));
		yield decoder.decode(await crypto.subtle.decrypt(counter, aes, piece), { stream: true });
	}
}

async function bytesOf(file: Blob, breathe: () => Promise<void>): Promise<Result<Bytes>> {
	if (file.size > MOST_BYTES) return fail({ kind: 'keyFileForeign' });
	const text = await file.text().catch(() => undefined);
	if (text === undefined) return fail({ kind: 'keyFileDamaged' });
	const begin = text.indexOf(HEADER);
	if (begin < 0) return fail({ kind: 'keyFileForeign' });
	const end = text.indexOf(FOOTER, begin);
	if (end < 0) return fail({ kind: 'keyFileDamaged' });
	const parts: Bytes[] = [];
	let rest = '';
	try {
		for (let at = begin + HEADER.length; at < end; at += PIECE) {
			const base64 = rest + text.slice(at, Math.min(at + PIECE, end)).replace(/\s+/gu, '');
			// Four characters are three bytes: what is left over waits for the next piece.
			const whole = at + PIECE < end ? base64.length - (base64.length % 4) : base64.length;
			parts.push(new Uint8Array(decodeBase64(base64.slice(0, whole))));
			rest = base64.slice(whole);
			await breathe();
		}
	} catch {
		return fail({ kind: 'keyFileDamaged' });
	}
	const bytes = joined(parts);
	return bytes.length < TEXT_AT + MAC_BYTES ? fail({ kind: 'keyFileDamaged' }) : ok(bytes);
}
