import { initAsync } from '@matrix-org/matrix-sdk-crypto-wasm';
import { fail, ok, type Result } from '$lib/base/result';
import type { Arrived } from '../keys-ports';

/**
 * How long the file is when it is unpacked; a server tells the length of the packed one, or none.
 * `wasm.test.ts` compares.
 */
export const WASM_BYTES = 7_805_486;

/** The package asks for its file once, ever: whatever fails on the way must not reach it. */
interface Asked {
	url: string | URL;
	give: (file: Response) => void;
	started: Promise<void>;
}
let asked: Asked | undefined;
let isStarted = false;

/**
 * Fetches and starts the WebAssembly of the cryptography, once in a page's life.
 * @returns fails with `cryptoUnsupported` where the browser cannot run it, and with `offline` or
 * `unreachable` when the file does not come: it may the next time
 * @throws the signal's reason when the caller aborts
 */
export async function startWasm(
	told: (arrived: Arrived) => void,
	signal: AbortSignal
): Promise<Result<true>> {
	signal.throwIfAborted();
	if (isStarted) return ok(true);
	// A page that did not come by https has no cryptography of the browser's own either.
	if (typeof WebAssembly !== 'object' || !('subtle' in crypto))
		return fail({ kind: 'cryptoUnsupported' });
	asked ??= ask();
	try {
		const { url, give, started } = asked;
		if (url) {
			const file = await fetched(url, told, signal);
			if (!file.ok) return file;
			give(file.value);
		}
		await started;
	} catch {
		signal.throwIfAborted();
		return fail({ kind: 'cryptoUnsupported' });
	}
	isStarted = true;
	told({ bytes: WASM_BYTES, of: WASM_BYTES });
	return ok(true);
}

/**
 * Lets the package begin, with a stand-in for the one `fetch` that it calls at once: so the file can
 * be counted while it comes, and asked for again. A package that does otherwise just loads by itself.
 */
function ask(): Asked {
	let url: string | URL = '';
	let give: Asked['give'] = () => undefined;
	const file = new Promise<Response>((resolve) => {
		give = resolve;
	});
	const own = globalThis.fetch;
	globalThis.fetch = (input) => {
		url = input instanceof Request ? input.url : input;
		return file;
	};
	try {
		return { started: initAsync(), url, give };
	} finally {
		globalThis.fetch = own;
	}
}

async function fetched(
	url: string | URL,
	told: (arrived: Arrived) => void,
	signal: AbortSignal
): Promise<Result<Response>> {
	try {
		const answer = await fetch(url, { signal });
		const reader = answer.ok ? answer.body?.getReader() : undefined;
		if (!reader) return fail({ kind: 'unreachable' });
		const pieces: Uint8Array[] = [];
		let bytes = 0;
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			pieces.push(value);
			bytes += value.byteLength;
			told({ bytes: Math.min(bytes, WASM_BYTES), of: WASM_BYTES });
		}
		return ok(responseOf(pieces, bytes));
	} catch {
		signal.throwIfAborted();
		return fail({ kind: navigator.onLine ? 'unreachable' : 'offline' });
	}
}

function responseOf(pieces: readonly Uint8Array[], bytes: number): Response {
	const file = new Uint8Array(bytes);
	let at = 0;
	for (const piece of pieces) {
		file.set(piece, at);
		at += piece.byteLength;
	}
	return new Response(file, { headers: { 'Content-Type': 'application/wasm' } });
}
