import { expect, test } from 'vitest';
import { FLOOR, formPages, subjects } from './subjects.ts';

const all = subjects({
	portal: 'http://localhost:1',
	floor: 'http://localhost:2',
	homeserver: 'http://localhost:3'
});

test('the floor is first, and asks the same homeserver', () => {
	expect(all[0]).toMatchObject({
		name: FLOOR,
		url: 'http://localhost:2/floor?homeserver=http%3A%2F%2Flocalhost%3A3'
	});
	expect(all[0]).not.toHaveProperty('file');
});

test('every other page has its address and its file', () => {
	expect(all.slice(1).map(({ url, file }) => [url, file])).toEqual([
		['http://localhost:1/register', 'register.html'],
		['http://localhost:1/de/register', 'de/register.html'],
		['http://localhost:1/', 'index.html'],
		['http://localhost:1/verified', 'verified.html']
	]);
});

test('the pages with a form are among them', () => {
	expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(formPages));
});
