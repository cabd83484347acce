import { afterEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { HttpCall } from './http';
import { lightHttp } from './light-http';
import { json, scriptedFetch, text } from './scripted-fetch';

const base = 'https://matrix.example.org';
const call = (more: Partial<HttpCall> = {}): HttpCall => ({
	baseUrl: base,
	method: 'GET',
	path: '/thing',
	signal: new AbortController().signal,
	...more
});

function script(answers: Record<string, () => Response>) {
	const scripted = scriptedFetch(answers);
	vi.stubGlobal('fetch', scripted.fetch);
	return scripted.sent;
}

/** A fetch that never answers, and ends as the browser's does when it is aborted. */
function stubSilence() {
	vi.stubGlobal(
		'fetch',
		(_url: string, { signal }: RequestInit) =>
			new Promise((_resolve, reject) => {
				signal?.addEventListener('abort', () => {
					reject(new DOMException('aborted', 'AbortError'));
				});
			})
	);
}

/** A body of 64 KiB chunks; counts how many were taken. */
function endless(chunks: number) {
	const state = { taken: 0, cancelled: false };
	const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
		pull(controller) {
			state.taken += 1;
			if (state.taken > chunks) controller.close();
			else controller.enqueue(new Uint8Array(65_536).fill(0x20));
		}
	});
	return { state, answer: () => new Response(body) };
}

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

test('answers with status and JSON', async () => {
	script({ [`GET ${base}/thing`]: json({ a: [1, 'ü'] }) });
	expect(await lightHttp.request(call())).toEqual({
		ok: true,
		value: { status: 200, body: { a: [1, 'ü'] } }
	});
});

test('a refusing status is an answer like any other', async () => {
	script({ [`GET ${base}/thing`]: json({ flows: [] }, 401) });
	expect(await lightHttp.request(call())).toEqual({
		ok: true,
		value: { status: 401, body: { flows: [] } }
	});
});

test('sends JSON, query and token, and nothing of the browser', async () => {
	const sent = script({ [`POST ${base}/thing?a=b+c%26d`]: json({}) });
	await lightHttp.request(
		call({ method: 'POST', query: { a: 'b c&d' }, body: { x: 1 }, token: new Secret('t0ken') })
	);
	expect(sent[0]?.body).toEqual({ x: 1 });
	expect(sent[0]?.init).toMatchObject({
		headers: { 'Content-Type': 'application/json', Authorization: 'Bearer t0ken' },
		credentials: 'omit',
		referrerPolicy: 'no-referrer',
		redirect: 'follow',
		cache: 'no-store'
	});
});

test('a plain GET has no header that would cost a preflight', async () => {
	const sent = script({ [`GET ${base}/thing`]: json({}) });
	await lightHttp.request(call());
	expect(sent[0]?.init.headers).toEqual({});
	expect(sent[0]?.init).not.toHaveProperty('body');
});

test.each([
	['a page', '<!doctype html><p>Hello'],
	['nothing', ''],
	['JSON that ends early', '{"a":']
])('%s with a status of success is a bad answer', async (_name, body) => {
	script({ [`GET ${base}/thing`]: text(body) });
	expect(await lightHttp.request(call())).toEqual({ ok: false, error: { kind: 'badAnswer' } });
});

test("a proxy's error page is an answer without a body", async () => {
	script({ [`GET ${base}/thing`]: text('<h1>Bad gateway</h1>', 502) });
	expect(await lightHttp.request(call())).toEqual({
		ok: true,
		value: { status: 502, body: undefined }
	});
});

test('reads no more than 1 MiB', async () => {
	const { state, answer } = endless(1000);
	script({ [`GET ${base}/thing`]: answer });
	expect(await lightHttp.request(call())).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	expect(state.taken).toBeLessThan(20);
});

