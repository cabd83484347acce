import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findHomeserver } from './discovery';
import { json, scriptedFetch, text } from './scripted-fetch';

const WELL_KNOWN = 'GET https://example.org/.well-known/matrix/client';
const VERSIONS = 'GET https://matrix.example.org/_matrix/client/versions';
const OWN_VERSIONS = 'GET https://example.org/_matrix/client/versions';
const versions = json({ versions: ['r0.6.1', 'v1.1', 'v1.12'], unstable_features: {} });
const leads = (base_url: unknown) => json({ 'm.homeserver': { base_url } });
const toMatrix = leads('https://matrix.example.org/');
const none = json({ errcode: 'M_NOT_FOUND' }, 404);
const page = text('<!doctype html>');
const found = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };

async function find(name: string, answers: Record<string, () => Response>) {
	const { fetch, sent } = scriptedFetch(answers);
	vi.stubGlobal('fetch', fetch);
	const result = await findHomeserver(name, new AbortController().signal);
	return { result, asked: sent.map(({ line }) => line) };
}

/** Where the portal itself is. */
const portalAt = (url: string) => vi.stubGlobal('location', new URL(url));

beforeEach(() => {
	portalAt('https://portal.example.org/register');
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('a name', () => {
	test.each(['example.org', '@alice:example.org', ' EXAMPLE.org. '])(
		'%j leads through its well-known file',
		async (name) => {
			const { result, asked } = await find(name, { [WELL_KNOWN]: toMatrix, [VERSIONS]: versions });
			expect(result).toEqual({ ok: true, value: found });
			expect(asked).toEqual([WELL_KNOWN, VERSIONS]);
		}
	);

	test('with a port has its well-known file at the host alone', async () => {
		const { result } = await find('example.org:8448', {
			[WELL_KNOWN]: toMatrix,
			[VERSIONS]: versions
		});
		expect(result).toEqual({
			ok: true,
			value: { baseUrl: 'https://matrix.example.org', serverName: 'example.org:8448' }
		});
	});

	test.each([
		['says 404', none],
		['says 403', text('no', 403)],
		['cannot be read across origins', undefined]
	])('is tried itself when the well-known file %s', async (_name, file) => {
		const { result } = await find('example.org', {
			...(file && { [WELL_KNOWN]: file }),
			[OWN_VERSIONS]: versions
		});
		expect(result).toEqual({
			ok: true,
			value: { baseUrl: 'https://example.org', serverName: 'example.org' }
		});
	});

	test('with a port is tried at that port', async () => {
		const { result } = await find('example.org:8448', {
			[WELL_KNOWN]: none,
			'GET https://example.org:8448/_matrix/client/versions': versions
		});
		expect(result).toEqual({
			ok: true,
			value: { baseUrl: 'https://example.org:8448', serverName: 'example.org:8448' }
		});
	});

	test.each(['', 'javascript:alert(1)', 'https://a:b@example.org', '@alice', 'two words'])(
		'like %j is refused without a request',
		async (name) => {
			const { result, asked } = await find(name, {});
			expect(result).toEqual({ ok: false, error: { kind: 'homeserverNameInvalid' } });
			expect(asked).toEqual([]);
		}
	);
});

describe('a well-known file', () => {
	test.each([
		['is a page', page],
		['is empty', text('')],
		['is a list', json([])],
		['names nothing', json({})],
		['names no URL', leads('matrix.example.org')],
		['names a script', leads('javascript:alert(1)')],
		['names a file', leads('file:///etc/passwd')],
		['names a URL with a password', leads('https://a:b@matrix.example.org')],
		['names a URL with a query', leads('https://matrix.example.org/?x=1')],
		['names a wrong type', leads({ href: 'https://matrix.example.org' })]
	])('that %s is broken', async (_name, file) => {
		const { result, asked } = await find('example.org', { [WELL_KNOWN]: file });
		expect(result).toEqual({ ok: false, error: { kind: 'wellKnownBroken', host: 'example.org' } });
		expect(asked).toEqual([WELL_KNOWN]);
	});

	test('that the server fails to give is a fault of the server', async () => {
		const { result } = await find('example.org', { [WELL_KNOWN]: text('down', 503) });
		expect(result).toEqual({ ok: false, error: { kind: 'serverFault', status: 503 } });
	});

	test('may lead to a path', async () => {
		const { result } = await find('example.org', {
			[WELL_KNOWN]: leads('https://example.org/hs/'),
			'GET https://example.org/hs/_matrix/client/versions': versions
		});
		expect(result).toEqual({
			ok: true,
			value: { baseUrl: 'https://example.org/hs', serverName: 'example.org' }
		});
	});
});

describe('a base URL', () => {
	const host = 'matrix.example.org';
	const notHomeserver = { kind: 'notHomeserver', host };
	const tooOld = { kind: 'homeserverTooOld', host };
	test.each([
		['a page', page, notHomeserver],
		['404', none, notHomeserver],
		['something else', json({ version: 1 }), notHomeserver],
		['versions of another type', json({ versions: 'v1.1' }), notHomeserver],
		['old versions', json({ versions: ['r0.6.1', 'v1.0'] }), tooOld],
		['no versions', json({ versions: [] }), tooOld],
		['strange versions', json({ versions: ['v1.x', 'xv1.9', ''] }), tooOld],
		['a bad gateway', text('', 502), { kind: 'serverFault', status: 502 }],
		['a rate limit', json({ retry_after_ms: 700 }, 429), { kind: 'rateLimited', retryAfterMs: 700 }]
	])('that answers %s', async (_name, answer, error) => {
		const { result } = await find('example.org', { [WELL_KNOWN]: toMatrix, [VERSIONS]: answer });
		expect(result).toEqual({ ok: false, error });
	});

	test.each(['v1.1', 'v1.19', 'v2.0', 'v10.3'])('of version %s is new enough', async (version) => {
		const { result } = await find('example.org', {
			[WELL_KNOWN]: toMatrix,
			[VERSIONS]: json({ versions: [version] })
		});
		expect(result.ok).toBe(true);
	});
});

describe('when nobody answers', () => {
	test('nothing more is asked of a device that is offline', async () => {
		vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		const { result, asked } = await find('example.org', {});
		expect(result).toEqual({ ok: false, error: { kind: 'offline' } });
		expect(asked).toEqual([WELL_KNOWN]);
	});

	test('the homeserver is not found', async () => {
		const { result, asked } = await find('example.org', {});
		expect(result).toEqual({
			ok: false,
			error: { kind: 'homeserverNotFound', host: 'example.org' }
		});
		expect(asked).toEqual([WELL_KNOWN, OWN_VERSIONS, 'PROBE https://example.org']);
	});

	test('the host of the well-known file is the one that is not found', async () => {
		const { result } = await find('example.org', { [WELL_KNOWN]: toMatrix });
		expect(result).toEqual({
			ok: false,
			error: { kind: 'homeserverNotFound', host: 'matrix.example.org' }
		});
	});

	test('a website that is there is no homeserver', async () => {
		const { result } = await find('example.org', { 'PROBE https://example.org': page });
		expect(result).toEqual({ ok: false, error: { kind: 'notHomeserver', host: 'example.org' } });
	});

	test('a host that answers only without TLS has a faulty certificate', async () => {
		portalAt('http://portal.example.org/');
		const { result } = await find('example.org', { 'PROBE http://example.org/': page });
		expect(result).toEqual({
			ok: false,
			error: { kind: 'homeserverCertificate', host: 'example.org' }
		});
	});

	test('a page that came over TLS does not look for that', async () => {
		const { result, asked } = await find('example.org', { 'PROBE http://example.org/': page });
		expect(result).toMatchObject({ error: { kind: 'homeserverNotFound' } });
		expect(asked).not.toContain('PROBE http://example.org/');
	});
});

describe('a URL', () => {
	test('is tried as it is', async () => {
		const { result, asked } = await find('https://matrix.example.org/', { [VERSIONS]: versions });
		expect(result).toEqual({
			ok: true,
			value: { baseUrl: 'https://matrix.example.org', serverName: 'matrix.example.org' }
		});
		expect(asked).toEqual([VERSIONS]);
	});

	test('of a website leads through its well-known file', async () => {
		const { result } = await find('https://example.org', {
			[OWN_VERSIONS]: none,
			[WELL_KNOWN]: toMatrix,
			[VERSIONS]: versions
		});
		expect(result).toEqual({ ok: true, value: found });
	});

	test.each([
		['has no well-known file', none, { kind: 'notHomeserver', host: 'example.org' }],
		['has a broken one', json({}), { kind: 'wellKnownBroken', host: 'example.org' }]
	])('of a website that %s', async (_name, file, error) => {
		const { result } = await find('https://example.org', {
			[OWN_VERSIONS]: page,
			[WELL_KNOWN]: file
		});
		expect(result).toEqual({ ok: false, error });
	});

	test('with a path is only what it says', async () => {
		const { result, asked } = await find('https://example.org/hs', {});
		expect(result).toMatchObject({ error: { kind: 'homeserverNotFound', host: 'example.org' } });
		expect(asked).not.toContain(WELL_KNOWN);
	});
});

test('stops when the caller has gone', async () => {
	const controller = new AbortController();
	const { fetch, sent } = scriptedFetch({
		[WELL_KNOWN]: () => {
			controller.abort(new DOMException('moved on', 'AbortError'));
			return toMatrix();
		},
		[VERSIONS]: versions
	});
	vi.stubGlobal('fetch', fetch);
	await expect(findHomeserver('example.org', controller.signal)).rejects.toThrow('moved on');
	expect(sent).toHaveLength(1);
});
