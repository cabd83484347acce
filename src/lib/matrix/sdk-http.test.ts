// @vitest-environment node
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
	ConnectionError,
	HTTPError,
	MatrixError,
	MatrixHttpApi,
	Method
} from 'matrix-js-sdk/lib/http-api/index.js';
import { TypedEventEmitter } from 'matrix-js-sdk/lib/models/typed-event-emitter.js';
import { Secret } from '$lib/base/secret';
import type { HttpCall } from './http';
import { sdkHttp } from './sdk-http';

/** A request as a local test server received it. */
interface Received {
	/** Like `GET /path?query`. */
	line: string;
	headers: IncomingHttpHeaders;
	/** The parsed JSON body; undefined when there was none. */
	body: unknown;
}

type Answer = (response: ServerResponse) => void;

/** A real HTTP server for tests of the layers that send real requests. */
interface LocalServer {
	baseUrl: string;
	/** Requests since the last `answer`. */
	received: Received[];
	/** What the next requests get, in their order; the last one stays. */
	answer(...answers: Answer[]): void;
	stop(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
async function startLocalServer(): Promise<LocalServer> {
	let queue: Answer[] = [];
	const received: Received[] = [];
	const server = createServer((request, response) => {
		let text = '';
		request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
		request.on('end', () => {
			const line = `${request.method ?? ''} ${request.url ?? ''}`;
			const body = text === '' ? undefined : (JSON.parse(text) as unknown);
			received.push({ line, headers: request.headers, body });
			const answer = queue.length > 1 ? queue.shift() : queue[0];
			if (answer) answer(response);
			else response.destroy();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
		received,
		answer(...answers) {
			queue = answers;
			received.length = 0;
		},
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => {
					resolve();
				});
			})
	};
}

/** Answers with JSON. */
const sends =
	(body: unknown, status = 200): Answer =>
	(response) => {
		response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
	};

/** Answers with text of any type. */
const sendsText =
	(body: string, status = 200, type = 'text/html'): Answer =>
	(response) => {
		response.writeHead(status, { 'Content-Type': type }).end(body);
	};

/** Takes the request and never answers. */
const staysSilent: Answer = () => undefined;

/** Breaks the connection off. */
const breaksOff: Answer = (response) => {
	response.destroy();
};

const consoleWords = ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const;
let server: LocalServer;

const call = (more: Partial<HttpCall> = {}): HttpCall => ({
	baseUrl: server.baseUrl,
	method: 'GET',
	path: '/_matrix/thing',
	signal: new AbortController().signal,
	...more
});

beforeAll(async () => {
	server = await startLocalServer();
});
afterAll(() => server.stop());
beforeEach(() => {
	vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('what we use of the SDK', () => {
	test('its errors carry what we read from them', () => {
		const error = new MatrixError({ errcode: 'M_X', error: 'words', more: 1 }, 418);
		expect(error).toBeInstanceOf(HTTPError);
		expect(error).toMatchObject({ httpStatus: 418, data: { errcode: 'M_X', more: 1 } });
		expect(new HTTPError('words', 502)).toMatchObject({ httpStatus: 502 });
		expect(new ConnectionError('words')).not.toBeInstanceOf(HTTPError);
	});

	test('its methods are those of HTTP', () => {
		expect([Method.Get, Method.Post, Method.Put, Method.Delete]).toEqual([
			'GET',
			'POST',
			'PUT',
			'DELETE'
		]);
	});

	test('its layer asks through the fetch that it is given, once', async () => {
		const fetchFn = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ a: 1 })));
		const opts = { baseUrl: 'https://hs.test', prefix: '', onlyData: true, fetchFn };
		const api = new MatrixHttpApi(new TypedEventEmitter(), opts);
		expect(await api.request(Method.Post, '/p', { q: 'x y' }, { b: 2 })).toEqual({ a: 1 });
		expect(fetchFn).toHaveBeenCalledTimes(1);
		const [url, init] = fetchFn.mock.calls[0] ?? [];
		expect(url instanceof URL && url.href).toBe('https://hs.test/p?q=x+y');
		expect(init).toMatchObject({ method: 'POST', body: '{"b":2}', credentials: 'omit' });
	});

	test.each([
		[Response.json({ errcode: 'M_X' }, { status: 403 }), MatrixError],
		[new Response('no', { status: 502, headers: { 'Content-Type': 'text/plain' } }), HTTPError]
	])('its layer throws refusals as its errors', async (response, kind) => {
		const fetchFn = () => Promise.resolve(response);
		const opts = { baseUrl: 'https://hs.test', prefix: '', onlyData: true, fetchFn };
		const asked = new MatrixHttpApi(new TypedEventEmitter(), opts).request(Method.Get, '/p');
		await expect(asked).rejects.toBeInstanceOf(kind);
	});
});

