import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter } from '@sveltejs/kit';
import type { Manifest, ManifestChunk } from 'vite';

const preload = /<link\b[^>]*\bhref="[^"]*?(_app\/[^"]+)"[^>]*\brel="modulepreload"/g;

/** Chunks that a page imports as soon as its script runs (chunks.ts has the names). */
const isNext = (name: string | undefined): boolean =>
	name === 'soon' || name?.startsWith('machine-') === true;

/**
 * What pages load next, by the name of what only they have: the ports through which they ask, which
 * every page could load.
 */
const nextInSection: Readonly<Record<string, string>> = {
	'section-account': 'security',
	'page-__locale_locale__/help-desk': 'admin'
};

/** A file and all that it leads to: found out about only when it has come, that would be one trip more. */
function withImports(chunk: ManifestChunk, manifest: Manifest): string[] {
	const found = new Set([chunk]);
	for (const { imports = [] } of found)
		for (const key of imports) if (manifest[key]) found.add(manifest[key]);
	return [...found].map(({ file }) => file);
}

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
		chunk && isNext(chunk.name) ? withImports(chunk, manifest) : []
	);
	return [...new Set(next)].filter((file) => !first.has(file));
}

/**
 * Finds the ports that the pages of a section ask through: small, and needed as soon as the page works.
 * @returns paths below the site's root
 */
export function portsAhead(html: string, manifest: Manifest): string[] {
	const first = new Set([...html.matchAll(preload)].map(([, file]) => file));
	const chunks = Object.values(manifest);
	const names = chunks
		.filter(({ file }) => first.has(file))
		.map(({ name = '' }) => nextInSection[name]);
	const files = chunks
		.filter(({ name }) => name !== undefined && names.includes(name))
		.flatMap((chunk) => withImports(chunk, manifest));
	return [...new Set(files)].filter((file) => !first.has(file));
}

/** Preloads the ports of a page's section beside its own script. */
export function withPorts(html: string, manifest: Manifest): string {
	const root = /<html\b[^>]*\bdata-root="([^"]*)"/.exec(html)?.[1];
	if (root === undefined) return html;
	const links = portsAhead(html, manifest).map(
		(file) => `<link href="${root}/${file}" rel="modulepreload">`
	);
	return html.replace('</head>', () => `${links.join('')}</head>`);
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
				const html = withPorts(await readFile(page, 'utf8'), manifest);
				await writeFile(page, withFilesAhead(html, manifest));
			}
		}
	};
}
