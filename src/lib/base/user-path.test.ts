import { expect, test } from 'vitest';
import { userPath } from './user-path';

test.each([
	['@a/d&a=1:hs.test', undefined],
	['@ada:[::1]:8448', 'password'],
	['@# ?:hs.test', 'lock']
])('the page of %s, task %s, is found again by what its address says', (userId, task) => {
	const { pathname, searchParams } = new URL(userPath(userId, task), 'https://portal.test');
	expect(pathname).toBe('/help-desk/user');
	expect(Object.fromEntries(searchParams)).toEqual({ id: userId, ...(task && { task }) });
});
