import { describe, expect, test } from 'vitest';
import { baseUrlOf, httpUrl } from './url';

describe('a URL from outside', () => {
	test.each([
		['https://example.org/privacy?v=1#a', 'https://example.org/privacy?v=1#a'],
		['http://localhost:8008', 'http://localhost:8008/'],
		['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
		['  https://example.org/\n', 'https://example.org/']
	])('%j is taken', (text, href) => {
		expect(httpUrl(text)?.href).toBe(href);
	});

	test.each([
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)',
		'java\nscript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'blob:https://example.org/1',
		'file:///etc/passwd',
		'ftp://example.org',
		'https://person:password@example.org',
		'https://person@example.org',
		'//example.org',
		'/privacy',
		'example.org',
		'',
		undefined,
		null,
		7,
		{ href: 'https://example.org' }
	])('%j is refused', (text) => {
		expect(httpUrl(text)).toBeUndefined();
	});
});

describe('the base URL of an API', () => {
	test.each([
		['https://example.org', 'https://example.org'],
		['https://example.org/', 'https://example.org'],
		['https://example.org///', 'https://example.org'],
		['https://example.org/matrix/', 'https://example.org/matrix'],
		['http://localhost:8008', 'http://localhost:8008'],
		// An empty query or fragment would swallow the paths that are added.
		['https://example.org/?', 'https://example.org'],
		['https://example.org/#', 'https://example.org'],
		['https://example.org/matrix/?#', 'https://example.org/matrix']
	])('%j is %j', (text, base) => {
		expect(baseUrlOf(text)).toBe(base);
	});

	test.each([
		'https://example.org/?a=1',
		'https://example.org/#a',
		'javascript:alert(1)',
		'https://a:b@example.org',
		'example.org',
		undefined
	])('%j is refused', (text) => {
		expect(baseUrlOf(text)).toBeUndefined();
	});
});
