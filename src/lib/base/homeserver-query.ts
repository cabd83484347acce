import type { PortalConfig } from './config';
import type { Homeserver } from './homeserver';

/**
 * What a link inside the portal carries on to stay at a homeserver (`?homeserver=`).
 * @returns '' where the pages are about that homeserver by themselves, or may be about no other one
 */
export function homeserverQuery(
	server: Homeserver | undefined,
	config: PortalConfig | undefined
): string {
	if (!server || !config || config.disableCustomUrls) return '';
	const { defaultServer, defaultServerName } = config;
	const isOurs = defaultServer
		? defaultServer.baseUrl === server.baseUrl
		: defaultServerName === server.serverName;
	return isOurs ? '' : `?${new URLSearchParams({ homeserver: server.serverName }).toString()}`;
}
