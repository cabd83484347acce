import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minifySync, type Manifest, type Plugin } from 'vite';

/** A file that only passes on what another one exports: `export{a as start}from"../chunks/x.js";` */
const facade = /^export\{([^}]*)\}from"[^"]*";?\s*$/;
const lastExport = /export\{([^}]*)\};?\s*$/;

/** `a as b,c` → [['a', 'b'], ['c', 'c']] */
function names(list: string): [from: string, to: string][] {
	return list.split(',').map((each) => {
		const [from = '', to = from] = each.trim().split(' as ');
		return [from, to];
	});
}

/**
 * Adds the names of a facade to the exports of the file that it stands before.
 * @returns undefined when either is not as expected
 */
export function withExportsOf(facadeCode: string, code: string): string | undefined {
	const wanted = facade.exec(facadeCode)?.[1];
	const present = lastExport.exec(code)?.[1];
	if (wanted === undefined || present === undefined) return undefined;
	const locals = new Map(names(present).map(([local, exported]) => [exported, local]));
	const added: string[] = [];
	for (const [exported, name] of names(wanted)) {
		const local = locals.get(exported);
		if (local === undefined || (name !== exported && locals.has(name))) return undefined;
		if (name !== exported) added.push(`${local} as ${name}`);
	}
	return code.replace(lastExport, () => `export{${[present, ...added].join(',')}};`);
}

/**
 * Puts the bundler's own helpers into a file that imports them, instead of the import.
 * @param helpers the file of the helpers, which imports nothing
 * @param name of that file, as it is imported from beside it
 * @returns undefined when either is not as expected
 */
export function withHelpers(code: string, helpers: string, name: string): string | undefined {
	const escaped = name.replaceAll('.', '\\.');
	const imported = new RegExp(`import\\{([^}]*)\\}from"\\./${escaped}";?`);
	const wanted = imported.exec(code)?.[1];
	const present = lastExport.exec(helpers)?.[1];
	if (wanted === undefined || present === undefined || /^import\b/.test(helpers)) return undefined;
	const locals = new Map(names(present).map(([local, exported]) => [exported, local]));
	const used = names(wanted).map(([exported]) => `${exported}:${locals.get(exported) ?? ''}`);
	const taken = names(wanted).map(([exported, local]) => `${exported}:${local}`);
	const body = helpers.replace(lastExport, () => `return{${used.join(',')}}`);
	// Minified without the helpers that this file does not use; exported, so that these stay.
	const whole = `export const{${taken.join(',')}}=(()=>{${body}})();`;
	const own = /^export (const.*)$/s.exec(minifySync(name, whole, { module: true }).code)?.[1];
	return own && code.replace(imported, () => (own.endsWith(';') ? own : `${own};`));
}

/** SvelteKit's two entries, and its nodes: the root layout and every page. */
const entries = /(client\/entry|client-optimized\/(app|nodes\/\d+))\.js$/;

/** A client build: Vite's manifest, and the scripts by their path. */
export interface Build {
	manifest: Manifest;
	files: Map<string, string>;
}

/**
 * Lets the entries that are facades lead to the files that they stand before: in those files'
 * exports, in what imports the facades, and in the manifest, by which SvelteKit writes the pages.
 * @returns the build as it becomes; a facade that is not as expected stays
 */
export function merge({ manifest, files }: Build): Build {
	const merged: Build = { manifest: { ...manifest }, files: new Map(files) };
	for (const [key, entry] of Object.entries(manifest)) {
		const target = manifest[entry.imports?.[0] ?? ''];
		if (!entries.test(key) || !target || entry.imports?.length !== 1) continue;
		const code = withExportsOf(files.get(entry.file) ?? '', merged.files.get(target.file) ?? '');
		if (code === undefined) continue;
		merged.files.set(target.file, code);
		merged.manifest[key] = { ...entry, file: target.file };
		if (key.endsWith('/app.js')) forgetPages(merged.manifest, entry.imports[0] ?? '');
		for (const [path, text] of merged.files) {
			merged.files.set(path, text.replaceAll(shortPath(entry.file), shortPath(target.file)));
		}
	}
	spreadHelpers(merged);
	return merged;
}

/**
 * The file that the app itself is in no longer names the pages, which the app imports dynamically:
 * SvelteKit does not expect a page to import that file, and would take what other pages load for
 * what this one has loaded.
 */
function forgetPages(manifest: Manifest, key: string): void {
	const core = manifest[key];
	if (core) manifest[key] = { ...core, dynamicImports: [] };
}

/**
 * Every file that needs the bundler's helpers gets its own: they are small, a request is not. What
 * is loaded ahead of an import then names the core in their place, which is there already.
 */
function spreadHelpers({ manifest, files }: Build): void {
	const chunks = Object.entries(manifest);
	const [key, helpers] = chunks.find(([, chunk]) => chunk.name === 'rolldown-runtime') ?? [];
	const core = chunks.find(([, chunk]) => chunk.name === 'core')?.[1];
	if (!helpers || !core) return;
	const name = nameOf(helpers.file);
	const ahead = new RegExp(`(?<!from|import|import\\()"\\./${name.replaceAll('.', '\\.')}"`, 'g');
	const helped = new Set<string>();
	for (const [path, text] of files) {
		const code = text.replace(ahead, `"./${nameOf(core.file)}"`);
		const whole = withHelpers(code, files.get(helpers.file) ?? '', name);
		if (whole !== undefined) helped.add(path);
		files.set(path, whole ?? code);
	}
	for (const [each, chunk] of chunks) {
		if (!helped.has(chunk.file)) continue;
		manifest[each] = { ...chunk, imports: (chunk.imports ?? []).filter((one) => one !== key) };
	}
}

const nameOf = (file: string): string => file.split('/').at(-1) ?? '';

/** As one file imports another: both lie in folders side by side. */
const shortPath = (file: string): string => `/${file.split('/').slice(-2).join('/')}`;

/**
 * SvelteKit starts a page by two entries and one node for each of its layouts and the page. With
 * their code in other files (chunks.ts), each is a file of a few bytes that passes on names, and
 * would be a request of its own before the first form works. This lets the pages load the files
 * behind them instead. Where the bundler's output is not as expected the facades stay, and work.
 */
export function mergeEntries(): Plugin {
	return {
		name: 'vestibule-merge-entries',
		apply: 'build',
		writeBundle: {
			order: 'post',
			async handler({ dir }, bundle) {
				if (this.environment.name !== 'client' || dir === undefined) return;
				const path = join(dir, '.vite/manifest.json');
				const scripts = Object.keys(bundle).filter((file) => file.endsWith('.js'));
				const read = async (file: string): Promise<[string, string]> => [
					file,
					await readFile(join(dir, file), 'utf8')
				];
				const before = new Map(await Promise.all(scripts.map(read)));
				const after = merge({
					manifest: JSON.parse(await readFile(path, 'utf8')) as Manifest,
					files: before
				});
				for (const [file, code] of after.files) {
					if (code !== before.get(file)) await writeFile(join(dir, file), code);
				}
				await writeFile(path, JSON.stringify(after.manifest));
			}
		}
	};
}
