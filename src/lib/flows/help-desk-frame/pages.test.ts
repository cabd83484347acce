import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pageOf, pages } from './pages';

it.each([
	['/[[locale=locale]]/help-desk', '/help-desk'],
	['/[[locale=locale]]/help-desk/record', '/help-desk/record'],
	['/[[locale=locale]]/help-desk/user', undefined],
	[null, undefined]
])('the page of the route %s is %s', (route, path) => {
	expect(pageOf(route)?.path).toBe(path);
});

it('lists nothing that is not there', () => {
	for (const { path } of pages)
		expect(existsSync(`src/routes/[[locale=locale]]${path}/+page.svelte`), path).toBe(true);
});
