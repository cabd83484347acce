import { afterEach, expect, test } from 'vitest';
import { withSameWayBack } from './same-way-back';

afterEach(() => history.replaceState(null, '', '/'));

test.each([
	['', '/account/encryption?task=reset'],
	['&from=password', '/account/encryption?task=reset&from=password'],
	['&from=elsewhere', '/account/encryption?task=reset']
])('the way back goes along: “%s”', (from, path) => {
	history.replaceState(null, '', `/account/encryption?task=set-up${from}`);
	expect(withSameWayBack('reset')).toBe(path);
});
