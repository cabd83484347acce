import { expect, test } from 'vitest';
import { readMxc } from './mxc';

test.each([
	['mxc://example.org/AbC_12-x', 'example.org', 'AbC_12-x'],
	['mxc://localhost:8448/a', 'localhost:8448', 'a'],
	['mxc://[::1]:8448/a', '[::1]:8448', 'a']
])('%s names a medium', (text, serverName, mediaId) => {
	expect(readMxc(text)).toEqual({ serverName, mediaId });
});

test.each([
	'https://example.org/a',
	'mxc://example.org',
	'mxc://example.org/',
	'mxc:///a',
	'mxc://example.org/../a',
	'mxc://example.org/a/b',
	'mxc://example.org/a?b',
	'mxc://example.org/a#b',
	'mxc://exa%2Fmple/a',
	'mxc://user@example.org/a',
	'mxc://example.org/a\n',
	' mxc://example.org/a',
	`mxc://example.org/${'a'.repeat(600)}`,
	'',
	undefined,
	5
])('%j names none', (text) => {
	expect(readMxc(text)).toBeUndefined();
});
