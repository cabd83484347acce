/**
 * Accepts a URL from outside only if it is http or https without credentials.
 * @returns the URL, or undefined for script URLs, relative ones and anything malformed
 */
export function httpUrl(text: unknown): URL | undefined {
	if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
	return url.username || url.password ? undefined : url;
}

/**
 * The base URL of an API: an http(s) URL without query, fragment or trailing slash.
 * @returns undefined when the text is not such a URL
 */
export function baseUrlOf(text: unknown): string | undefined {
	const url = httpUrl(text);
	if (!url || url.search || url.hash) return undefined;
	// Not the whole `href`: an empty query or fragment is still in it.
	return (url.origin + url.pathname).replace(/\/+$/, '');
}
