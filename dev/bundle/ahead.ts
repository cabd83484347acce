import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter } from '@sveltejs/kit';
import type { Manifest } from 'vite';

const preload = /<link\b[^>]*\bhref="[^"]*?(_app\/[^"]+)"[^>]*\brel="modulepreload"/g;

/** Chunks that a page imports as soon as its script runs (chunks.ts has the names). */
const isNext = (name: string | undefined): boolean =>
	name === 'soon' || name?.startsWith('machine-') === true;

/**
 * What the pages of a section load next, by the name of what only they share: the ports through which
 * they ask, which every page could load.
 */
const nextInSection: Readonly<Record<string, string>> = { 'section-account': 'security' };

/**
 * Finds what a page loads next, after the files that it preloads.
 * @param manifest Vite's, of the client
 * @returns paths below the site's root
 */
export function filesAhead(html: string, manifest: Manifest): string[] {
	const first = new Set([...html.matchAll(preload)].map(([, file]) => file));
	const chunks = Object.values(manifest);
	const own = chunks.filter(({ file }) => first.has(file));
	const later = own.flatMap(({ dynamicImports = [] }) =>
		dynamicImports.map((key) => manifest[key])
	);
	const soon = chunks.filter(({ name }) => name === 'soon');
	const next = [...soon, ...later].flatMap((chunk) =>
		chunk && isNext(chunk.name) ? chunk.file : []
	);
	const names = own.flatMap(({ name }) => nextInSection[name ?? ''] ?? []);
	const ports = chunks
		.filter(({ name }) => names.includes(name ?? ''))
		.flatMap(({ file, imports = [] }) => [
			file,
			...imports.flatMap((key) => manifest[key]?.file ?? [])
		]);
	return [...new Set([...ports, ...next])].filter((file) => !first.has(file));
}

/**
 * Tells the script in a page's head, by an attribute of the html element, what the page loads next.
 * A page without that script stays as it is.
 */
export function withFilesAhead(html: string, manifest: Manifest): string {
	const files = filesAhead(html, manifest);
	if (files.length === 0) return html;
	const attribute = `data-ahead="${files.map((file) => `/${file}`).join(' ')}"`;
	return html.replace(/<html\b[^>]*\bdata-root="[^"]*"/, (start) => `${start} ${attribute}`);
}

/**
 * An adapter that writes the pages as another one does, and then says in each what it loads next.
 * @param folder where the other one writes them
 */
export function adapterAhead(adapter: Adapter, folder: string): Adapter {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			const path = join(builder.getClientDirectory(), '.vite/manifest.json');
			const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
			for (const name of await readdir(folder, { recursive: true })) {
				if (!name.endsWith('.html')) continue;
				const page = join(folder, name);
				await writeFile(page, withFilesAhead(await readFile(page, 'utf8'), manifest));
			}
		}
	};
}
