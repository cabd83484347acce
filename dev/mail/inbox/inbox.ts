/// <reference lib="dom" />
// Runs in the browser: the catcher serves it as inbox.js, with its types taken out.
import type { Mail } from '../message.ts';

const find = (id: string): HTMLElement => {
	const found = document.getElementById(id);
	if (!found) throw new Error(`no element ${id}`);
	return found;
};
const list = find('list');
const article = find('mail');
const row = find('row') as HTMLTemplateElement;
const frame = find('html') as HTMLIFrameElement;
let mails: Mail[] = [];
let shown: number | undefined;

/** Asks for all mail and draws what has changed. */
async function refresh(): Promise<void> {
	const answer = await fetch('/api/messages');
	mails = (await answer.json()) as Mail[];
	drawList();
	drawMail();
}

function drawList(): void {
	const known = new Map([...list.children].map((item) => [Number(item.id.slice(5)), item]));
	list.replaceChildren(...mails.map((mail) => known.get(mail.id) ?? makeRow(mail)));
	find('empty').hidden = mails.length > 0;
	find('clear').hidden = mails.length === 0;
	document.title = mails.length ? `Inbox (${mails.length})` : 'Inbox';
}

function makeRow(mail: Mail): Element {
	const item = document.importNode(row.content, true).firstElementChild as HTMLElement;
	const put = (selector: string, text: string) => {
		const part = item.querySelector(selector);
		if (part) part.textContent = text;
	};
	item.id = `mail-${mail.id}`;
	item.className = 'unread';
	put('.who', mail.to.join(', '));
	put('.what', mail.subject);
	put('time', new Date(mail.date).toLocaleTimeString());
	item.querySelector('a')?.setAttribute('href', `#${mail.id}`);
	return item;
}

function drawMail(): void {
	const mail = mails.find(({ id }) => `#${id}` === location.hash);
	article.hidden = !mail;
	for (const item of list.children) {
		const isShown = item.id === `mail-${mail?.id}`;
		if (isShown) item.firstElementChild?.setAttribute('aria-current', 'true');
		else item.firstElementChild?.removeAttribute('aria-current');
	}
	if (!mail || mail.id === shown) {
		shown = mail?.id;
		return;
	}
	shown = mail.id;
	find(`mail-${mail.id}`).className = '';
	find('subject').textContent = mail.subject;
	find('from').textContent = mail.from;
	find('to').textContent = mail.to.join(', ');
	find('date').textContent = new Date(mail.date).toLocaleString();
	find('text').textContent = mail.text;
	drawLinks(mail.links);
	// In place of the present entry, so that Back leads to the list and not through old mails.
	frame.contentWindow?.location.replace(`/mail/${mail.id}`);
	choose(mail.html ? chosenView() : 'text');
	find('subject').focus();
}

function drawLinks(links: string[]): void {
	find('links-part').hidden = links.length === 0;
	const items = links.map((link) => {
		const item = document.createElement('li');
		const anchor = document.createElement('a');
		anchor.href = link;
		anchor.textContent = link;
		anchor.target = '_blank';
		anchor.rel = 'noopener noreferrer';
		item.append(anchor);
		return item;
	});
	find('links').replaceChildren(...items);
}

function chosenView(): string {
	return document.querySelector<HTMLInputElement>('input[name=view]:checked')?.value ?? 'html';
}

function choose(view: string): void {
	frame.hidden = view !== 'html';
	find('text').hidden = view !== 'text';
}

find('clear').addEventListener('click', () => {
	void fetch('/api/messages', { method: 'DELETE' }).then(() => (location.hash = ''));
});
document.querySelector('.views')?.addEventListener('change', () => choose(chosenView()));
addEventListener('hashchange', drawMail);

const events = new EventSource('/api/events');
events.addEventListener('change', () => void refresh());
events.addEventListener('open', () => (find('status').textContent = 'New mail appears by itself'));
events.addEventListener(
	'error',
	() => (find('status').textContent = 'Not connected, trying again')
);
