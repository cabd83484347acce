/** Nothing that a page could ask the browser for is needed, but for putting text on the clipboard. */
const permissions: Record<string, '()' | '(self)'> = {
	accelerometer: '()',
	autoplay: '()',
	camera: '()',
	'clipboard-read': '()',
	'clipboard-write': '(self)',
	'display-capture': '()',
	'encrypted-media': '()',
	fullscreen: '()',
	geolocation: '()',
	gyroscope: '()',
	magnetometer: '()',
	microphone: '()',
	midi: '()',
	payment: '()',
	'picture-in-picture': '()',
	'publickey-credentials-get': '()',
	'screen-wake-lock': '()',
	usb: '()',
	'xr-spatial-tracking': '()'
};

/** The headers of every answer of a web server that serves the portal; the shipped configurations too. */
export const answerHeaders: Record<string, string> = {
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff'
};

/** What means something for documents only: with each script it would be half a kilobyte for nothing. */
export const documentHeaders: Record<string, string> = {
	'X-Frame-Options': 'DENY',
	// Stricter would cut the tie to the window of a homeserver's fallback page, which reports back.
	'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
	'Permissions-Policy': Object.entries(permissions)
		.map(([feature, who]) => `${feature}=${who}`)
		.join(', ')
};

/** For whole hosts, so that a document is enough to say it; not for a portal without encryption. */
export const strictTransport = 'max-age=31536000';

/** What a meta element cannot say, so that only the web server can. */
export const framePolicy = "frame-ancestors 'none'";

/** For files whose name changes with their content. */
export const cacheForever = 'public, max-age=31536000, immutable';

/** For everything else: kept, but asked for again each time. */
export const cacheAndAsk = 'no-cache';

/** True for the files whose name changes with their content. `path` begins with a slash. */
export function isImmutable(path: string): boolean {
	return path.startsWith('/_app/immutable/');
}

/**
 * The Content-Security-Policy header of a page: the policy of its own meta element (whose hashes
 * belong to that page alone), and what a meta element cannot say.
 */
export function pagePolicy(html: string): string {
	const meta = /<meta\s[^>]*http-equiv="content-security-policy"[^>]*>/i.exec(html)?.[0] ?? '';
	const own = /\scontent="([^"]*)"/i.exec(meta)?.[1] ?? '';
	const policy = decode(own).trim().replace(/;$/, '');
	return policy ? `${policy}; ${framePolicy}` : framePolicy;
}

function decode(attribute: string): string {
	return attribute
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&#x27;', "'")
		.replaceAll('&amp;', '&');
}
