const asked = new Map<string, Promise<unknown>>();

function fetchOnce(href: string): Promise<unknown> {
	const answer = asked.get(href) ?? append(href, href.endsWith('.css'));
	asked.set(href, answer);
	return answer;
}

async function append(href: string, isStyle: boolean): Promise<unknown> {
	const rel = isStyle ? 'stylesheet' : 'modulepreload';
	const links = [...document.querySelectorAll('link')];
	if (links.some((link) => link.href === href && (!isStyle || link.rel === rel))) return;
	const link = Object.assign(document.createElement('link'), { rel, href });
	document.head.append(link);
	if (!isStyle) return;
	return new Promise((resolve, reject) => {
		link.onload = resolve;
		link.onerror = () => {
			// So that whoever tries again asks again.
			asked.delete(href);
			link.remove();
			reject(new Error(`No style at ${href}`));
		};
	});
}

/**
 * Imports a part of the app that comes later, with everything that it needs fetched beside it: what
 * Vite's own function of this name does, without its care for import maps, for a nonce, and for
 * whoever listens to its errors.
 * @param deps scripts and style sheets, relative to `importer`
 * @returns what `load` gives, once the style sheets apply; it fails where one of them does
 */
export async function __vitePreload<Module>(
	load: () => Promise<Module>,
	deps: readonly string[] = [],
	importer?: string
): Promise<Module> {
	await Promise.all(deps.map((dep) => fetchOnce(new URL(dep, importer).href)));
	return load();
}
