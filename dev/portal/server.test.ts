import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerHeaders, cacheAndAsk, cacheForever, documentHeaders } from '../headers.ts';
import { startPortal, type Portal, type PortalOptions } from './server.ts';
import { siteFile, type Site } from './site.ts';

const filler = `<!-- ${'x'.repeat(400)} -->`;
const page = `<meta http-equiv="content-security-policy" content="default-src 'self'">${filler}`;
const files = (names: Record<string, string>): Site =>
	new Map(Object.entries(names).map(([name, text]) => [name, siteFile(name, Buffer.from(text))]));
const site = files({
	'/index.html': `home ${page}`,
	'/de/register.html': `Konto ${page}`,
	'/404.html': `lost ${page}`,
	'/config.json': '{"brand":"built"}',
	'/_app/immutable/app.js': `//${filler}`
});

let portal: Portal;
const running: Portal[] = [];
beforeAll(async () => {
	portal = await start({ site: () => site });
});
afterAll(() => Promise.all(running.map(({ stop }) => stop())));

async function start(options: PortalOptions): Promise<Portal> {
	const started = await startPortal(options);
	running.push(started);
	return started;
}

const get = (path: string, init?: RequestInit) =>
	fetch(`${portal.url}${path}`, { redirect: 'manual', ...init });

describe('pages', () => {
	it('are found without their ending', async () => {
		const response = await get('/de/register?token=x');
		expect(response.status).toBe(200);
		expect(await response.text()).toContain('Konto');
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
	});

	it('carry their own policy and every security header', async () => {
		const { headers } = await get('/');
		expect(headers.get('content-security-policy')).toBe(
			"default-src 'self'; frame-ancestors 'none'"
		);
		for (const [name, value] of Object.entries({ ...answerHeaders, ...documentHeaders }))
			expect(headers.get(name)).toBe(value);
	});

	it('alone carry what means something for documents only', async () => {
		for (const path of ['/_app/immutable/app.js', '/config.json']) {
			const { headers } = await get(path);
			for (const [name, value] of Object.entries(answerHeaders))
				expect(headers.get(name)).toBe(value);
			for (const name of [...Object.keys(documentHeaders), 'content-security-policy'])
				expect(headers.get(name)).toBeNull();
		}
	});

	it('with a slash at the end redirect, with what they were asked with', async () => {
		const response = await get('/de/register/?token=x&client=y');
		expect(response.status).toBe(308);
		expect(response.headers.get('location')).toBe('/de/register?token=x&client=y');
	});

	it('that are not there are answered with the page for that', async () => {
		const response = await get('/nowhere');
		expect(response.status).toBe(404);
		expect(await response.text()).toContain('lost');
		expect(response.headers.get('x-frame-options')).toBe('DENY');
	});

	it('that are not there are answered in a word where no page is for that', async () => {
		const bare = await start({ site: () => new Map() });
		const response = await fetch(`${bare.url}/nowhere`);
		expect([response.status, await response.text()]).toEqual([404, 'Not found\n']);
	});

	it('take no form', async () => {
		const response = await get('/de/register', { method: 'POST', body: 'password=x' });
		expect(response.status).toBe(405);
	});

	it('are told without a body when only asked about', async () => {
		const response = await get('/', { method: 'HEAD' });
		expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
		expect(await response.text()).toBe('');
	});
});

describe('compression', () => {
	it('is that which the browser takes', async () => {
		for (const encoding of ['br', 'gzip']) {
			const response = await get('/', { headers: { 'accept-encoding': encoding } });
			expect(response.headers.get('content-encoding')).toBe(encoding);
			expect(response.headers.get('vary')).toBe('Accept-Encoding');
			expect(await response.text()).toContain('home');
		}
	});

	it('is none where none is taken', async () => {
		const response = await get('/', { headers: { 'accept-encoding': 'identity' } });
		expect(response.headers.get('content-encoding')).toBeNull();
	});
});

describe('caching', () => {
	it('is for ever for files named after their content', async () => {
		expect((await get('/_app/immutable/app.js')).headers.get('cache-control')).toBe(cacheForever);
	});

	it('asks again for everything else', async () => {
		const first = await get('/de/register');
		expect(first.headers.get('cache-control')).toBe(cacheAndAsk);
		const etag = first.headers.get('etag') ?? '';
		const again = await get('/de/register', { headers: { 'if-none-match': etag } });
		expect([again.status, await again.text()]).toEqual([304, '']);
	});
});

describe('config.json', () => {
	const configOf = async (config: PortalOptions['config']) => {
		const { url } = await start({ site: () => site, config });
		const response = await fetch(`${url}/config.json`);
		return { status: response.status, text: await response.text() };
	};

	it('is that of the site unless another one is given', async () => {
		expect(await configOf(undefined)).toEqual({ status: 200, text: '{"brand":"built"}' });
		expect(await configOf({ brand: 'given' })).toEqual({ status: 200, text: '{"brand":"given"}' });
	});

	it('can be absent', async () => {
		expect((await configOf(null)).status).toBe(404);
	});

	it('can be broken', async () => {
		expect(await configOf('{ "brand": ')).toEqual({ status: 200, text: '{ "brand": ' });
	});
});

describe('the server', () => {
	it('serves what the site is now', async () => {
		let now = files({ '/index.html': 'old' });
		const { url } = await start({ site: () => now });
		expect(await (await fetch(url)).text()).toBe('old');
		now = files({ '/index.html': 'new' });
		expect(await (await fetch(url)).text()).toBe('new');
	});

	it('gives no file outside the site, whatever the path', async () => {
		const { port } = new URL(portal.url);
		const status = await new Promise((done) => {
			const path = '/../../package.json';
			request({ port, host: '127.0.0.1', path }, (response) => done(response.statusCode)).end();
		});
		expect(status).toBe(404);
	});

	it('says whose port is taken', async () => {
		const port = Number(new URL(portal.url).port);
		await expect(startPortal({ site: () => site, port })).rejects.toThrow('meant for the portal');
	});
});