test('reads a body of just below 1 MiB to its end', async () => {
	const { answer } = endless(15);
	script({ [`GET ${base}/thing`]: () => new Response(answer().body, { status: 500 }) });
	expect(await lightHttp.request(call())).toEqual({
		ok: true,
		value: { status: 500, body: undefined }
	});
});

test('says that nobody could be reached', async () => {
	script({});
	expect(await lightHttp.request(call())).toEqual({ ok: false, error: { kind: 'unreachable' } });
});

test('says that this device is offline', async () => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
	script({});
	expect(await lightHttp.request(call())).toEqual({ ok: false, error: { kind: 'offline' } });
});

test('gives up after 20 seconds', async () => {
	vi.useFakeTimers();
	stubSilence();
	const answer = lightHttp.request(call());
	const settled = vi.fn();
	void answer.then(settled);
	await vi.advanceTimersByTimeAsync(19_999);
	expect(settled).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(1);
	expect(await answer).toEqual({ ok: false, error: { kind: 'unreachable' } });
});

test('gives up earlier where the caller says so', async () => {
	vi.useFakeTimers();
	stubSilence();
	const answer = lightHttp.request(call({ timeoutMs: 300 }));
	await vi.advanceTimersByTimeAsync(300);
	expect(await answer).toEqual({ ok: false, error: { kind: 'unreachable' } });
});

test("the caller's abort is thrown on, not answered", async () => {
	stubSilence();
	const controller = new AbortController();
	const answer = lightHttp.request(call({ signal: controller.signal }));
	controller.abort(new DOMException('moved on', 'AbortError'));
	await expect(answer).rejects.toThrow('moved on');
});

test('nothing is sent when the caller has already gone', async () => {
	const sent = script({ [`GET ${base}/thing`]: json({}) });
	await expect(lightHttp.request(call({ signal: AbortSignal.abort() }))).rejects.toThrow();
	expect(sent).toEqual([]);
});

test('leaves no timer behind', async () => {
	vi.useFakeTimers();
	script({ [`GET ${base}/thing`]: json({}) });
	await lightHttp.request(call());
	expect(vi.getTimerCount()).toBe(0);
});

describe('a request that the head of the page has begun', () => {
	const begin = (answer: Promise<Response>) => {
		answer.catch(() => undefined);
		const asked = new Map([[`GET ${base}/thing`, answer]]);
		const nothing = Promise.resolve(undefined);
		window.__vestibule = { ask: () => nothing, config: nothing, asked };
	};

	afterEach(() => {
		delete window.__vestibule;
	});

	test('is taken over, once', async () => {
		const sent = script({ [`GET ${base}/thing`]: json({ second: true }) });
		begin(Promise.resolve(json({ first: true }, 401)()));
		expect(await lightHttp.request(call())).toEqual({
			ok: true,
			value: { status: 401, body: { first: true } }
		});
		expect(sent).toHaveLength(0);
		expect(await lightHttp.request(call())).toMatchObject({ value: { body: { second: true } } });
		expect(sent).toHaveLength(1);
	});

	test('can fail as any other', async () => {
		begin(Promise.reject(new TypeError('Failed to fetch')));
		expect(await lightHttp.request(call())).toEqual({ ok: false, error: { kind: 'unreachable' } });
	});

	test('is not waited for when nobody wants it any more', async () => {
		begin(new Promise(() => undefined));
		const leaving = new AbortController();
		const asked = lightHttp.request(call({ signal: leaving.signal }));
		leaving.abort(new Error('left'));
		await expect(asked).rejects.toThrow('left');
	});

	test('has an end in time', async () => {
		vi.useFakeTimers();
		begin(new Promise(() => undefined));
		const asked = lightHttp.request(call({ timeoutMs: 5_000 }));
		await vi.advanceTimersByTimeAsync(5_000);
		expect(await asked).toEqual({ ok: false, error: { kind: 'unreachable' } });
	});

	test('is bounded in its size', async () => {
		begin(Promise.resolve(endless(100).answer()));
		expect(await lightHttp.request(call())).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});
});
