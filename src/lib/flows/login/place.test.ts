import { expect, test } from 'vitest';
import { placeBelow } from './place';

const root = new URL('https://portal.example.org/portal/');

test.each([
	['/portal/account', '/portal/account'],
	['/portal/de/account/emails?a=b', '/portal/de/account/emails?a=b'],
	['/portal/account/../account/sessions', '/portal/account/sessions'],
	[undefined, undefined],
	['/', undefined],
	['/portal', undefined],
	['/portal/../admin', undefined],
	['/portal/login', undefined],
	['/portal/de/login?x', undefined],
	['//evil.example/portal/account', undefined],
	['/\\evil.example/portal/', undefined],
	['https://evil.example/portal/account', undefined],
	['javascript:alert(1)', undefined],
	['https://portal.example.org:444/portal/account', undefined]
])('%j is gone on to only where it is a place of this site', (path, place) => {
	expect(placeBelow(path, root)).toBe(place);
});
