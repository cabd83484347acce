import { describe, expect, it } from 'vitest';
import { linksInHtml, linksInText, parseMail } from './message.ts';

const encode = (lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));

describe('links in text', () => {
	it('are found in the middle of sentences', () => {
		const text = 'Open http://localhost:1/a?b=1&c=2.\nOr (https://x.test/d), or <http://x.test/e>!';
		expect(linksInText(text)).toEqual([
			'http://localhost:1/a?b=1&c=2',
			'https://x.test/d',
			'http://x.test/e'
		]);
	});

	it('keep their fragment, in which a flow keeps its state', () => {
		const link = 'http://localhost:1/verified?v=1#flow=register&client_secret=a.b=_-c';
		expect(linksInText(`See ${link}`)).toEqual([link]);
	});

	it('are none where there are none', () => {
		expect(linksInText('mailto:a@x.test javascript:alert(1)')).toEqual([]);
	});
});

describe('links in HTML', () => {
	it('are read from every kind of quote, with escaped ampersands', () => {
		const html = `<a class="x" href="http://x.test/?a=1&amp;b=2">x</a> <a href='https://y.test/'>y</a>`;
		expect(linksInHtml(html)).toEqual(['http://x.test/?a=1&b=2', 'https://y.test/']);
	});

	it('leave out what is no web address', () => {
		const html =
			'<a href="javascript:alert(1)">x</a><a href="mailto:a@x.test">m</a><a href="/r">r</a>';
		expect(linksInHtml(html)).toEqual([]);
	});

	it('are not taken from other attributes', () => {
		expect(linksInHtml('<a data-href="http://x.test/">x</a>')).toEqual([]);
	});
});

describe('a mail', () => {
	it('is read with both its forms, and each link once', async () => {
		const raw = encode([
			'From: =?utf-8?q?Caf=C3=A9?= <homeserver@x.test>',
			'To: somebody-else@x.test',
			'Subject: =?utf-8?b?w4Rw?=',
			'Content-Type: multipart/alternative; boundary=b',
			'',
			'--b',
			'Content-Type: text/plain; charset=utf-8',
			'Content-Transfer-Encoding: quoted-printable',
			'',
			'Hello, open http://x.test/?a=3D1&b=3D2',
			'--b',
			'Content-Type: text/html; charset=utf-8',
			'',
			'<p>Hello, <a href="http://x.test/?a=1&amp;b=2">open</a></p>',
			'--b--'
		]);
		const mail = await parseMail(raw, ['Alice@X.test']);
		expect(mail).toMatchObject({
			from: 'Café <homeserver@x.test>',
			subject: 'Äp',
			links: ['http://x.test/?a=1&b=2']
		});
		expect(mail.text.trim()).toBe('Hello, open http://x.test/?a=1&b=2');
		expect(mail.html).toContain('<p>Hello');
	});

	it('goes to whom the envelope names, in lower case', async () => {
		const mail = await parseMail(encode(['To: header@x.test', '', 'x']), ['Envelope@X.test']);
		expect(mail.to).toEqual(['envelope@x.test']);
	});

	it('may lack everything', async () => {
		const mail = await parseMail(encode(['', '']), ['a@x.test']);
		expect(mail).toMatchObject({ from: '', subject: '', html: '', links: [] });
		expect(new Date(mail.date).getTime()).not.toBeNaN();
	});
});
