import { beforeEach, expect, test } from 'vitest';
import { rememberedLanguage, rememberLanguage } from './language';

beforeEach(() => {
	localStorage.clear();
});

test('the chosen language is known on later visits', () => {
	expect(rememberedLanguage()).toBeUndefined();
	rememberLanguage('de');
	sessionStorage.clear();
	expect(rememberedLanguage()).toBe('de');
});

test('the script in the head of the page finds it: as JSON, under this name', () => {
	rememberLanguage('de');
	expect(localStorage.getItem('vestibule.language')).toBe('"de"');
});

test('another shape is no language', () => {
	localStorage.setItem('vestibule.language', '{"code":"de"}');
	expect(rememberedLanguage()).toBeUndefined();
});
