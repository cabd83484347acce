import type { Homeserver } from '$lib/base/homeserver';
import type { IdentityProvider } from './ports';

/**
 * Where single sign-on begins (client-server API, "Client login via SSO").
 * @param returnTo absolute URL; the homeserver adds `loginToken` to its query
 */
export function ssoUrl(
	{ baseUrl }: Homeserver,
	{ id }: IdentityProvider,
	returnTo: string
): string {
	const provider = id === '' ? '' : `/${encodeURIComponent(id)}`;
	const query = new URLSearchParams({ redirectUrl: returnTo });
	return `${baseUrl}/_matrix/client/v3/login/sso/redirect${provider}?${query.toString()}`;
}
