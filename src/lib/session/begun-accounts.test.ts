import { afterEach, expect, test } from 'vitest';
import { begunAccounts } from './begun-accounts';

const ENTRY = 'vestibule.begun-accounts';

afterEach(() => sessionStorage.clear());

test('an account is known until its password was handed over, also after a reload', () => {
	expect(begunAccounts.has('@a:hs.test')).toBe(false);
	begunAccounts.add('@a:hs.test');
	begunAccounts.add('@b:hs.test');
	begunAccounts.add('@a:hs.test');
	expect(begunAccounts.has('@a:hs.test')).toBe(true);
	expect(sessionStorage.getItem(ENTRY)).toBe('["@a:hs.test","@b:hs.test"]');
	begunAccounts.remove('@a:hs.test');
	expect(begunAccounts.has('@a:hs.test')).toBe(false);
	begunAccounts.remove('@b:hs.test');
	expect(sessionStorage.getItem(ENTRY)).toBeNull();
});

test('what does not fit is nothing', () => {
	sessionStorage.setItem(ENTRY, '{"a":1}');
	expect(begunAccounts.has('a')).toBe(false);
});
