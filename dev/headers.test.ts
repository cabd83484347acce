import { describe, expect, it } from 'vitest';
import { answerHeaders, documentHeaders, isImmutable, pagePolicy } from './headers.ts';

const page = (content: string) =>
	`<html><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${content}"></head></html>`;

describe('the policy of a page', () => {
	it('is that of its meta element, and forbids frames', () => {
		expect(pagePolicy(page("default-src 'self'; script-src 'sha256-abc='"))).toBe(
			"default-src 'self'; script-src 'sha256-abc='; frame-ancestors 'none'"
		);
	});

	it('is read with its escaped quotes', () => {
		expect(pagePolicy(page('default-src &#39;none&#39;;'))).toBe(
			"default-src 'none'; frame-ancestors 'none'"
		);
	});

	it('is found whatever the order of the attributes and the case', () => {
		const html = `<META content="img-src 'self'" HTTP-EQUIV="Content-Security-Policy" />`;
		expect(pagePolicy(html)).toBe("img-src 'self'; frame-ancestors 'none'");
	});

	it('forbids frames where the page says nothing', () => {
		expect(pagePolicy('<html></html>')).toBe("frame-ancestors 'none'");
	});
});

describe('the headers of every answer', () => {
	it('give nothing away, in a few bytes: each script carries them', () => {
		expect(answerHeaders).toEqual({
			'Referrer-Policy': 'no-referrer',
			'X-Content-Type-Options': 'nosniff'
		});
	});
});

describe('the headers of documents', () => {
	it('allow no frame', () => {
		expect(documentHeaders['X-Frame-Options']).toBe('DENY');
	});

	it('let a fallback page report to the window that opened it', () => {
		expect(documentHeaders['Cross-Origin-Opener-Policy']).toBe('same-origin-allow-popups');
	});

	it('allow the clipboard to be written, and no other feature', () => {
		const features = documentHeaders['Permissions-Policy']?.split(', ') ?? [];
		expect(features.length).toBeGreaterThan(10);
		expect(features.filter((feature) => !feature.endsWith('=()'))).toEqual([
			'clipboard-write=(self)'
		]);
	});
});

describe('caching', () => {
	it('is for ever only where the name changes with the content', () => {
		expect(isImmutable('/_app/immutable/entry/app.js')).toBe(true);
		expect(isImmutable('/_app/version.json')).toBe(false);
		expect(isImmutable('/x/_app/immutable/a.js')).toBe(false);
	});
});
