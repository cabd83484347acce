/** `?homeserver=` of an address, if it names one. */
export function preselectedIn({ searchParams }: URL): string | undefined {
	const homeserver = searchParams.get('homeserver')?.trim();
	return homeserver === '' ? undefined : homeserver;
}

/**
 * Takes what is nobody else's out of the address bar and the history, at once. The router's own
 * function would have to wait until the page has started.
 */
export function cleanAddress(url: URL): void {
	history.replaceState(history.state, '', url);
}
