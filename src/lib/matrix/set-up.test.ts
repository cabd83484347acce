import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answeringFetch, json, text } from './scripted-fetch';
import { resetMail, resetPages, support, versions } from './set-up';

let hs: ReturnType<typeof answeringFetch>;
const { signal } = new AbortController();
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const refusal = (status: number, errcode: string) => json({ errcode, error: 'Words' }, status);

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('the versions', () => {
	test('are those that the homeserver names', async () => {
		hs.answer(json({ versions: ['v1.1', 'v1.11'] }));
		expect(await versions(server, signal)).toEqual({ ok: true, value: ['v1.1', 'v1.11'] });
		expect(hs.sent.map(({ line }) => line)).toEqual([
			'GET https://hs.test/_matrix/client/versions'
		]);
	});

	test.each([
		[json({ versions: 'v1.1' }), 'badAnswer'],
		[text('<html>'), 'badAnswer'],
		[refusal(429, 'M_LIMIT_EXCEEDED'), 'rateLimited'],
		[text('', 502), 'serverFault']
	])('fail when they cannot be read', async (answer, kind) => {
		hs.answer(answer);
		expect(await versions(server, signal)).toMatchObject({ ok: false, error: { kind } });
	});

	test('fail when no browser may ask', async () => {
		expect(await versions(server, signal)).toEqual({ ok: false, error: { kind: 'unreachable' } });
	});
});

describe('the pages of resets', () => {
	test('are reached when the homeserver itself says that it knows no such page', async () => {
		hs.answer(refusal(404, 'M_UNRECOGNIZED'));
		expect(await resetPages(server, signal)).toEqual({ ok: true, value: true });
		expect(hs.sent[0]?.line).toMatch(/^GET https:\/\/hs\.test\/_synapse\/client\//);
	});

	test.each([
		['a page of the proxy', text('<h1>404</h1>', 404)],
		['somebody else who answers', json({ hello: 'world' })],
		['a proxy without a homeserver', text('', 502)]
	])('are not reached: %s', async (_who, answer) => {
		hs.answer(answer);
		expect(await resetPages(server, signal)).toEqual({ ok: true, value: false });
	});

	test('are not reached when the answer cannot be read', async () => {
		expect(await resetPages(server, signal)).toEqual({ ok: true, value: false });
	});

	test('are unknown without a network', async () => {
		vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		expect(await resetPages(server, signal)).toEqual({ ok: false, error: { kind: 'offline' } });
	});
});

describe('the mail of resets', () => {
	const ask = () => resetMail(server, 'https://portal.test/verified', signal);

	test('is asked for nobody, so that none goes out', async () => {
		hs.answer(refusal(400, 'M_THREEPID_NOT_FOUND'));
		expect(await ask()).toEqual({ ok: true, value: 'accepted' });
		expect(hs.sent[0]?.body).toMatchObject({
			email: expect.stringMatching(/\.invalid$/) as string,
			next_link: 'https://portal.test/verified'
		});
	});

	test.each([
		[json({ sid: 'made-up' }), 'accepted'],
		[refusal(403, 'M_THREEPID_DENIED'), 'accepted'],
		[refusal(400, 'M_INVALID_PARAM'), 'linkRefused'],
		[refusal(400, 'M_UNKNOWN'), 'off'],
		[refusal(403, 'M_FORBIDDEN'), 'off']
	])('comes to what the homeserver says', async (answer, value) => {
		hs.answer(answer);
		expect(await ask()).toEqual({ ok: true, value });
	});

	test('fails with what passes by itself', async () => {
		hs.answer(refusal(429, 'M_LIMIT_EXCEEDED'));
		expect(await ask()).toMatchObject({ ok: false, error: { kind: 'rateLimited' } });
	});
});

test('whom to ask comes from the well-known file', async () => {
	hs.answer(json({ contacts: [{ role: 'm.role.admin', email_address: 'a@hs.test' }] }));
	expect(await support(server, signal)).toEqual({ ok: true, value: { email: 'a@hs.test' } });
	hs.answer(text('', 404));
	expect(await support(server, signal)).toEqual({ ok: true, value: undefined });
});