test('sends method, path, query, body and token', async () => {
	server.answer(sends({ fine: true }));
	const answer = await sdkHttp.request(
		call({ method: 'PUT', query: { a: 'b c&d' }, body: { x: ['ü'] }, token: new Secret('t0ken') })
	);
	expect(answer).toEqual({ ok: true, value: { status: 200, body: { fine: true } } });
	expect(server.received).toHaveLength(1);
	expect(server.received[0]).toMatchObject({
		line: 'PUT /_matrix/thing?a=b+c%26d',
		headers: { authorization: 'Bearer t0ken', 'content-type': 'application/json' },
		body: { x: ['ü'] }
	});
});

test('keeps the path of the base URL', async () => {
	server.answer(sends({}));
	await sdkHttp.request(call({ baseUrl: `${server.baseUrl}/deep` }));
	expect(server.received[0]?.line).toBe('GET /deep/_matrix/thing');
});

test.each([
	[401, { session: 's', flows: [], errcode: 'M_UNAUTHORIZED', error: 'x' }],
	[401, { session: 's', flows: [] }],
	[400, { errcode: 'M_USER_IN_USE', error: 'x' }],
	[429, { errcode: 'M_LIMIT_EXCEEDED', error: 'x', retry_after_ms: 'never' }],
	[500, { errcode: 'ORG.MATRIX.MSC4387_SAFETY', error: 'x', harms: 5 }],
	[418, ['no', 'object']]
])('the refusal %d %j is an answer', async (status, body) => {
	server.answer(sends(body, status));
	expect(await sdkHttp.request(call())).toEqual({ ok: true, value: { status, body } });
	expect(server.received).toHaveLength(1);
});

test.each([
	[502, '<h1>Bad gateway</h1>', 'text/html'],
	[503, '', 'text/plain'],
	[404, '{"errcode":', 'application/json'],
	[403, 'null', 'application/json'],
	[500, '"text"', 'application/json;;;']
])('the refusal %d with %j has no body', async (status, body, type) => {
	server.answer(sendsText(body, status, type));
	expect(await sdkHttp.request(call())).toEqual({ ok: true, value: { status, body: undefined } });
});

test('reads JSON whatever type it claims to be', async () => {
	server.answer(sendsText('{"a":1}', 200, 'text/plain'), sendsText('{"errcode":"M_X"}', 403));
	expect(await sdkHttp.request(call())).toMatchObject({ value: { status: 200, body: { a: 1 } } });
	expect(await sdkHttp.request(call())).toMatchObject({ value: { body: { errcode: 'M_X' } } });
});

test.each([
	['a page', sendsText('<!doctype html>')],
	['nothing', sendsText('')],
	['no content', sendsText('', 204)],
	['more than 1 MiB', sends({ much: 'x'.repeat(1_100_000) })]
])('%s with a status of success is a bad answer', async (_name, answer) => {
	server.answer(answer);
	expect(await sdkHttp.request(call())).toEqual({ ok: false, error: { kind: 'badAnswer' } });
});

test('nothing is asked twice when the connection breaks', async () => {
	server.answer(breaksOff);
	expect(await sdkHttp.request(call())).toEqual({ ok: false, error: { kind: 'unreachable' } });
	expect(server.received).toHaveLength(1);
});

test('says that this device is offline', async () => {
	vi.stubGlobal('navigator', { onLine: false });
	server.answer(breaksOff);
	expect(await sdkHttp.request(call())).toEqual({ ok: false, error: { kind: 'offline' } });
});

test('gives up when the time is over', async () => {
	server.answer(staysSilent);
	expect(await sdkHttp.request(call({ timeoutMs: 30 }))).toEqual({
		ok: false,
		error: { kind: 'unreachable' }
	});
});

test("throws the caller's abort on", async () => {
	server.answer(staysSilent);
	const controller = new AbortController();
	const answer = sdkHttp.request(call({ signal: controller.signal }));
	controller.abort(new DOMException('moved on', 'AbortError'));
	await expect(answer).rejects.toThrow('moved on');
});

test('the console stays empty', async () => {
	const written = consoleWords.map((word) => vi.spyOn(console, word).mockReturnValue(undefined));
	server.answer(sends({}), sends({ errcode: 'M_UNKNOWN_TOKEN', error: 'x' }, 401), breaksOff);
	const secret = call({ query: { token: 's3cret' }, token: new Secret('t0ken') });
	for (let i = 0; i < 3; i += 1) await sdkHttp.request(secret);
	for (const spy of written) expect(spy).not.toHaveBeenCalled();
});
