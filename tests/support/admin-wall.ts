import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen } from '../../dev/net.ts';

/** What stands in the way of the Admin API. */
export type Wall =
	/** A proxy that forwards the client-server API only, as operators are advised. */
	| 'not forwarded'
	/** One that lets in certain networks only. */
	| 'forbidden'
	/** One that sends its website for every path that it does not know. */
	| 'website'
	/** One that answers without the headers that let a page of another origin read. */
	| 'no CORS'
	/** One that closes the connection without a word. */
	| 'closed'
	/** Nothing any more. */
	| 'open';

/** A reverse proxy in front of a real homeserver, as operators set them up. */
export interface WalledHomeserver {
	baseUrl: string;
	set(wall: Wall): void;
	stop(): Promise<void>;
}

const cors = {
	'access-control-allow-origin': '*',
	'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
	'access-control-allow-headers': 'content-type, authorization'
};
const pages = {
	'not forwarded': [404, '<h1>404 Not Found</h1>'],
	forbidden: [403, '<h1>403 Forbidden</h1>'],
	website: [200, '<!doctype html><title>Welcome</title>']
} as const;

/** Starts such a proxy. */
export async function startWall(
	homeserver: { baseUrl: string },
	wall: Wall
): Promise<WalledHomeserver> {
	let current = wall;
	const server = createServer((request, response) => {
		const isAdmin = request.url?.startsWith('/_synapse/admin/') === true;
		if (!isAdmin || current === 'open') forward(homeserver.baseUrl, request, response);
		else refuse(current, request, response);
	});
	const port = await listen(server, 0, 'wall');
	return {
		baseUrl: `http://localhost:${port}`,
		set: (next) => void (current = next),
		stop: () => closeServer(server)
	};
}

function refuse(
	wall: Exclude<Wall, 'open'>,
	request: IncomingMessage,
	response: ServerResponse
): void {
	if (wall === 'closed') {
		request.socket.destroy();
	} else if (wall === 'no CORS') {
		response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404 Not Found</h1>');
	} else if (request.method === 'OPTIONS') {
		response.writeHead(204, cors).end();
	} else {
		const [status, page] = pages[wall];
		response.writeHead(status, { 'content-type': 'text/html', ...cors }).end(page);
	}
}

function forward(baseUrl: string, request: IncomingMessage, response: ServerResponse): void {
	const { method = 'GET', url = '/', headers } = request;
	const onward = ask(baseUrl + url, { method, headers }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	onward.on('error', () => response.destroy());
	request.pipe(onward);
}
