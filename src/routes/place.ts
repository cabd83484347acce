const WIDE = ['check'];
const WITH_LIST = ['account', 'help-desk'];

const segmentsOf = (routeId: string | null): string[] =>
	(routeId ?? '').split('/').filter((segment) => /^[^[]/.test(segment));

/**
 * The path of the present page without its language. The page for unknown addresses, and an error
 * page, lead to the start page.
 * @param routeId as SvelteKit names it (`/[[locale=locale]]/register`)
 */
export function pathOf(routeId: string | null): string {
	const segments = segmentsOf(routeId);
	return segments[0] === '404' ? '/' : `/${segments.join('/')}`;
}

/** How wide the column of a page is: forms are narrow, lists are not; an account has a list beside. */
export function widthOf(routeId: string | null): 'form' | 'page' | 'aside' {
	const [section = ''] = segmentsOf(routeId);
	if (WITH_LIST.includes(section)) return 'aside';
	return WIDE.includes(section) ? 'page' : 'form';
}
