import { fail, ok, type Result } from '$lib/base/result';
import { jsonAnswer } from './bounded-fetch';
import type { Http, HttpAnswer } from './http';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 20_000;
// Without SVG: a document with a life of its own is no picture here.
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/u;

/**
 * Fetches a picture as a `Blob`, with the bounds of every request: no cookies, no Referer, an end in
 * time, at most 1 MiB. A refusal's body is its JSON.
 */
export const fetchedPicture: Http = {
	async request({ baseUrl, path, query, token, signal, timeoutMs = TIMEOUT_MS }) {
		signal.throwIfAborted();
		const bound = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
		try {
			const response = await fetch(`${baseUrl}${path}?${new URLSearchParams(query).toString()}`, {
				headers: token ? { Authorization: `Bearer ${token.reveal()}` } : {},
				signal: bound,
				credentials: 'omit',
				referrerPolicy: 'no-referrer',
				cache: 'no-store'
			});
			return await answerOf(response);
		} catch {
			signal.throwIfAborted();
			return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
		}
	}
};

async function answerOf(response: Response): Promise<Result<HttpAnswer>> {
	const { status } = response;
	const bytes = await boundedBytes(response);
	if (!bytes) return fail({ kind: 'badAnswer' });
	if (status >= 300) return jsonAnswer({ status, text: new TextDecoder().decode(bytes) });
	const type = response.headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	return PICTURE.test(type)
		? ok({ status, body: new Blob([bytes], { type }) })
		: fail({ kind: 'badAnswer' });
}

async function boundedBytes(response: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const bytes = new Uint8Array(MAX_BYTES);
	const reader = response.body?.getReader();
	for (let size = 0; ;) {
		const part = await reader?.read();
		if (!part || part.done) return bytes.slice(0, size);
		if (size + part.value.byteLength > MAX_BYTES) {
			await reader?.cancel();
			return undefined;
		}
		bytes.set(part.value, size);
		size += part.value.byteLength;
	}
}
