import { expect, test } from 'vitest';
import { approvalUrl, fallbackOrigin, fallbackUrl } from './fallback';

const server = { baseUrl: 'https://hs.test:8448/path', serverName: 'hs.test' };

test("leads to the homeserver's page of the stage", () => {
	expect(fallbackUrl(server, 'm.login.recaptcha', 'a b&c')).toBe(
		'https://hs.test:8448/path/_matrix/client/v3/auth/m.login.recaptcha/fallback/web?session=a+b%26c'
	);
});

test('keeps a hostile stage in its place', () => {
	const url = new URL(fallbackUrl(server, 'x/../../y?z#w', 's'));
	expect(url.pathname).toBe('/path/_matrix/client/v3/auth/x%2F..%2F..%2Fy%3Fz%23w/fallback/web');
	expect(url.searchParams.get('session')).toBe('s');
});

test("believes the homeserver's origin only", () => {
	expect(fallbackOrigin(server)).toBe('https://hs.test:8448');
});

test('an approval takes place where the homeserver says', () => {
	const url = 'https://account.hs.test/?action=org.matrix.cross_signing_reset';
	expect(approvalUrl(server, 'm.oauth', 'dummy', { url })).toBe(url);
});

test.each([[undefined], [null], ['text'], [{}], [{ url: 'javascript:alert(1)' }], [{ url: 5 }]])(
	'without a usable address (%j) the fallback counts',
	(params) => {
		expect(approvalUrl(server, 'm.login.sso', 's', params)).toBe(
			fallbackUrl(server, 'm.login.sso', 's')
		);
	}
);
