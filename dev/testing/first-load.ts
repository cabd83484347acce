import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that a browser fetches before a page of the build works, as paths below the build. */
export type FirstLoad = { scripts: string[]; styles: string[] };

/**
 * Finds what a prerendered page needs before it works: the scripts that it preloads or starts, with
 * everything that these import at once, and its style sheets.
 * @param page path of the HTML file below `folder`: `de/register.html`
 * @throws when the page is not there, or starts no script at all
 */
export function firstLoad(folder: string, page: string): FirstLoad {
	const html = readFileSync(join(folder, page), 'utf8');
	const entries = [
		...links(html, 'modulepreload'),
		...found(html, /\bimport\(\s*["']([^"']+\.js)["']\s*\)/g),
		...found(html, /<script[^>]*\bsrc=["']?([^"'\s>]+)/g)
	];
	const scripts = new Set<string>();
	const waiting = entries.map((entry) => below(page, entry));
	for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
		if (scripts.has(script)) continue;
		scripts.add(script);
		waiting.push(...staticImports(folder, script));
	}
	if (scripts.size === 0) throw new Error(`${page} starts no script: its form cannot work.`);
	const styles = links(html, 'stylesheet').map((style) => below(page, style));
	return { scripts: [...scripts].sort(), styles: [...new Set(styles)].sort() };
}

function links(html: string, rel: string): string[] {
	return (
		[...html.matchAll(/<link\b[^>]*>/g)]
			.map(([tag]) => tag)
			.filter((tag) => new RegExp(`\\brel=["']?${rel}\\b`).test(tag))
			// A style sheet that SvelteKit has inlined: its link only says so, and is never fetched.
			.filter((tag) => !/\sdisabled\b/.test(tag))
			.flatMap((tag) => found(tag, /\bhref=["']?([^"'\s>]+)/g))
	);
}

/** `import … from "./x.js"`, `import "./x.js"`, `export … from "./x.js"`; not `import("./x.js")`. */
function staticImports(folder: string, script: string): string[] {
	const code = readFileSync(join(folder, script), 'utf8');
	return found(code, /\b(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g).map((path) =>
		join(dirname(script), path)
	);
}

const found = (text: string, pattern: RegExp) =>
	[...text.matchAll(pattern)].map(([, path = '']) => path);

/** An address in a page as a path below the build: pages link relatively or from the root. */
function below(page: string, address: string): string {
	return address.startsWith('/') ? address.slice(1) : join(dirname(page), address);
}
