import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { repository } from '../state.ts';
import type { Mailbox } from './mailbox.ts';

const folder = join(repository, 'dev/mail/inbox');
const files: Record<string, { name: string; type: string }> = {
	'/': { name: 'index.html', type: 'text/html; charset=utf-8' },
	'/inbox.css': { name: 'inbox.css', type: 'text/css; charset=utf-8' },
	'/icon.svg': { name: 'icon.svg', type: 'image/svg+xml' },
	'/inbox.js': { name: 'inbox.ts', type: 'text/javascript; charset=utf-8' }
};

const pagePolicy =
	"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// The sandbox keeps a mail's own script and forms off; its links may open in new tabs.
const mailPolicy =
	"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Answers the requests of the inbox page and of tests: dev/README.md has the interface. */
export function mailRequests(mailbox: Mailbox) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const url = new URL(request.url ?? '/', 'http://inbox');
		const { pathname, searchParams } = url;
		const to = searchParams.get('to') ?? undefined;
		const shown = /^\/mail\/(\d+)$/.exec(pathname);
		if (pathname === '/api/messages' && request.method === 'DELETE') {
			mailbox.clear(to);
			send(response, 204);
		} else if (request.method !== 'GET') send(response, 405, { error: 'GET or DELETE' });
		else if (pathname === '/api/messages') send(response, 200, mailbox.list(to));
		else if (pathname === '/api/messages/wait') await wait(mailbox, url, response);
		else if (pathname === '/api/events') sendEvents(mailbox, response);
		else if (shown) sendMail(mailbox, Number(shown[1]), response);
		else sendFile(pathname, response);
	};
}

async function wait(mailbox: Mailbox, url: URL, response: ServerResponse): Promise<void> {
	const gone = new AbortController();
	response.once('close', () => gone.abort());
	const mail = await mailbox.wait({
		to: url.searchParams.get('to') ?? undefined,
		after: Number(url.searchParams.get('after') ?? 0),
		timeout: Number(url.searchParams.get('timeout') ?? 10_000),
		signal: gone.signal
	});
	if (mail) send(response, 200, mail);
	else send(response, 408, { error: 'no such mail within the time' });
}

function sendEvents(mailbox: Mailbox, response: ServerResponse): void {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	const tell = () => response.write('event: change\ndata:\n\n');
	tell();
	response.once('close', mailbox.onChange(tell));
}

function sendMail(mailbox: Mailbox, id: number, response: ServerResponse): void {
	const mail = mailbox.get(id);
	if (!mail) return send(response, 404, { error: 'no such mail' });
	response.writeHead(200, {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': mailPolicy,
		'referrer-policy': 'no-referrer',
		'cache-control': 'no-store'
	});
	response.end(`<!doctype html><base target="_blank">${mail.html}`);
}

function sendFile(path: string, response: ServerResponse): void {
	const file = files[path];
	if (!file) return send(response, 404, { error: 'no such page' });
	response.writeHead(200, {
		'content-type': file.type,
		'content-security-policy': pagePolicy,
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'cache-control': 'no-cache'
	});
	const content = readFileSync(join(folder, file.name), 'utf8');
	response.end(file.name.endsWith('.ts') ? stripTypeScriptTypes(content) : content);
}

function send(response: ServerResponse, status: number, body?: object): void {
	response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
	response.end(body && JSON.stringify(body));
}
