import type { Encoding } from './site.ts';

/**
 * The best encoding that a request accepts.
 * @param accepted the Accept-Encoding header (RFC 9110, section 12.5.3)
 */
export function bestEncoding(accepted: string | undefined): Encoding {
	const allowed = new Map<string, boolean>();
	for (const part of (accepted ?? '').split(',')) {
		const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
		const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
		if (name) allowed.set(name, !refused);
	}
	const offers: Encoding[] = ['br', 'gzip'];
	return offers.find((offer) => allowed.get(offer) ?? allowed.get('*')) ?? 'identity';
}

/** Tells whether the site has a file of this name; names begin with a slash. */
type Find = (name: string) => unknown;

/** What a path of the site leads to: a file, another address, or nothing. */
export type Target = { file: string } | { redirect: string } | undefined;

/**
 * Finds the file for a path: `/de/register` is `/de/register.html`. A slash at the end redirects
 * to the address without it.
 * @param path of the request, as it came, without the query
 */
export function resolvePath(find: Find, path: string): Target {
	const decoded = decodePath(path);
	if (decoded === undefined) return undefined;
	if (decoded !== '/' && decoded.endsWith('/')) {
		// One slash at the front: two would make another host of what follows.
		const redirect = `/${path.replace(/^\/+|\/+$/g, '')}`;
		return pageOf(find, decodePath(redirect) ?? '') ? { redirect } : undefined;
	}
	const file = pageOf(find, decoded);
	return file ? { file } : undefined;
}

function pageOf(find: Find, path: string): string | undefined {
	const names = path === '/' ? ['/index.html'] : [path, `${path}.html`];
	return names.find((name) => find(name));
}

function decodePath(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}
