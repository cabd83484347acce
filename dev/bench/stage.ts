import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPortal } from '../portal/server.ts';
import { siteFile } from '../portal/site.ts';
import { startTestStack } from '../stack.ts';
import { stackClient } from '../stack-client.ts';
import type { HomeserverAddress } from '../stack-addresses.ts';

/** Everything that is measured, and what it needs, running. */
export type Stage = {
	stack: ReturnType<typeof stackClient>;
	/** The homeserver of `npm start`, and a portal for it. */
	example: { homeserver: HomeserverAddress; portal: string };
	/** The server of the floor page: the same that serves the portal. */
	floor: string;
	stop: () => Promise<void>;
};

/**
 * Starts a homeserver like that of `npm start`, on free ports, with a portal and the floor page.
 * @param siteFolder the built portal
 * @throws Problem when something cannot start
 */
export async function startStage(siteFolder: string | undefined): Promise<Stage> {
	const running = await startTestStack({ variants: [], siteFolder });
	const stack = stackClient(running.addresses);
	const name = 'floor.html';
	const page = siteFile(name, readFileSync(join(import.meta.dirname, name)));
	const floor = await startPortal({ site: () => new Map([[`/${name}`, page]]), config: null });
	const stop = async () => {
		await floor.stop();
		await running.stop();
	};
	try {
		const homeserver = await stack.extraHomeserver({ name: 'example', variant: 'example' });
		const portal = await stack.portal(portalConfig(homeserver));
		return { stack, example: { homeserver, portal }, floor: floor.url, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** The `/config.json` of a portal for one homeserver. */
export const portalConfig = ({ baseUrl, serverName }: HomeserverAddress) => ({
	default_server_config: { 'm.homeserver': { base_url: baseUrl, server_name: serverName } }
});
