import { expect, test } from 'vitest';
import { isLoopback, readTarget, splitHost } from './server-name';

test.each([
	['example.org', 'example.org', ''],
	['  Example.ORG\n', 'example.org', ''],
	['example.org/', 'example.org', ''],
	['example.org.', 'example.org', ''],
	['example.org:8448', 'example.org', ':8448'],
	['@alice:example.org', 'example.org', ''],
	['@alice:example.org:8448', 'example.org', ':8448'],
	['@:example.org', 'example.org', ''],
	['bücher.example', 'xn--bcher-kva.example', ''],
	['localhost', 'localhost', ''],
	['my_host', 'my_host', ''],
	['192.0.2.1:80', '192.0.2.1', ':80'],
	['[2001:DB8::1]', '[2001:db8::1]', ''],
	['@a:[::1]:8008', '[::1]', ':8008']
])('%j is the name %s%s', (text, host, port) => {
	expect(readTarget(text)).toEqual({ kind: 'name', host, port });
});

test.each([
	['https://matrix.example.org', 'https://matrix.example.org'],
	['HTTPS://Matrix.Example.org/', 'https://matrix.example.org'],
	['http://localhost:8008', 'http://localhost:8008'],
	['https://example.org/matrix//', 'https://example.org/matrix']
])('%j is the URL %s', (text, baseUrl) => {
	expect(readTarget(text)).toEqual({ kind: 'url', baseUrl });
});

test.each([
	'',
	'   ',
	'@alice',
	'@alice:',
	'alice@example.org',
	'exam ple.org',
	'example.org\u0000',
	'example.org/path',
	'example.org?x',
	'example.org#x',
	'a..b',
	'.example.org',
	'example.org:0',
	'example.org:65536',
	'example.org:http',
	'::1',
	'[::1',
	'[zz::1]',
	'ex%61mple.org',
	'javascript:alert(1)',
	'data:text/html,x',
	'file:///etc/passwd',
	'ftp://example.org',
	'//example.org',
	'https://',
	'https://user:secret@example.org',
	'https://example.org/?a=b',
	'https://example.org/#a',
	'https://exam ple.org',
	'x'.repeat(256),
	'https://example.org/' + 'x'.repeat(500)
])('%j is neither', (text) => {
	expect(readTarget(text)).toBeUndefined();
});

test.each([
	['example.org', 'example.org', ''],
	['example.org:8448', 'example.org', ':8448'],
	['[::1]', '[::1]', ''],
	['[::1]:8008', '[::1]', ':8008']
])('%s has the host %s and the port %j', (name, host, port) => {
	expect(splitHost(name)).toEqual({ host, port });
});

test.each(['localhost', 'hs.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])(
	'%s is this machine',
	(host) => {
		expect(isLoopback(host)).toBe(true);
	}
);

test.each(['localhost.example.org', 'notlocalhost', '128.0.0.1', '127.example.org', '[::2]', ''])(
	'%s is another one',
	(host) => {
		expect(isLoopback(host)).toBe(false);
	}
);
