import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '$lib/base/result';
import { answeringFetch, json, text } from '../scripted-fetch';
import { at, signIn } from '../security-testing';
import { streamedAsUser } from './streamed';

const call = { path: '/_matrix/client/v3/room_keys/keys', query: { version: '7' } };
const { signal } = new AbortController();
let hs: ReturnType<typeof answeringFetch>;

beforeEach(() => {
	signIn();
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

/** A body that comes piece by piece, and then as it is told. */
function body(pieces: readonly string[], end: 'closed' | 'broken' | 'hanging') {
	const left = pieces.map((piece) => new TextEncoder().encode(piece));
	return new ReadableStream<Uint8Array>({
		pull(controller) {
			const piece = left.shift();
			if (piece) controller.enqueue(piece);
			else if (end === 'closed') controller.close();
			else if (end === 'broken') controller.error(new TypeError('network'));
			return !piece && end === 'hanging' ? new Promise<void>(() => undefined) : undefined;
		}
	});
}

async function all(answer: Result<AsyncGenerator<Result<string>>>): Promise<unknown[]> {
	if (!answer.ok) throw new Error(answer.error.kind);
	const got: unknown[] = [];
	for await (const piece of answer.value) got.push(piece.ok ? piece.value : piece.error);
	return got;
}

test('the answer comes in pieces, and is asked for with the session’s token', async () => {
	hs.answer(() => new Response(body(['{"a":', '1}'], 'closed')));
	expect(await all(await streamedAsUser(call, signal))).toEqual(['{"a":', '1}']);
	expect(hs.sent).toMatchObject([
		{
			line: at('GET', 'v3/room_keys/keys?version=7'),
			init: {
				headers: { Authorization: 'Bearer syt_here' },
				credentials: 'omit',
				referrerPolicy: 'no-referrer',
				cache: 'no-store'
			}
		}
	]);
});

test('a letter that is cut in two is put together', async () => {
	const bytes = new TextEncoder().encode('ü');
	const halves = [bytes.slice(0, 1), bytes.slice(1)];
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			for (const half of halves) controller.enqueue(half);
			controller.close();
		}
	});
	hs.answer(() => new Response(stream));
	expect((await all(await streamedAsUser(call, signal))).join('')).toBe('ü');
});

test('a large piece comes in small ones', async () => {
	const text = 'ü'.repeat(50_000);
	hs.answer(() => new Response(body([text], 'closed')));
	const pieces = (await all(await streamedAsUser(call, signal))) as string[];
	expect(pieces.join('')).toBe(text);
	expect(pieces).toHaveLength(4);
});

test.each([
	[json({ errcode: 'M_UNKNOWN_TOKEN' }, 401), { kind: 'sessionEnded' }],
	[json({ errcode: 'M_NOT_FOUND' }, 404), { kind: 'unknown', errcode: 'M_NOT_FOUND' }],
	[text('<html>', 502), { kind: 'serverFault', status: 502 }],
	[
		() => new Response(body(Array<string>(20).fill(' '.repeat(9999)), 'hanging'), { status: 500 }),
		{ kind: 'serverFault' }
	],
	[() => new Response(body(['{'], 'broken'), { status: 500 }), { kind: 'unreachable' }]
])('refusal %#', async (answer, error) => {
	hs.answer(answer);
	expect(await streamedAsUser(call, signal)).toMatchObject({ ok: false, error });
});

describe('what does not come', () => {
	test('nobody answers', async () => {
		expect(await streamedAsUser(call, signal)).toEqual({
			ok: false,
			error: { kind: 'unreachable' }
		});
	});

	test('the connection breaks in between', async () => {
		hs.answer(() => new Response(body(['{'], 'broken')));
		expect(await all(await streamedAsUser(call, signal))).toEqual(['{', { kind: 'unreachable' }]);
	});

	test('an answer without a body is empty', async () => {
		hs.answer(() => new Response(null));
		expect(await all(await streamedAsUser(call, signal))).toEqual([]);
	});

	test('nothing more comes for half a minute', async () => {
		vi.useFakeTimers();
		vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
			const stream = new ReadableStream({
				start(controller) {
					init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
				}
			});
			return Promise.resolve(new Response(stream));
		});
		const got = all(await streamedAsUser(call, signal));
		await vi.advanceTimersByTimeAsync(30_000);
		expect(await got).toEqual([{ kind: 'unreachable' }]);
	});
});

test('whoever stops reading ends the request', async () => {
	let ended = false;
	vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
		init.signal?.addEventListener('abort', () => (ended = true));
		return Promise.resolve(new Response(body(['a', 'b'], 'hanging')));
	});
	const answer = await streamedAsUser(call, signal);
	if (!answer.ok) throw new Error(answer.error.kind);
	for await (const piece of answer.value) if (piece.ok) break;
	expect(ended).toBe(true);
});

test('leaving ends it as well', async () => {
	const leaving = new AbortController();
	vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
		const stream = new ReadableStream({
			start(controller) {
				init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
			}
		});
		return Promise.resolve(new Response(stream));
	});
	const got = all(await streamedAsUser(call, leaving.signal));
	leaving.abort(new Error('left'));
	await expect(got).rejects.toThrow('left');
});
