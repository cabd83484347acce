import { expect, it } from 'vitest';
import { pathOf, widthOf } from './place';

it.each([
	['/[[locale=locale]]', '/'],
	['/[[locale=locale]]/register', '/register'],
	['/[[locale=locale]]/account/emails', '/account/emails'],
	['/[[locale=locale]]/404', '/'],
	[null, '/']
])('the path of %s without its language is %s', (route, path) => {
	expect(pathOf(route)).toBe(path);
});

it.each([
	['/[[locale=locale]]/register', 'form'],
	['/[[locale=locale]]', 'form'],
	[null, 'form'],
	['/[[locale=locale]]/account', 'aside'],
	['/[[locale=locale]]/account/emails', 'aside'],
	['/[[locale=locale]]/help-desk', 'aside'],
	['/[[locale=locale]]/help-desk/record', 'aside'],
	['/[[locale=locale]]/check', 'page']
])('the column of %s is that of a %s', (route, width) => {
	expect(widthOf(route)).toBe(width);
});
