import { beforeEach, describe, expect, it, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { forgetReturn, keepReturn, keptReturn, reasonOf, type ReturnPlace } from './return-place';

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

const place: ReturnPlace = {
	path: '/de/account/sessions?action=org.matrix.device_view&device_id=A',
	reason: 'expired',
	who: {
		server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
		userId: '@ada:example.org',
		deviceId: 'A'
	}
};

test('a place is kept, in the tab only, until it has served', () => {
	expect(keptReturn()).toBeUndefined();
	keepReturn(place);
	expect(keptReturn()).toEqual(place);
	expect(localStorage).toHaveLength(0);
	forgetReturn();
	expect(keptReturn()).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});

test('a later place replaces an earlier one, with all of it', () => {
	keepReturn(place);
	keepReturn({ path: '/account' });
	expect(keptReturn()).toEqual({ path: '/account' });
});

describe('a place outside of the site is none', () => {
	it.each([
		'https://evil.example/',
		'//evil.example/',
		'/\\evil.example/',
		'\\\\evil.example',
		'javascript:alert(1)',
		'account',
		''
	])('%s', (path) => {
		keepReturn({ path });
		expect(keptReturn()).toBeUndefined();
	});
});

it.each<[PortalError, ReturnPlace['reason']]>([
	[{ kind: 'sessionEnded', soft: true }, 'expired'],
	[{ kind: 'sessionEnded', soft: false }, 'ended'],
	[{ kind: 'userLocked' }, 'locked'],
	[{ kind: 'userDeactivated' }, 'deactivated'],
	[{ kind: 'unreachable' }, 'ended']
])('%o is told as %s', (error, reason) => {
	expect(reasonOf(error)).toBe(reason);
});
