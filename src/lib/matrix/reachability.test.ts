import { afterEach, expect, test, vi } from 'vitest';
import { probe, whyUnreachable } from './reachability';
import { scriptedFetch, text } from './scripted-fetch';

const signal = () => new AbortController().signal;

/** A fetch that never answers, and ends as the browser's does when it is aborted. */
function stubSilence() {
	vi.stubGlobal(
		'fetch',
		(_url: string, init: RequestInit) =>
			new Promise((_resolve, reject) => {
				init.signal?.addEventListener('abort', () => {
					reject(new DOMException('aborted', 'AbortError'));
				});
			})
	);
}

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('finds out that somebody answers, and tells nothing of the browser', async () => {
	const { fetch, sent } = scriptedFetch({ 'PROBE https://a.test': text('', 500) });
	vi.stubGlobal('fetch', fetch);
	expect(await probe('https://a.test', signal())).toBe(true);
	expect(sent[0]?.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
});

test('finds out that nobody does', async () => {
	vi.stubGlobal('fetch', scriptedFetch({}).fetch);
	expect(await probe('https://a.test', signal())).toBe(false);
});

test('waits five seconds for an answer', async () => {
	vi.useFakeTimers();
	stubSilence();
	const answer = probe('https://a.test', signal());
	await vi.advanceTimersByTimeAsync(5_000);
	expect(await answer).toBe(false);
	expect(vi.getTimerCount()).toBe(0);
});

test("throws the caller's abort on", async () => {
	stubSilence();
	const controller = new AbortController();
	const answer = probe('https://a.test', controller.signal);
	controller.abort(new DOMException('moved on', 'AbortError'));
	await expect(answer).rejects.toThrow('moved on');
});

test('a base URL without TLS has no certificate that could be faulty', async () => {
	vi.stubGlobal('location', new URL('http://localhost'));
	const { fetch, sent } = scriptedFetch({ 'PROBE http://a.test/': text('') });
	vi.stubGlobal('fetch', fetch);
	expect(await whyUnreachable('http://a.test:8008', signal())).toEqual({
		kind: 'homeserverNotFound',
		host: 'a.test:8008'
	});
	expect(sent).toEqual([]);
});
