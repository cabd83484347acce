import { fail, ok, type Result } from '$lib/base/result';
import type { HttpAnswer } from './http';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** An answer whose body has been read to its end. */
export interface TextAnswer {
	status: number;
	text: string;
}

/**
 * Fetches with everything that a request of the portal owes: no cookies, no Referer, no cache, an
 * end in time, and never more than 1 MiB of answer in memory.
 * @param begun the same request, when it was begun before: with bounds of its own, but for the last
 * @returns fails with `offline`, `unreachable` or `badAnswer`
 * @throws the signal's reason when the caller aborts
 */
export async function boundedFetch(
	url: string | URL,
	init: RequestInit,
	signal: AbortSignal,
	timeoutMs = TIMEOUT_MS,
	begun?: Promise<Response>
): Promise<Result<TextAnswer>> {
	signal.throwIfAborted();
	const controller = new AbortController();
	const abort = () => {
		controller.abort();
	};
	signal.addEventListener('abort', abort);
	const timer = setTimeout(abort, timeoutMs);
	try {
		const response = await (begun
			? untilAborted(begun, controller.signal)
			: fetch(url, {
					...init,
					signal: controller.signal,
					credentials: 'omit',
					referrerPolicy: 'no-referrer',
					redirect: 'follow',
					cache: 'no-store'
				}));
		const text = await boundedText(response);
		if (text !== undefined) return ok({ status: response.status, text });
		abort();
		return fail({ kind: 'badAnswer' });
	} catch {
		signal.throwIfAborted();
		return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', abort);
	}
}

const untilAborted = <T>(begun: Promise<T>, signal: AbortSignal): Promise<T> =>
	new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
		begun.then(resolve, reject);
	});

async function boundedText(response: Response): Promise<string | undefined> {
	const reader = response.body?.getReader();
	if (!reader) return '';
	const decoder = new TextDecoder();
	let text = '';
	let size = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return text + decoder.decode();
		size += value.byteLength;
		if (size > MAX_BYTES) return undefined;
		text += decoder.decode(value, { stream: true });
	}
}

/** Parses a body; only a refusing answer may be something else than JSON. */
export function jsonAnswer({ status, text }: TextAnswer): Result<HttpAnswer> {
	try {
		return ok({ status, body: JSON.parse(text) as unknown });
	} catch {
		return status < 300 ? fail({ kind: 'badAnswer' }) : ok({ status, body: undefined });
	}
}
