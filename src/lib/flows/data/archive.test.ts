import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { fileName, filesOf, makeArchive } from './archive';
import type { Archive } from './data';
import { escaped } from './index-page';
import { about, parts, schemas } from './schema';
import { collect, scripted, subject } from './testing';

const hostile = `</title><script>alert(1)</script><img src=x onerror='alert("2")'>&`;

afterEach(() => {
	vi.doUnmock('fflate');
});

async function made(...[outcomes, about]: Parameters<typeof makeArchive>): Promise<Archive> {
	const archive = await makeArchive(outcomes, about);
	if (!archive.ok) throw new Error(archive.error.kind);
	return archive.value;
}

async function opened(blob: Blob): Promise<Map<string, string>> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	return new Map(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));
}

test('holds a page to read, one that says what is in it, and a file a part', async () => {
	const outcomes = await collect(scripted().ports);
	const archive = await made(outcomes, subject());
	expect(archive.name).toBe('Vestibule data ada 2026-01-31.zip');
	const files = await opened(archive.blob);
	expect([...files.keys()].toSorted()).toEqual(
		['index.html', 'about.json', ...parts.map((part) => `${part}.json`)].toSorted()
	);
	for (const part of parts)
		expect(schemas[part].safeParse(JSON.parse(files.get(`${part}.json`) ?? '')).success).toBe(true);
	expect(about.parse(JSON.parse(files.get('about.json') ?? ''))).toMatchObject({
		userId: '@ada:example.org',
		homeserver: 'example.org',
		createdAt: '2026-01-31T10:00:00.000Z',
		notIncluded: ['messages', 'media', 'secrets']
	});
});

test('names what is missing, and why', async () => {
	const outcomes = await collect(scripted({ threepids: fail({ kind: 'refused' }) }).ports);
	const files = filesOf(outcomes, subject());
	expect(files.has('contacts.json')).toBe(false);
	const told = about.parse(JSON.parse(files.get('about.json') ?? ''));
	const missing = told.files.filter(({ status }) => status === 'missing');
	expect(missing.map(({ name }) => name)).toEqual(['contacts.json']);
	expect(missing[0]?.reason).toContain('not allow');
	const page = new DOMParser().parseFromString(files.get('index.html') ?? '', 'text/html');
	expect(page.querySelector('li')?.textContent).toMatch(/^contacts\.json: .+not allow/u);
});

describe('the page', () => {
	async function page(locale = 'en') {
		const roomName = (id: string) => ok(id === '!a' ? { name: hostile } : {});
		const outcomes = await collect(scripted({ roomName }).ports);
		const text = filesOf(outcomes, subject(locale)).get('index.html') ?? '';
		return { text, parsed: new DOMParser().parseFromString(text, 'text/html') };
	}

	test('shows hostile names as the text that they are', async () => {
		const { text, parsed } = await page();
		expect(text).not.toContain('<script');
		expect(parsed.querySelector('script, img, [onerror]')).toBeNull();
		const names = [...parsed.querySelectorAll('bdi')].map((one) => one.textContent);
		expect(names).toContain(hostile);
		expect(names, 'a room without a name goes by its ID').toContain('!b');
		expect(escaped(hostile)).not.toMatch(/[<>"']/u);
	});

	test('loads nothing, and runs nothing', async () => {
		const { text, parsed } = await page();
		const policy = parsed.querySelector('meta[http-equiv]')?.getAttribute('content');
		expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'");
		expect(text).not.toMatch(/https?:/u);
		const links = [...parsed.querySelectorAll('a')].map((link) => link.getAttribute('href'));
		expect(links).toEqual(['encryption.json', 'accountData.json', 'pushRules.json']);
	});

	test('is in the language of the portal', async () => {
		const { parsed } = await page('de');
		expect(parsed.documentElement.lang).toBe('de');
		expect(parsed.querySelector('h1')?.textContent).toBe('Daten von @ada:example.org');
		expect(parsed.body.textContent).toContain('Ihre Nachrichten und Dateien sind nicht dabei');
	});
});

test('the name of the file fits every file system', () => {
	const named = fileName({ ...subject(), brand: 'A/B: "C"\n', userId: '@a/b=c:hs.test' });
	expect(named).toBe('A-B- -C-- data a-b=c 2026-01-31.zip');
});

test('5,000 rooms are a small file, soon', async () => {
	const rooms = Array.from({ length: 5_000 }, (_, index) => `!room${String(index)}:example.org`);
	const { ports, asked, most } = scripted({ rooms });
	const outcomes = await collect(ports);
	expect(asked.filter((line) => line.startsWith('name '))).toHaveLength(5_000);
	expect(most()).toBe(8);
	const archive = await made(outcomes, subject());
	expect(archive.blob.size).toBeLessThan(1024 * 1024);
	const files = await opened(archive.blob);
	expect(schemas.rooms.parse(JSON.parse(files.get('rooms.json') ?? ''))).toHaveLength(5_000);
});

test('what packs it may come late: what was collected is not lost', async () => {
	vi.doMock('fflate', () => {
		throw new Error('lost');
	});
	const outcomes = await collect(scripted().ports);
	expect(await makeArchive(outcomes, subject())).toEqual(fail({ kind: 'unreachable' }));
});
