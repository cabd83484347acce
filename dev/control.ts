import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen } from './net.ts';
import type { PortalOptions } from './portal/server.ts';
import { messageOf } from './problem.ts';
import type { ExtraHomeserver, HomeserverAddress } from './stack-addresses.ts';
import type { Homeserver } from './synapse/homeserver.ts';

/** What the control server lets tests do. */
export type Controlled = {
	portal: (config: PortalOptions['config']) => Promise<string>;
	extraHomeserver: (wanted: ExtraHomeserver) => Promise<HomeserverAddress>;
	homeserver: (name: string) => Homeserver | undefined;
};

/** Starts the server through which the processes of a test run control the stack they share. */
export async function startControl(
	controlled: Controlled
): Promise<{ url: string; stop: () => Promise<void> }> {
	const server = createServer((request, response) => {
		const reply = (status: number, body: object) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		handle(controlled, request).then(
			(body) => reply(body ? 200 : 404, body ?? { error: 'no such action' }),
			(error: unknown) => reply(500, { error: messageOf(error) })
		);
	});
	const port = await listen(server, 0, 'control server');
	return { url: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}

async function handle(
	controlled: Controlled,
	request: IncomingMessage
): Promise<object | undefined> {
	if (request.method !== 'POST') return undefined;
	const body = JSON.parse((await text(request)) || '{}') as Record<string, unknown>;
	if (request.url === '/portals')
		return { url: await controlled.portal(body.config as PortalOptions['config']) };
	if (request.url === '/homeservers')
		return controlled.extraHomeserver(body as unknown as ExtraHomeserver);
	const [, name, action] = /^\/homeservers\/([\w-]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
	const homeserver = name === undefined ? undefined : controlled.homeserver(name);
	if (!homeserver || !action || !/^(start|stop|restart)$/.test(action)) return undefined;
	if (action !== 'start') await homeserver.stop();
	if (action !== 'stop') await homeserver.start();
	return {};
}
