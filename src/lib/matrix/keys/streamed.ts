import { fail, ok, type Result } from '$lib/base/result';
import { asUser } from '../as-user';
import { jsonAnswer } from '../bounded-fetch';
import { rowsFor } from '../error-rows';
import { errorFrom } from '../errors';
import type { Http, HttpAnswer } from '../http';

/** A homeserver that has to gather a large answer takes its time to begin. */
const BEGIN_MS = 120_000;
/** So long may pass without a byte. */
const PAUSE_MS = 30_000;
const MOST_BYTES = 1024 * 1024 * 1024;
const MOST_REFUSAL = 64 * 1024;
const PIECE = 32 * 1024;

/**
 * Asks as whoever is signed in for what is too large for memory.
 * @returns the text of the answer in pieces; a piece that is a failure is the last one. Fails with
 * what the homeserver refuses
 * @throws the signal's reason when the caller aborts
 */
export async function streamedAsUser(
	call: { path: string; query: Readonly<Record<string, string>> },
	signal: AbortSignal
): Promise<Result<AsyncGenerator<Result<string>>>> {
	const answer = await asUser(streaming, { method: 'GET', ...call, signal });
	if (!answer.ok) return answer;
	const { status, body } = answer.value;
	if (body instanceof Coming) return ok(body.pieces(signal));
	return fail(errorFrom({ status, body }, rowsFor.session));
}

/** The body of a good answer is not read, but handed on. */
const streaming: Http = {
	async request({ baseUrl, path, query, method, token, signal }) {
		signal.throwIfAborted();
		const url = `${baseUrl}${path}?${new URLSearchParams(query).toString()}`;
		const coming = new Coming(signal);
		try {
			const response = await coming.within(
				BEGIN_MS,
				fetch(url, {
					method,
					...(token && { headers: { Authorization: `Bearer ${token.reveal()}` } }),
					signal: coming.signal,
					credentials: 'omit',
					referrerPolicy: 'no-referrer',
					cache: 'no-store'
				})
			);
			const { status } = response;
			if (status < 300) return ok({ status, body: coming.take(response) });
			return await refusal(status, coming.take(response).pieces(signal));
		} catch {
			return lost(signal);
		}
	}
};

async function refusal(
	status: number,
	pieces: AsyncGenerator<Result<string>>
): Promise<Result<HttpAnswer>> {
	let text = '';
	for await (const piece of pieces) {
		if (!piece.ok) return piece;
		text += piece.value;
		if (text.length > MOST_REFUSAL) break;
	}
	return jsonAnswer({ status, text });
}

function lost(signal: AbortSignal): Result<never> {
	signal.throwIfAborted();
	return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
}

/** Browsers collect what comes meanwhile: in one go it would keep the page busy for too long. */
const small = (bytes: Uint8Array): Uint8Array[] =>
	Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
		bytes.subarray(at * PIECE, (at + 1) * PIECE)
	);

/** An answer on its way. It ends with the caller's signal, or when nothing comes any more. */
class Coming {
	readonly #controller = new AbortController();
	#reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;

	constructor(signal: AbortSignal) {
		signal.addEventListener('abort', () => this.#controller.abort(), {
			signal: this.#controller.signal
		});
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	take(response: Response): this {
		this.#reader = response.body?.getReader();
		return this;
	}

	async within<T>(ms: number, work: Promise<T>): Promise<T> {
		const timer = setTimeout(() => this.#controller.abort(), ms);
		try {
			return await work;
		} finally {
			clearTimeout(timer);
		}
	}

	async *pieces(signal: AbortSignal): AsyncGenerator<Result<string>> {
		const decoder = new TextDecoder();
		let total = 0;
		try {
			for (;;) {
				const next = await this.#next(signal);
				total += next.ok ? (next.value?.byteLength ?? 0) : 0;
				if (!next.ok || total > MOST_BYTES) {
					yield next.ok ? fail({ kind: 'badAnswer' }) : next;
					return;
				}
				if (!next.value) return;
				for (const piece of small(next.value)) yield ok(decoder.decode(piece, { stream: true }));
			}
		} finally {
			// Also when nobody wants to read on.
			this.#controller.abort();
		}
	}

	async #next(signal: AbortSignal): Promise<Result<Uint8Array | undefined>> {
		try {
			const read = this.#reader && (await this.within(PAUSE_MS, this.#reader.read()));
			return ok(read?.value);
		} catch {
			return lost(signal);
		}
	}
}
