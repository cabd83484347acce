// SvelteKit's keeps answers that universal `load` functions got at build time, and watches every
// request of the page for that. No page of this site has such a function.

export const initial_fetch = (resource: RequestInfo, init?: RequestInit): Promise<Response> =>
	fetch(resource, init);

export const subsequent_fetch = (
	_resource: RequestInfo,
	resolved: string,
	init?: RequestInit
): Promise<Response> => fetch(resolved, init);

/** While developing only, where this module does not stand in. */
export const dev_fetch = (): never => {
	throw new Error('Not in a build');
};
export const lock_fetch = (): void => undefined;
export const unlock_fetch = (): void => undefined;
