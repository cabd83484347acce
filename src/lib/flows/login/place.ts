/**
 * A place of this site to go on to.
 * @param path as it was kept: path and query
 * @param root the absolute URL of the site's root, with a slash at its end
 * @returns undefined for what is elsewhere, and for this very page
 */
export function placeBelow(path: string | undefined, root: URL): string | undefined {
	if (path === undefined || !URL.canParse(path, root)) return undefined;
	const { origin, pathname, search, hash } = new URL(path, root);
	if (origin !== root.origin || !pathname.startsWith(root.pathname)) return undefined;
	return /\/login\/?$/.test(pathname) ? undefined : pathname + search + hash;
}
