// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mail } from './message.ts';

const html = readFileSync(join(import.meta.dirname, 'inbox/index.html'), 'utf8');
const asked: string[] = [];
const framed: string[] = [];
let mails: Mail[] = [];
const events = new EventTarget();

const mail = (id: number, subject: string, more: Partial<Mail> = {}): Mail => ({
	id,
	to: ['alice@x.test'],
	from: 'Homeserver <hs@x.test>',
	subject,
	date: '2026-01-01T10:00:00.000Z',
	html: '<p>Hello</p>',
	text: 'Hello in text',
	links: ['http://x.test/confirm?token=1'],
	...more
});

const part = (id: string) => document.getElementById(id) as HTMLElement;
const rows = () => [...document.querySelectorAll('#list .what')].map((row) => row.textContent);

async function change(now: Mail[]): Promise<void> {
	mails = now;
	events.dispatchEvent(new Event('change'));
	await vi.waitFor(() => expect(rows()).toEqual(now.map(({ subject }) => subject)));
}

async function show(id: number | ''): Promise<void> {
	location.hash = String(id);
	await vi.waitFor(() => expect(part('mail').hidden).toBe(id === ''));
}

beforeAll(async () => {
	document.documentElement.innerHTML = html.replace(/^[\s\S]*?<html[^>]*>|<\/html>[\s\S]*$/g, '');
	vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
		asked.push(`${init?.method ?? 'GET'} ${url}`);
		return Promise.resolve(Response.json(mails));
	});
	const contentWindow = { location: { replace: (url: string) => framed.push(url) } };
	Object.defineProperty(part('html'), 'contentWindow', { value: contentWindow });
	vi.stubGlobal(
		'EventSource',
		class {
			addEventListener = events.addEventListener.bind(events);
		}
	);
	await import('./inbox/inbox.ts');
});
beforeEach(async () => {
	await change([]);
	await show('');
	asked.length = 0;
});

describe('the inbox page', () => {
	it('says that there is no mail yet', () => {
		expect(part('empty').hidden).toBe(false);
		expect(part('clear').hidden).toBe(true);
		expect(document.title).toBe('Inbox');
	});

	it('lists mail as it comes, and counts it', async () => {
		await change([mail(1, 'First')]);
		await change([mail(2, 'Second'), mail(1, 'First')]);
		expect(part('empty').hidden).toBe(true);
		expect(document.title).toBe('Inbox (2)');
		expect(document.querySelector('#list a')?.getAttribute('href')).toBe('#2');
	});

	it('shows the chosen mail, with its links to click, and marks it as read', async () => {
		await change([mail(4, 'Confirm your email')]);
		expect(part('mail-4').className).toBe('unread');
		await show(4);
		expect(part('subject').textContent).toBe('Confirm your email');
		expect(document.activeElement).toBe(part('subject'));
		const link = part('links').querySelector('a');
		expect(link?.href).toBe('http://x.test/confirm?token=1');
		expect(link?.target).toBe('_blank');
		expect(part('mail-4').className).toBe('');
		expect(framed.at(-1)).toBe('/mail/4');
	});

	it('shows a mail as text when asked to, or when it has no HTML', async () => {
		await change([mail(6, 'Only text', { html: '' }), mail(5, 'Both')]);
		await show(5);
		expect([part('html').hidden, part('text').hidden]).toEqual([false, true]);
		document.querySelector<HTMLInputElement>('input[value=text]')?.click();
		expect([part('html').hidden, part('text').hidden]).toEqual([true, false]);
		expect(part('text').textContent).toBe('Hello in text');
		document.querySelector<HTMLInputElement>('input[value=html]')?.click();
		location.hash = '6';
		await vi.waitFor(() => expect(part('subject').textContent).toBe('Only text'));
		expect([part('html').hidden, part('text').hidden]).toEqual([true, false]);
	});

	it('takes what a mail says as text, never as markup', async () => {
		await change([mail(7, '<img src=x onerror=alert(1)>')]);
		await show(7);
		expect(document.querySelector('#list img, #subject img')).toBeNull();
	});

	it('deletes all mail', async () => {
		await change([mail(8, 'Old')]);
		part('clear').click();
		expect(asked).toContain('DELETE /api/messages');
	});

	it('says whether it is connected', () => {
		events.dispatchEvent(new Event('error'));
		expect(part('status').textContent).toBe('Not connected, trying again');
		events.dispatchEvent(new Event('open'));
		expect(part('status').textContent).toBe('New mail appears by itself');
	});
});
