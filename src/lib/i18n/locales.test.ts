import { describe, expect, it } from 'vitest';
import {
	defaultLocale,
	isLocalePrefix,
	localeOf,
	localesOf,
	localizedPath,
	pseudoLocale
} from './locales';

const codes = (withPseudo: boolean) => localesOf(withPseudo).map((locale) => locale.code);

describe('locales', () => {
	it('begin with the default language, and hold the pseudo-locale only when asked to', () => {
		expect(codes(false)[0]).toBe(defaultLocale);
		expect(codes(false)).not.toContain(pseudoLocale);
		expect(codes(true)).toEqual([...codes(false), pseudoLocale]);
	});

	it('are found by their code, the default one for anything else', () => {
		expect(localeOf('de').name).toBe('Deutsch');
		expect(localeOf('xx').code).toBe('en');
		expect(localeOf(undefined).code).toBe('en');
	});

	it('are the first segment of a path, but for the default one', () => {
		expect(localizedPath('/register', 'en')).toBe('/register');
		expect(localizedPath('/register', 'de')).toBe('/de/register');
		expect(localizedPath('/', 'de')).toBe('/de');
		expect(localizedPath('/', 'en')).toBe('/');
	});

	it('are recognised in a path, but for the default one, which has none there', () => {
		expect(['de', 'en', 'register', ''].map(isLocalePrefix)).toEqual([true, false, false, false]);
	});
});
