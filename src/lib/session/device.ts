/** Browsers by a word that only they have in their user agent; the order matters. */
const BROWSERS: readonly [RegExp, string][] = [
	[/Edg/, 'Edge'],
	[/OPR\//, 'Opera'],
	[/SamsungBrowser/, 'Samsung Internet'],
	[/Firefox|FxiOS/, 'Firefox'],
	[/Chrome|CriOS/, 'Chrome'],
	[/Safari/, 'Safari']
];

/**
 * The name under which the portal's session is seen in a person's list of sessions. It is read in
 * other apps, by other people too, so it is the same in every language.
 */
export function deviceNameFor(brand: string, userAgent: string): string {
	const browser = BROWSERS.find(([mark]) => mark.test(userAgent))?.[1];
	return browser ? `${brand} account page on ${browser}` : `${brand} account page`;
}

/**
 * A device ID of the portal's own, so that a request which has to be repeated ends in the same
 * session and leaves no second one behind.
 */
export function newDeviceId(): string {
	const letters = crypto.getRandomValues(new Uint8Array(10));
	return Array.from(letters, (byte) => String.fromCharCode(65 + (byte % 26))).join('');
}
