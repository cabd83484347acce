import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Result } from '$lib/base/result';
import type { Arrived } from '../keys-ports';

const url = new URL('https://portal.test/_app/immutable/assets/crypto.wasm');
const fetched = vi.fn<typeof fetch>();
let signal: AbortSignal;
let start: (told?: (arrived: Arrived) => void) => Promise<Result<true>>;
let size: number;
/** What the package got in the end. */
let file: Response | undefined;

beforeEach(async () => {
	vi.resetModules();
	// As the package's entry for browsers has it.
	vi.doMock('@matrix-org/matrix-sdk-crypto-wasm', () => ({
		initAsync: async () => {
			file = await fetch(url);
		}
	}));
	vi.stubGlobal('fetch', fetched);
	const { startWasm, WASM_BYTES } = await import('./wasm');
	size = WASM_BYTES;
	file = undefined;
	({ signal } = new AbortController());
	start = (told = () => undefined) => startWasm(told, signal);
});
afterEach(() => {
	vi.doUnmock('@matrix-org/matrix-sdk-crypto-wasm');
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	fetched.mockReset();
});

const pieces = (...given: string[]) => new Response(given.join(''));

test('the length is that of the file in the package', async () => {
	const entry = createRequire(import.meta.url).resolve('@matrix-org/matrix-sdk-crypto-wasm');
	const wasm = new URL('pkg/matrix_sdk_crypto_wasm_bg.wasm', `file://${entry}`);
	expect((await readFile(wasm)).byteLength).toBe(size);
});

test('fetches it once, tells how much is there, and hands all of it over', async () => {
	fetched.mockImplementation(() => Promise.resolve(pieces('\0asm', ' and more')));
	const told: Arrived[] = [];
	const both = [await start((arrived) => told.push(arrived)), await start()];
	expect(both).toEqual([
		{ ok: true, value: true },
		{ ok: true, value: true }
	]);
	expect(fetched).toHaveBeenCalledExactlyOnceWith(url, expect.anything());
	expect(told.at(0)).toEqual({ bytes: 13, of: size });
	expect(told.at(-1)).toEqual({ bytes: size, of: size });
	expect(file?.headers.get('content-type')).toBe('application/wasm');
	expect(await file?.text()).toBe('\0asm and more');
});

test('a file that does not come can be asked for again', async () => {
	const lost = [
		() => Promise.reject(new TypeError('Failed to fetch')),
		() => Promise.resolve(new Response('not here', { status: 404 })),
		() =>
			Promise.resolve(
				new Response(
					new ReadableStream({
						pull(stream) {
							stream.error(new TypeError('network error'));
						}
					})
				)
			)
	];
	for (const answer of lost) {
		fetched.mockImplementationOnce(answer);
		expect(await start()).toEqual({ ok: false, error: { kind: 'unreachable' } });
		expect(file).toBeUndefined();
	}
	fetched.mockImplementation(() => Promise.resolve(pieces('\0asm')));
	expect(await start()).toEqual({ ok: true, value: true });
});

test('without a network it says so', async () => {
	fetched.mockRejectedValue(new TypeError('Failed to fetch'));
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
	expect(await start()).toEqual({ ok: false, error: { kind: 'offline' } });
});

test('whoever leaves stops it, and may come back', async () => {
	const controller = new AbortController();
	({ signal } = controller);
	fetched.mockImplementationOnce((_url, init) => {
		controller.abort(new Error('left'));
		return Promise.reject(init?.signal?.reason as Error);
	});
	await expect(start()).rejects.toThrow('left');
	({ signal } = new AbortController());
	fetched.mockImplementation(() => Promise.resolve(pieces('\0asm')));
	expect(await start()).toEqual({ ok: true, value: true });
});

test.each([
	['without WebAssembly', () => vi.stubGlobal('WebAssembly', undefined)],
	['that keeps its cryptography to pages of https', () => vi.stubGlobal('crypto', {})],
	[
		'that refuses the file',
		() => {
			vi.doMock('@matrix-org/matrix-sdk-crypto-wasm', () => ({
				initAsync: async () => {
					await fetch(url);
					throw new WebAssembly.CompileError('no');
				}
			}));
		}
	]
])('a browser %s cannot', async (_name, make) => {
	make();
	vi.resetModules();
	fetched.mockImplementation(() => Promise.resolve(pieces('\0asm')));
	const { startWasm } = await import('./wasm');
	expect(await startWasm(() => undefined, signal)).toEqual({
		ok: false,
		error: { kind: 'cryptoUnsupported' }
	});
});

test('a package that loads by itself is left to it', async () => {
	vi.doMock('@matrix-org/matrix-sdk-crypto-wasm', () => ({ initAsync: () => Promise.resolve() }));
	vi.resetModules();
	const { startWasm } = await import('./wasm');
	expect(await startWasm(() => undefined, signal)).toEqual({ ok: true, value: true });
	expect(fetched).not.toHaveBeenCalled();
	expect(globalThis.fetch).toBe(fetched);
});
