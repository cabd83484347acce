import { expect, test } from 'vitest';
import { ssoUrl } from './sso-url';

const server = { baseUrl: 'https://hs.test/path', serverName: 'hs.test' };

test('leads to the provider, and back', () => {
	const url = new URL(
		ssoUrl(
			server,
			{ id: 'oidc-example', name: 'Example' },
			'https://portal.test/register?client=a&b'
		)
	);
	expect(url.origin + url.pathname).toBe(
		'https://hs.test/path/_matrix/client/v3/login/sso/redirect/oidc-example'
	);
	expect([...url.searchParams]).toEqual([
		['redirectUrl', 'https://portal.test/register?client=a&b']
	]);
});

test('leads to the only provider, which has no name', () => {
	expect(ssoUrl(server, { id: '', name: 'hs.test' }, 'https://portal.test/')).toBe(
		'https://hs.test/path/_matrix/client/v3/login/sso/redirect?redirectUrl=https%3A%2F%2Fportal.test%2F'
	);
});

test('keeps a hostile identifier in its place', () => {
	const url = new URL(ssoUrl(server, { id: '../x?y#z', name: 'x' }, 'https://portal.test/'));
	expect(url.pathname).toBe('/path/_matrix/client/v3/login/sso/redirect/..%2Fx%3Fy%23z');
	expect(url.hash).toBe('');
});
