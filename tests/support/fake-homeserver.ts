import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen } from '../../dev/net.ts';

/** A request as the scripted server got it. */
export interface Asked {
	/** Like `POST /register`: of the client-server API without its version, else the whole path. */
	line: string;
	query: URLSearchParams;
	/** The parsed JSON; an empty object when there was none. */
	body: Record<string, unknown>;
}

/** What is sent back: an object as JSON, a text as it is. */
export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** `silence` never answers, `break` closes the connection. */
export type Script = Reply | 'silence' | 'break' | ((asked: Asked) => Reply | 'silence' | 'break');

/** What is answered to each line; what is not in it gets 404 M_UNRECOGNIZED. */
export type Scripts = Record<string, Script>;

/**
 * A scripted stand-in, for what no real homeserver answers: hostile, broken or very slow ones, and
 * other software than the one that the tests run. Everything else is tested against the real one.
 */
export interface FakeHomeserver {
	baseUrl: string;
	serverName: string;
	/** What was asked so far, preflights left out. */
	asked: Asked[];
	/** From now on these lines are answered differently. */
	script(changes: Scripts): void;
	stop(): Promise<void>;
}

/** The first question of a registration, with nothing to do but to agree. */
export const dummyChallenge = {
	session: 'session-of-the-fake',
	flows: [{ stages: ['m.login.dummy'] }],
	params: {},
	completed: []
};

const ordinary: Scripts = {
	'GET /versions': { body: { versions: ['v1.1', 'v1.11'] } },
	'GET /login': { body: { flows: [{ type: 'm.login.password' }] } },
	'GET /password_policy': { body: {} },
	'GET /register/available': { body: { available: true } },
	'POST /register': ({ body }) =>
		'auth' in body
			? { body: { user_id: '@fake:localhost', device_id: 'DEVICE', access_token: 'fake-token' } }
			: { status: 401, body: dummyChallenge }
};

const anyOrigin = {
	'access-control-allow-origin': '*',
	'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
	'access-control-allow-headers': 'content-type, authorization',
	'access-control-max-age': '600'
};

/** Starts a homeserver that lets everybody register, but for what the scripts say. */
export async function startFakeHomeserver(scripts: Scripts = {}): Promise<FakeHomeserver> {
	const current: Scripts = { ...ordinary, ...scripts };
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		if (request.method === 'OPTIONS') {
			response.writeHead(204, anyOrigin).end();
			return;
		}
		void readRequest(request).then((one) => {
			asked.push(one);
			const script = current[one.line];
			send(response, typeof script === 'function' ? script(one) : script);
		});
	});
	const port = await listen(server, 0, 'fake homeserver');
	return {
		baseUrl: `http://localhost:${port}`,
		serverName: `localhost:${port}`,
		asked,
		script: (changes) => void Object.assign(current, changes),
		stop: () => closeServer(server)
	};
}

const unrecognized: Reply = {
	status: 404,
	body: { errcode: 'M_UNRECOGNIZED', error: 'Unrecognized' }
};

async function readRequest(request: IncomingMessage): Promise<Asked> {
	const url = new URL(request.url ?? '/', 'http://localhost');
	const path = url.pathname.replace(/^\/_matrix\/client(\/v\d+)?\//, '/');
	const body = await text(request);
	return {
		line: `${request.method ?? ''} ${path}`,
		query: url.searchParams,
		body: body ? (JSON.parse(body) as Record<string, unknown>) : {}
	};
}

function send(response: ServerResponse, reply: Reply | 'silence' | 'break' | undefined): void {
	if (reply === 'silence') return;
	if (reply === 'break') {
		response.destroy();
		return;
	}
	const { status = 200, headers, body = {} } = reply ?? unrecognized;
	response.writeHead(status, { 'content-type': 'application/json', ...anyOrigin, ...headers });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
