import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
	answerHeaders,
	cacheAndAsk,
	cacheForever,
	documentHeaders,
	isImmutable
} from '../headers.ts';
import { closeServer, listen } from '../net.ts';
import { bestEncoding, resolvePath } from './negotiation.ts';
import { siteFile, type Site, type SiteFile } from './site.ts';

/** The portal, served as a web server would. */
export type Portal = { url: string; stop: () => Promise<void> };

/** What one portal server serves. */
export type PortalOptions = {
	/** Asked at each request: always the same, or a site that follows its folder. */
	site: () => Site;
	/** 0 or absent for any free port. */
	port?: number;
	/**
	 * The content of `/config.json`: an object, or a text that is sent as it is (a broken file);
	 * null for a portal without one; absent for the one in the site, if there is one.
	 */
	config?: object | string | null;
};

/**
 * Serves a built site with compression, caching and the security headers.
 * @throws Problem when the port is taken
 */
export async function startPortal({ site, port = 0, config }: PortalOptions): Promise<Portal> {
	const own = config === undefined || config === null ? undefined : configFile(config);
	const find = (name: string) => {
		if (name !== '/config.json' || config === undefined) return site().get(name);
		return own;
	};
	const server = createServer((request, response) => {
		answer(find, request, response).catch(() => response.destroy());
	});
	const used = await listen(server, port, 'portal');
	return { url: `http://localhost:${used}`, stop: () => closeServer(server) };
}

type Find = (name: string) => SiteFile | undefined;

function configFile(config: object | string): SiteFile {
	const text = typeof config === 'string' ? config : JSON.stringify(config);
	return siteFile('config.json', Buffer.from(text));
}

async function answer(
	find: Find,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	response.setHeaders(new Map(Object.entries(answerHeaders)));
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		response.writeHead(405, { allow: 'GET, HEAD' }).end();
		return;
	}
	const [path = '/', query] = (request.url ?? '/').split(/\?(.*)/s);
	const target = resolvePath(find, path);
	if (target && 'redirect' in target) {
		const location = query === undefined ? target.redirect : `${target.redirect}?${query}`;
		response.writeHead(308, { location }).end();
		return;
	}
	const name = target?.file ?? '/404.html';
	const file = find(name);
	if (!file) {
		response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
		return;
	}
	await sendFile(file, { status: target ? 200 : 404, name, request, response });
}

async function sendFile(
	file: SiteFile,
	to: { status: number; name: string; request: IncomingMessage; response: ServerResponse }
): Promise<void> {
	const { request, response } = to;
	response.setHeader('cache-control', isImmutable(to.name) ? cacheForever : cacheAndAsk);
	response.setHeader('etag', file.etag);
	if (file.compressible) response.setHeader('vary', 'Accept-Encoding');
	if (to.status === 200 && request.headers['if-none-match'] === file.etag) {
		response.writeHead(304).end();
		return;
	}
	if (file.policy) {
		response.setHeaders(new Map(Object.entries(documentHeaders)));
		response.setHeader('content-security-policy', file.policy);
	}
	const accepted = request.headers['accept-encoding'];
	const encoding = file.compressible ? bestEncoding(accepted) : 'identity';
	const body = await file.body(encoding);
	if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
	response.writeHead(to.status, { 'content-type': file.type, 'content-length': body.length });
	response.end(request.method === 'HEAD' ? undefined : body);
}
