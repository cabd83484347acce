import { takeAsked } from '$lib/base/early-page';
import { boundedFetch, jsonAnswer } from './bounded-fetch';
import type { Http, HttpCall } from './http';

/**
 * The layer for what is asked before the first form works: a few lines over `fetch`, because the
 * SDK's own layer weighs seventy times as much. It takes over what the head of the page has begun.
 */
export const lightHttp: Http = {
	async request(call) {
		const url = urlOf(call);
		const begun = takeAsked(call.method, url);
		const answer = await boundedFetch(url, initOf(call), call.signal, call.timeoutMs, begun);
		return answer.ok ? jsonAnswer(answer.value) : answer;
	}
};

function urlOf({ baseUrl, path, query }: HttpCall): string {
	return baseUrl + path + (query ? `?${new URLSearchParams(query).toString()}` : '');
}

function initOf({ method, body, token }: HttpCall): RequestInit {
	const headers: Record<string, string> = {};
	if (body) headers['Content-Type'] = 'application/json';
	if (token) headers.Authorization = `Bearer ${token.reveal()}`;
	return { method, headers, ...(body && { body: JSON.stringify(body) }) };
}
