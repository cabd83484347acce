import { beforeEach, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { currentAccount, keepAccount } from './account';
import { keepLeaving, keptLeaving, wipeBrowser } from './leaving';

const userId = '@ada:example.org';
const begun = { userId, removed: ['ada@example.org'], sent: false };

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('how far somebody has come is kept for this tab', () => {
	keepLeaving(begun);
	expect(keptLeaving(userId)).toEqual(begun);
	expect(localStorage).toHaveLength(0);
	keepLeaving({ userId, removed: [], sent: true });
	expect(keptLeaving(userId)).toEqual({ userId, removed: [], sent: true });
});

test('nothing is kept of somebody who has not begun, or of somebody else', () => {
	keepLeaving(begun);
	expect(keptLeaving('@eve:example.org')).toBeUndefined();
	keepLeaving({ userId, removed: [], sent: false });
	expect(keptLeaving(userId)).toBeUndefined();
	expect(sessionStorage).toHaveLength(0);
});

test('what is not of its shape is nothing', () => {
	sessionStorage.setItem('vestibule.leaving', '{"userId":"@ada:example.org","removed":7}');
	expect(keptLeaving(userId)).toBeUndefined();
});

test('nothing of the portal is left, and nothing else is touched', () => {
	const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
	keepAccount({ server, userId, deviceId: 'HERE', accessToken: new Secret('t'), generation: 3 });
	keepLeaving(begun);
	for (const name of ['vestibule.locale', 'vestibule.waiting.register', 'other'])
		localStorage.setItem(name, '"x"');
	wipeBrowser();
	expect(currentAccount()).toBeUndefined();
	expect(Object.keys({ ...localStorage })).toEqual(['other']);
	expect(sessionStorage).toHaveLength(0);
});
