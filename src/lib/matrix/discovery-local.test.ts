import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findHomeserver } from './discovery';
import { json, scriptedFetch, text } from './scripted-fetch';

const HTTP = 'GET http://localhost:8008/_matrix/client/versions';
const versions = json({ versions: ['v1.12'] });
const leads = (base_url: unknown) => json({ 'm.homeserver': { base_url } });
const page = text('<!doctype html>');

async function find(name: string, answers: Record<string, () => Response>) {
	const { fetch, sent } = scriptedFetch(answers);
	vi.stubGlobal('fetch', fetch);
	const result = await findHomeserver(name, new AbortController().signal);
	return { result, asked: sent.map(({ line }) => line) };
}

/** Where the portal itself is. */
const portalAt = (url: string) => vi.stubGlobal('location', new URL(url));

beforeEach(() => {
	portalAt('http://localhost:4173/register');
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test.each(['http://localhost:4173', 'http://127.0.0.1:4173'])(
	'this machine is tried without TLS by a portal at %s',
	async (portal) => {
		portalAt(portal);
		const { result } = await find('localhost:8008', { [HTTP]: versions });
		expect(result).toEqual({
			ok: true,
			value: { baseUrl: 'http://localhost:8008', serverName: 'localhost:8008' }
		});
	}
);

test('this machine may have a well-known file of its own', async () => {
	const { result } = await find('localhost:8008', {
		'GET http://localhost:8008/.well-known/matrix/client': leads('http://localhost:9009'),
		'GET http://localhost:9009/_matrix/client/versions': versions
	});
	expect(result).toEqual({
		ok: true,
		value: { baseUrl: 'http://localhost:9009', serverName: 'localhost:8008' }
	});
});

test('this machine is named with its port when its well-known file is broken', async () => {
	const file = 'GET http://localhost:8008/.well-known/matrix/client';
	const { result } = await find('localhost:8008', { [file]: page });
	expect(result).toMatchObject({ error: { kind: 'wellKnownBroken', host: 'localhost:8008' } });
});

test('this machine is not looked at without TLS by a portal elsewhere', async () => {
	portalAt('https://portal.example.org/');
	const { result, asked } = await find('localhost:8008', { [HTTP]: versions });
	expect(result.ok).toBe(false);
	expect(asked.filter((line) => line.includes('http://'))).toEqual([]);
});

test('this machine is not asked for TLS, which would keep a homeserver without it waiting', async () => {
	const { asked } = await find('localhost:8008', { [HTTP]: versions });
	expect(asked.filter((line) => line.includes('https://'))).toEqual([]);
});

test.each([
	['does not answer', {}],
	['answers with a page', { 'PROBE http://localhost:8448': page }]
])('this machine is tried with TLS where it %s without', async (_name, plain) => {
	const { result } = await find('localhost:8448', {
		...plain,
		'GET https://localhost:8448/_matrix/client/versions': versions
	});
	expect(result).toEqual({
		ok: true,
		value: { baseUrl: 'https://localhost:8448', serverName: 'localhost:8448' }
	});
});

test('this machine is no homeserver where a page answers without TLS and nobody with it', async () => {
	const { result } = await find('localhost:8080', { 'PROBE http://localhost:8080': page });
	expect(result).toMatchObject({ error: { kind: 'notHomeserver', host: 'localhost:8080' } });
});

test('this machine is too old without a second look', async () => {
	const { result, asked } = await find('localhost:8008', {
		[HTTP]: json({ versions: ['v1.0'] })
	});
	expect(result).toMatchObject({ error: { kind: 'homeserverTooOld' } });
	expect(asked.filter((line) => line.includes('https://'))).toEqual([]);
});
