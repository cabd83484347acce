import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contentType, followSite, loadSite, siteFile } from './site.ts';

function folderWith(files: Record<string, string>): string {
	const folder = mkdtempSync(join(tmpdir(), 'site-'));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(join(folder, name, '..'), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

describe('a site', () => {
	it('holds every file of its folder by its path', () => {
		const folder = folderWith({
			'index.html': 'x',
			'de/register.html': 'y',
			'_app/immutable/a.js': 'z'
		});
		expect([...loadSite(folder).keys()].sort()).toEqual([
			'/_app/immutable/a.js',
			'/de/register.html',
			'/index.html'
		]);
	});

	it('stays as it was when it is not followed', async () => {
		const folder = folderWith({ 'index.html': 'old' });
		const site = loadSite(folder);
		writeFileSync(join(folder, 'index.html'), 'new');
		expect(String(await site.get('/index.html')?.body('identity'))).toBe('old');
	});

	it('that is followed is read anew after a build, and only then', async () => {
		const folder = folderWith({ 'index.html': 'old', '_app/version.json': '{}' });
		const site = followSite(folder);
		const page = async () => String(await site().get('/index.html')?.body('identity'));
		expect(await page()).toBe('old');
		writeFileSync(join(folder, 'index.html'), 'new');
		expect(await page()).toBe('old');
		utimesSync(join(folder, '_app/version.json'), 1, 1);
		expect(await page()).toBe('new');
	});

	it('that is followed survives the moment in which a build has emptied it', () => {
		expect(followSite('/no/such/folder')().size).toBe(0);
	});
});

describe('a file', () => {
	const text = 'abc '.repeat(500);

	it('is compressed as asked for', async () => {
		const file = siteFile('app.js', Buffer.from(text));
		expect(file.compressible).toBe(true);
		expect(String(await file.body('identity'))).toBe(text);
		expect(String(brotliDecompressSync(await file.body('br')))).toBe(text);
		expect(String(gunzipSync(await file.body('gzip')))).toBe(text);
	});

	it('is compressed once', () => {
		const file = siteFile('app.js', Buffer.from(text));
		expect(file.body('br')).toBe(file.body('br'));
	});

	it('is not compressed when it is tiny or compressed already', () => {
		expect(siteFile('a.js', Buffer.from('x')).compressible).toBe(false);
		expect(siteFile('a.png', Buffer.from(text)).compressible).toBe(false);
	});

	it('has a mark that changes with its content', () => {
		const mark = (content: string) => siteFile('a.js', Buffer.from(content)).etag;
		expect(mark('a')).toBe(mark('a'));
		expect(mark('a')).not.toBe(mark('b'));
		expect(mark('a')).toMatch(/^"[\w-]+"$/);
	});

	it('has a policy when it is a page', () => {
		expect(siteFile('a.html', Buffer.from('<p>')).policy).toBe("frame-ancestors 'none'");
		expect(siteFile('a.js', Buffer.from('<p>')).policy).toBeUndefined();
	});

	it.each([
		['register.html', 'text/html; charset=utf-8'],
		['a.wasm', 'application/wasm'],
		['a.svg', 'image/svg+xml; charset=utf-8'],
		['config.json', 'application/json; charset=utf-8'],
		['unknown.xyz', 'application/octet-stream']
	])('%s is sent as %s', (name, type) => {
		expect(contentType(name)).toBe(type);
	});
});
