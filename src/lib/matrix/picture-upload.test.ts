import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { upload } from './profile';

const requests: FakeRequest[] = [];
const file = new Blob(['picture'], { type: 'image/png' });

/** As much of XMLHttpRequest as an upload uses; the test plays the homeserver. */
class FakeRequest {
	upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
	onprogress?: (event: { loaded: number }) => void;
	onloadend?: () => void;
	status = 0;
	responseText = '';
	headers: Record<string, string> = {};
	line = '';
	body: unknown;
	aborted = false;

	constructor() {
		requests.push(this);
	}
	open(method: string, url: string) {
		this.line = `${method} ${url}`;
	}
	setRequestHeader(name: string, value: string) {
		this.headers[name] = value;
	}
	send(body: unknown) {
		this.body = body;
	}
	abort() {
		this.aborted = true;
		this.onloadend?.();
	}
	answer(status: number, body: unknown) {
		Object.assign(this, { status, responseText: JSON.stringify(body) });
		this.onloadend?.();
	}
}

/** An upload that has begun. */
async function begin() {
	const controller = new AbortController();
	const shares: number[] = [];
	const answer = upload(file, (share) => shares.push(share), controller.signal);
	answer.catch(() => undefined);
	await vi.waitFor(() => expect(requests).toHaveLength(1));
	const [request] = requests;
	if (!request) throw new Error('Nothing sent');
	return { request, answer, shares, controller };
}

beforeEach(() => {
	vi.useFakeTimers();
	requests.length = 0;
	vi.stubGlobal('XMLHttpRequest', FakeRequest);
	keepAccount({
		server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
		userId: '@ada:hs.test',
		deviceId: 'D',
		accessToken: new Secret('syt')
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	sessionStorage.clear();
});

describe('an upload', () => {
	test('sends the file as it is, without a name, and tells how far it is', async () => {
		const { request, answer, shares } = await begin();
		expect(request.line).toBe('POST https://hs.test/_matrix/media/v3/upload');
		expect(request.headers).toEqual({ 'Content-Type': 'image/png', Authorization: 'Bearer syt' });
		expect(request.body).toBe(file);
		request.upload.onprogress?.({ loaded: 1, total: 4 });
		request.upload.onprogress?.({ loaded: 4, total: 4 });
		request.upload.onprogress?.({ loaded: 4, total: 0 });
		request.answer(200, { content_uri: 'mxc://hs.test/a' });
		expect(await answer).toEqual({ ok: true, value: 'mxc://hs.test/a' });
		expect(shares).toEqual([0.25, 1]);
		expect(vi.getTimerCount()).toBe(0);
	});

	test.each([
		[200, { content_uri: 'https://evil.test/a' }, { kind: 'badAnswer' }],
		[200, {}, { kind: 'badAnswer' }],
		[413, { errcode: 'M_TOO_LARGE', error: 'Words' }, { kind: 'tooLarge', detail: 'Words' }],
		[403, { errcode: 'M_USER_SUSPENDED' }, { kind: 'userSuspended' }],
		[429, { retry_after_ms: 900 }, { kind: 'rateLimited', retryAfterMs: 900 }],
		[401, { errcode: 'M_UNKNOWN_TOKEN' }, { kind: 'sessionEnded', soft: false }]
	])('answer %d %j', async (status, body, error) => {
		const { request, answer } = await begin();
		request.answer(status, body);
		expect(await answer).toEqual({ ok: false, error });
	});

	test('that is cancelled is broken off', async () => {
		const { request, answer, controller } = await begin();
		controller.abort(new DOMException('moved on', 'AbortError'));
		await expect(answer).rejects.toThrow('moved on');
		expect(request.aborted).toBe(true);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('is lost after half a minute of silence, and not while something moves', async () => {
		const { request, answer } = await begin();
		await vi.advanceTimersByTimeAsync(29_000);
		request.upload.onprogress?.({ loaded: 1, total: 4 });
		await vi.advanceTimersByTimeAsync(29_000);
		expect(request.aborted).toBe(false);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(await answer).toEqual({ ok: false, error: { kind: 'unreachable' } });
	});

	test('without a network says so', async () => {
		vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		const { request, answer } = await begin();
		request.answer(0, undefined);
		expect(await answer).toEqual({ ok: false, error: { kind: 'offline' } });
	});

	test('does not read an answer without end', async () => {
		const { request, answer } = await begin();
		request.onprogress?.({ loaded: 1024 * 1024 });
		expect(request.aborted).toBe(false);
		request.onprogress?.({ loaded: 1024 * 1024 + 1 });
		expect(await answer).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});
});
