import type { MessageKey } from '$lib/i18n/keys';

/** The pages of an account, as the list beside them names them. */
export const pages = [
	{ path: '/account', label: 'account.overview', heading: 'account.title' },
	{ path: '/account/profile', label: 'account.profile' },
	{ path: '/account/emails', label: 'account.emails' },
	{ path: '/account/password', label: 'account.password' },
	{ path: '/account/sessions', label: 'account.sessions' },
	{ path: '/account/encryption', label: 'account.encryption' },
	{ path: '/account/data', label: 'account.data' },
	{ path: '/account/deactivate', label: 'account.deactivate', heading: 'deactivate.title' }
] as const satisfies readonly AccountPage[];

interface AccountPage {
	path: string;
	label: MessageKey;
	/** The page's `h1`, where that is not its name in the list. */
	heading?: MessageKey;
}

/**
 * The page of the list that a route belongs to.
 * @param routeId as SvelteKit names it (`/[[locale=locale]]/account/emails`)
 */
export function pageOf(routeId: string | null): AccountPage {
	const path = (routeId ?? '').replace(/^\/\[\[[^\]]*\]\]/, '');
	return pages.find((page) => page.path === path) ?? pages[0];
}
