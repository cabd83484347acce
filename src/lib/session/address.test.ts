import { expect, test } from 'vitest';
import { preselectedIn } from './address';

test.each([
	['', undefined],
	['?homeserver=', undefined],
	['?homeserver=%20', undefined],
	['?a=b&homeserver=%20other.org', 'other.org']
])('the homeserver of %j', (query, name) => {
	expect(preselectedIn(new URL(`https://portal.example.org/login${query}`))).toBe(name);
});
