import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen } from '../../dev/net.ts';

/** A bad line to a real homeserver: a proxy on which single answers get lost. */
export interface BadLine {
	/** Where the homeserver is reached through it. */
	baseUrl: string;
	/** The requests that the homeserver has answered, like `POST /_matrix/client/v3/register`. */
	answered: string[];
	/**
	 * The next so many answers to such requests do not arrive: the homeserver has acted then.
	 * @param matches on method and path, and on the request's body
	 */
	lose(matches: (line: string, body: string) => boolean, times?: number): void;
	stop(): Promise<void>;
}

/** Starts a proxy in front of a homeserver. */
export async function startBadLine(homeserver: { baseUrl: string }): Promise<BadLine> {
	const answered: string[] = [];
	let losing: ((line: string, body: string) => boolean) | undefined;
	let left = 0;
	const isLost = (line: string, body: string) => {
		if (left === 0 || !losing?.(line, body)) return false;
		left -= 1;
		return true;
	};
	const server = createServer((request, response) => {
		void forward(homeserver.baseUrl, request, response, (line, body) => {
			if (request.method !== 'OPTIONS') answered.push(line);
			return request.method !== 'OPTIONS' && isLost(line, body);
		});
	});
	const port = await listen(server, 0, 'bad line');
	return {
		baseUrl: `http://localhost:${port}`,
		answered,
		lose(matches, times = 1) {
			losing = matches;
			left = times;
		},
		stop: () => closeServer(server)
	};
}

async function forward(
	baseUrl: string,
	request: IncomingMessage,
	response: ServerResponse,
	isLost: (line: string, body: string) => boolean
): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const sent = Buffer.concat(chunks);
	const { method = 'GET', url = '/', headers } = request;
	const onward = ask(baseUrl + url, { method, headers }, (answer) => {
		const line = `${method} ${url.split('?', 1)[0] ?? ''}`;
		if (isLost(line, sent.toString('utf8'))) {
			answer.resume();
			// Broken off in its midst: one that has not begun, the browser would ask for again by itself.
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			response.write('{', () => response.destroy());
			return;
		}
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	onward.on('error', () => response.destroy());
	onward.end(sent);
}
