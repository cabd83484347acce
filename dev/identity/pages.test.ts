import { describe, expect, it } from 'vitest';
import { errorPage, escape, signInPage } from './pages.ts';

describe('the pages of the provider', () => {
	it('send the form back to the interaction', () => {
		expect(signInPage('abc')).toContain('<form method="post" action="/interaction/abc">');
	});

	it('say what is wrong with a name only when something is', () => {
		expect(signInPage('abc')).not.toContain('role="alert"');
		expect(signInPage('abc', 'Use letters.')).toContain('<p role="alert">Use letters.</p>');
	});

	it('show what comes from outside as text', () => {
		expect(errorPage('<img src="x">&')).toContain('&lt;img src=&quot;x&quot;&gt;&amp;');
		expect(signInPage('"><script>')).not.toContain('<script>');
		expect(escape('plain')).toBe('plain');
	});
});
