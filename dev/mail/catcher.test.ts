import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePorts } from '../net.ts';
import { startCatcher, type Catcher } from './catcher.ts';
import type { Mail } from './message.ts';

let catcher: Catcher;
beforeAll(async () => {
	catcher = await startCatcher({ web: 0, smtp: 0 });
});
afterAll(() => catcher.stop());
beforeEach(() => api('', { method: 'DELETE' }));

const api = (path: string, init?: RequestInit) => fetch(`${catcher.url}/api/messages${path}`, init);
const list = async (query = '') => (await (await api(query)).json()) as Mail[];

/** Sends a mail over SMTP, and answers the reply to its last command. */
async function send(to: string, subject = 'Hello'): Promise<string> {
	const socket = connect(catcher.smtpPort, '127.0.0.1');
	const body = `Subject: ${subject}\r\nContent-Type: text/html\r\n\r\n<b>Hi</b> <a href="http://x.test/">x</a>`;
	const commands = ['HELO x', 'MAIL FROM:<hs@x.test>', `RCPT TO:<${to}>`, 'DATA', `${body}\r\n.`];
	let reply = String((await once(socket, 'data'))[0]);
	for (const command of commands) {
		socket.write(`${command}\r\n`);
		reply = String((await once(socket, 'data'))[0]);
		if (reply.startsWith('5')) break;
	}
	socket.end('QUIT\r\n');
	return reply;
}

describe('the mail catcher', () => {
	it('takes mail over SMTP and gives it out as JSON, newest first', async () => {
		expect(await send('a@x.test', 'First')).toMatch(/^250/);
		await send('A@x.test', 'Second');
		await send('b@x.test', 'Other');
		const mails = await list('?to=a@x.test');
		expect(mails.map(({ subject }) => subject)).toEqual(['Second', 'First']);
		expect(mails[0]).toMatchObject({ to: ['a@x.test'], links: ['http://x.test/'] });
		expect(await list()).toHaveLength(3);
	});

	it('refuses mail to the domain that always fails', async () => {
		expect(await send('a@Fail.test')).toMatch(/^550/);
		expect(await list()).toEqual([]);
	});

	it('lets a test wait for a mail without sleeping', async () => {
		const waiting = api('/wait?to=a@x.test&timeout=10000');
		await send('a@x.test', 'Awaited');
		const first = (await (await waiting).json()) as Mail;
		expect(first.subject).toBe('Awaited');
		const next = api(`/wait?to=a@x.test&after=${first.id}`);
		await send('a@x.test', 'Sent again');
		expect(await (await next).json()).toMatchObject({ subject: 'Sent again' });
	});

	it('says when no mail came in time', async () => {
		expect((await api('/wait?to=nobody@x.test&timeout=20')).status).toBe(408);
	});

	it('forgets the mail of one address', async () => {
		await send('a@x.test');
		await send('b@x.test');
		expect((await api('?to=a@x.test', { method: 'DELETE' })).status).toBe(204);
		expect((await list()).map(({ to }) => to)).toEqual([['b@x.test']]);
	});

	it('tells the inbox page of each change', async () => {
		const stop = new AbortController();
		const response = await fetch(`${catcher.url}/api/events`, { signal: stop.signal });
		const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
		expect((await reader?.read())?.value).toContain('event: change');
		await send('a@x.test');
		expect((await reader?.read())?.value).toContain('event: change');
		stop.abort();
	});
});

describe('what the browser gets', () => {
	it('is a page without inline script, and its script as JavaScript', async () => {
		const page = await fetch(`${catcher.url}/`);
		expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
		expect(await page.text()).toContain('<script type="module" src="/inbox.js">');
		const script = await fetch(`${catcher.url}/inbox.js`);
		expect(script.headers.get('content-type')).toContain('text/javascript');
		expect(await script.text()).not.toMatch(/^import type|: HTMLElement/m);
	});

	it('is a mail in a sandbox, whose links open in new tabs', async () => {
		await send('a@x.test');
		const [mail] = await list();
		const shown = await fetch(`${catcher.url}/mail/${mail?.id}`);
		expect(shown.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups /);
		expect(shown.headers.get('content-security-policy')).not.toContain('allow-scripts');
		expect(await shown.text()).toContain('<base target="_blank"><b>Hi</b>');
	});

	it.each(['/mail/999', '/mail/x', '/other', '/../package.json'])(
		'is nothing at %s',
		async (path) => {
			expect((await fetch(`${catcher.url}${path}`)).status).toBe(404);
		}
	);

	it('cannot be changed by other methods', async () => {
		expect((await api('', { method: 'POST' })).status).toBe(405);
	});
});

describe('its ports', () => {
	it('can be chosen, and are named when they are taken', async () => {
		const [web = 0, smtp = 0] = await freePorts(2);
		const chosen = await startCatcher({ web, smtp });
		expect(chosen).toMatchObject({ url: `http://localhost:${web}`, smtpPort: smtp });
		await expect(startCatcher({ web: 0, smtp })).rejects.toThrow('meant for the mail server');
		await expect(startCatcher({ web, smtp: 0 })).rejects.toThrow('meant for the inbox');
		await chosen.stop();
	});
});
