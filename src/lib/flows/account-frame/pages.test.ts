import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pageOf, pages } from './pages';

it.each([
	['/[[locale=locale]]/account', '/account'],
	['/[[locale=locale]]/account/emails', '/account/emails'],
	['/[[locale=locale]]/account/nowhere', '/account'],
	[null, '/account']
])('the page of the route %s is %s', (route, path) => {
	expect(pageOf(route).path).toBe(path);
});

it('lists nothing that is not there', () => {
	for (const { path } of pages)
		expect(existsSync(`src/routes/[[locale=locale]]${path}/+page.svelte`), path).toBe(true);
});
