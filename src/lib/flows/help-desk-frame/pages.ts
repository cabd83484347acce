import type { MessageKey } from '$lib/i18n/keys';

interface HelpDeskPage {
	path: string;
	label: MessageKey;
	/** The page's `h1`, where that is not its name in the list. */
	heading?: MessageKey;
}

/** The pages of the help desk that the list beside them names. */
export const pages = [
	{ path: '/help-desk', label: 'helpDesk.users', heading: 'helpDesk.title' },
	{ path: '/help-desk/invitations', label: 'helpDesk.invitations' },
	{ path: '/help-desk/record', label: 'helpDesk.record' }
] as const satisfies readonly HelpDeskPage[];

/**
 * The page of the list that a route is; undefined for those that other pages lead to.
 * @param routeId as SvelteKit names it (`/[[locale=locale]]/help-desk/record`)
 */
export function pageOf(routeId: string | null): HelpDeskPage | undefined {
	const path = (routeId ?? '').replace(/^\/\[\[[^\]]*\]\]/, '');
	return pages.find((page) => page.path === path);
}
