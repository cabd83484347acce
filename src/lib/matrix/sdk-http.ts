import {
	HTTPError,
	MatrixError,
	MatrixHttpApi,
	Method,
	type HttpApiEvent,
	type HttpApiEventHandlerMap
} from 'matrix-js-sdk/lib/http-api/index.js';
import { TypedEventEmitter } from 'matrix-js-sdk/lib/models/typed-event-emitter.js';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { boundedFetch, type TextAnswer } from './bounded-fetch';
import type { Http, HttpAnswer } from './http';

// Nothing of ours listens: what the SDK would tell by an event comes back as an error as well.
const unheard = new TypedEventEmitter<HttpApiEvent, HttpApiEventHandlerMap>();

const methods = {
	GET: Method.Get,
	POST: Method.Post,
	PUT: Method.Put,
	DELETE: Method.Delete
} as const;

/**
 * The SDK's HTTP layer behind our own port; the only file that imports it. It is no documented entry
 * point of the SDK, hence the exact version in package.json and the contract in `sdk-http.test.ts`.
 * No logger is handed over, so the console stays empty; nothing is repeated, nothing is refreshed.
 */
export const sdkHttp: Http = {
	async request(call) {
		const { baseUrl, path, query, body, token, signal, timeoutMs } = call;
		let failure: PortalError = { kind: 'unreachable' };
		let status = 0;
		const fetchFn: typeof fetch = async (url, init) => {
			const { method, headers, body } = init ?? {};
			const target = url instanceof Request ? url.url : url;
			const answer = await boundedFetch(target, { method, headers, body }, signal, timeoutMs);
			if (answer.ok) {
				status = answer.value.status;
				return responseFrom(answer.value);
			}
			failure = answer.error;
			throw new TypeError(failure.kind);
		};
		const api = new MatrixHttpApi(unheard, { baseUrl, prefix: '', onlyData: true, fetchFn });
		const headers: Record<string, string> = {};
		if (token) headers.Authorization = `Bearer ${token.reveal()}`;
		try {
			const told = await api.request<object>(methods[call.method], path, query, body, { headers });
			return ok({ status, body: told });
		} catch (error) {
			signal.throwIfAborted();
			return answerFrom(error, failure);
		}
	}
};

/** The SDK reads bodies without a bound, so it gets one that has been read already. */
function responseFrom({ status, text }: TextAnswer): Response {
	const hasBody = status !== 204 && status !== 205 && status !== 304;
	return new Response(hasBody ? text : null, {
		status,
		headers: { 'Content-Type': isJsonObject(text) ? 'application/json' : 'text/plain' }
	});
}

function isJsonObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null;
	} catch {
		return false;
	}
}

/** What the SDK throws, as the port's answer: refusals are answers, the rest are failures. */
function answerFrom(error: unknown, failure: PortalError): Result<HttpAnswer> {
	if (error instanceof MatrixError) return ok({ status: error.httpStatus ?? 0, body: error.data });
	if (error instanceof HTTPError) return ok({ status: error.httpStatus ?? 0, body: undefined });
	if (error instanceof SyntaxError) return fail({ kind: 'badAnswer' });
	return fail(failure);
}
