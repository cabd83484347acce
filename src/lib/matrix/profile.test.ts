import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { read, setAvatar, setDisplayName, thumbnail, uploadLimit } from './profile';
import { answeringFetch, json, text } from './scripted-fetch';

let hs: ReturnType<typeof answeringFetch>;
const signal = new AbortController().signal;
const own = 'https://hs.test/_matrix/client/v3/profile/%40ada%3Ahs.test';
const refusal = (status: number, errcode: string) => json({ errcode, error: 'Words' }, status);

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	keepAccount({
		server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
		userId: '@ada:hs.test',
		deviceId: 'D',
		accessToken: new Secret('syt')
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('the profile', () => {
	test.each([
		[
			{ displayname: 'Ada', avatar_url: 'mxc://hs.test/a' },
			{ displayName: 'Ada', avatar: 'mxc://hs.test/a' }
		],
		[{ displayname: '<b>Ada</b>\u202e' }, { displayName: '<b>Ada</b>\u202e' }],
		[{ displayname: 'Two\r\nlines' }, { displayName: 'Twolines' }],
		[{ displayname: '', avatar_url: '' }, {}],
		[{ displayname: null, avatar_url: null }, {}],
		[{ displayname: 5, avatar_url: [] }, {}],
		[{ displayname: 'x'.repeat(5_000) }, { displayName: 'x'.repeat(1_000) }],
		[{ avatar_url: 'https://evil.test/a.png' }, {}]
	])('%j', async (body, value) => {
		hs.answer(json(body));
		expect(await read(signal)).toEqual({ ok: true, value });
		expect(hs.sent[0]).toMatchObject({
			line: `GET ${own}`,
			init: { headers: { Authorization: 'Bearer syt' } }
		});
	});

	test('of somebody who has neither name nor picture', async () => {
		hs.answer(refusal(404, 'M_NOT_FOUND'));
		expect(await read(signal)).toEqual({ ok: true, value: {} });
	});

	test.each([
		[json([]), { kind: 'badAnswer' }],
		[refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }],
		[refusal(429, 'M_LIMIT_EXCEEDED'), { kind: 'rateLimited', retryAfterMs: 10_000 }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await read(signal)).toEqual({ ok: false, error });
	});
});

describe('changing', () => {
	test.each([
		['name', () => setDisplayName('Ada', signal), 'displayname', { displayname: 'Ada' }],
		['name away', () => setDisplayName('', signal), 'displayname', { displayname: '' }],
		['picture', () => setAvatar('mxc://a/b', signal), 'avatar_url', { avatar_url: 'mxc://a/b' }],
		['picture away', () => setAvatar(undefined, signal), 'avatar_url', { avatar_url: '' }]
	])('the %s', async (_what, change, field, body) => {
		hs.answer(json({}));
		expect(await change()).toEqual({ ok: true, value: true });
		expect(hs.sent[0]).toMatchObject({ line: `PUT ${own}/${field}`, body });
	});

	test.each([
		[refusal(403, 'M_USER_SUSPENDED'), { kind: 'userSuspended' }],
		[refusal(403, 'M_FORBIDDEN'), { kind: 'refused', detail: 'Words' }],
		[refusal(400, 'M_UNKNOWN'), { kind: 'unknown', errcode: 'M_UNKNOWN', detail: 'Words' }]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await setDisplayName('Ada', signal)).toEqual({ ok: false, error });
	});
});

describe('how large an upload may be', () => {
	test.each([
		[json({ 'm.upload.size': 1_000 }), 1_000],
		[json({}), undefined],
		[refusal(404, 'M_UNRECOGNIZED'), undefined]
	])('%#', async (answer, value) => {
		hs.answer(answer);
		expect(await uploadLimit(signal)).toEqual({ ok: true, value });
		expect(hs.sent[0]?.line).toBe('GET https://hs.test/_matrix/client/v1/media/config');
	});

	test('is not made up', async () => {
		hs.answer(json({ 'm.upload.size': 'much' }));
		expect(await uploadLimit(signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});
});

describe('a thumbnail', () => {
	const picture =
		(type: string, bytes = 3, status = 200) =>
		() =>
			new Response(new Uint8Array(bytes), { status, headers: { 'Content-Type': type } });

	test('is asked for with the token, from the homeserver', async () => {
		hs.answer(picture('image/png; charset=x'));
		const answer = await thumbnail('mxc://other.test:8448/Ab-c', signal);
		expect(answer.ok && [answer.value.size, answer.value.type]).toEqual([3, 'image/png']);
		expect(hs.sent[0]).toMatchObject({
			line: 'GET https://hs.test/_matrix/client/v1/media/thumbnail/other.test%3A8448/Ab-c?width=256&height=256&method=crop&animated=false',
			init: {
				headers: { Authorization: 'Bearer syt' },
				credentials: 'omit',
				referrerPolicy: 'no-referrer',
				cache: 'no-store'
			}
		});
	});

	test('that is not addressed as one is not asked for', async () => {
		expect((await thumbnail('mxc://a/../b', signal)).ok).toBe(false);
		expect(hs.sent).toEqual([]);
	});

	test.each([
		['a drawing', picture('image/svg+xml'), { kind: 'badAnswer' }],
		['a page', picture('text/html'), { kind: 'badAnswer' }],
		['JSON', json({}), { kind: 'badAnswer' }],
		['too much', picture('image/png', 1024 * 1024 + 1), { kind: 'badAnswer' }],
		[
			'gone',
			refusal(404, 'M_NOT_FOUND'),
			{ kind: 'unknown', errcode: 'M_NOT_FOUND', detail: 'Words' }
		],
		['a proxy', text('<h1>Bad gateway', 502), { kind: 'serverFault', status: 502 }],
		['signed out', refusal(401, 'M_UNKNOWN_TOKEN'), { kind: 'sessionEnded', soft: false }]
	])('%s is refused', async (_what, answer, error) => {
		hs.answer(answer);
		expect(await thumbnail('mxc://a/b', signal)).toEqual({ ok: false, error });
	});

	test('of just 1 MiB is read to its end', async () => {
		hs.answer(picture('image/webp', 1024 * 1024));
		const answer = await thumbnail('mxc://a/b', signal);
		expect(answer.ok && answer.value.size).toBe(1024 * 1024);
	});

	test('that does not come, and one that nobody wants any more', async () => {
		hs.answer(() => Promise.reject(new TypeError('lost')) as never);
		expect(await thumbnail('mxc://a/b', signal)).toEqual({
			ok: false,
			error: { kind: 'unreachable' }
		});
		await expect(thumbnail('mxc://a/b', AbortSignal.abort())).rejects.toThrow();
	});
});
