import type { PortalConfig } from '$lib/base/config';
import type { Homeserver } from '$lib/base/homeserver';
import { ok, type Result } from '$lib/base/result';

/** What says which homeserver a form is about. */
export interface Places {
	config: Promise<PortalConfig>;
	/** `?homeserver=` of the address, if any. */
	preselected: string | undefined;
	find: (text: string, signal: AbortSignal) => Promise<Result<Homeserver>>;
}

/**
 * Finds the homeserver that a form begins with: the address's, where the operator lets it be chosen,
 * else the operator's.
 * @returns undefined when nobody has named one; fails as looking up a name does
 */
export async function locate(
	{ config, preselected, find }: Places,
	signal: AbortSignal
): Promise<Result<Homeserver | undefined>> {
	const { disableCustomUrls, defaultServer, defaultServerName } = await config;
	const named = disableCustomUrls ? undefined : preselected;
	if (named === undefined && defaultServer) return ok(defaultServer);
	const name = named ?? defaultServerName;
	return name === undefined ? ok(undefined) : find(name, signal);
}
