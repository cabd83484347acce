// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { __vitePreload as load } from './preload.ts';

const links = () => [...document.querySelectorAll('link')];
const part = () => Promise.resolve('part');
const at = (path: string) => `https://x.test/_app/chunks/${path}`;
const importer = at('core.js');

afterEach(() => {
	document.head.replaceChildren();
});

test('imports what needs nothing beside it', async () => {
	await expect(load(part, [], importer)).resolves.toBe('part');
	await expect(load(part)).resolves.toBe('part');
	expect(links()).toEqual([]);
});

test('fetches scripts beside the import, each once', async () => {
	await load(part, ['./a.js', './b.js'], importer);
	await load(part, ['./b.js'], importer);
	expect(links().map(({ rel, href }) => [rel, href])).toEqual([
		['modulepreload', at('a.js')],
		['modulepreload', at('b.js')]
	]);
});

test('leaves what the page has already', async () => {
	document.head.innerHTML = `<link rel="modulepreload" href="${at('c.js')}">
		<link rel="stylesheet" disabled href="${at('c.css')}">`;
	await expect(load(part, ['./c.js', './c.css'], importer)).resolves.toBe('part');
	expect(links()).toHaveLength(2);
});

test('imports once the style applies', async () => {
	const imported = vi.fn(part);
	const loaded = load(imported, ['./d.css'], importer);
	const again = load(imported, ['./d.css'], importer);
	await Promise.resolve();
	expect(links().map(({ rel }) => rel)).toEqual(['stylesheet']);
	expect(imported).not.toHaveBeenCalled();
	links()[0]?.dispatchEvent(new Event('load'));
	await Promise.all([loaded, again]);
	expect(imported).toHaveBeenCalledTimes(2);
});

test('fails where a style cannot be had, and asks for it again', async () => {
	const failing = load(part, ['./e.css'], importer);
	links()[0]?.dispatchEvent(new Event('error'));
	await expect(failing).rejects.toThrow(at('e.css'));
	const again = load(part, ['./e.css'], importer);
	expect(links()).toHaveLength(1);
	links()[0]?.dispatchEvent(new Event('load'));
	await expect(again).resolves.toBe('part');
});

test('fails as the import does', async () => {
	await expect(load(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
