import { describe, expect, it } from 'vitest';
import { pageTexts } from './catalogue.server';
import { pageUse } from './keys';
import { translator } from './translate';

const register = '/[[locale=locale]]/register';
const areas = (locale: string, routeId: string | null) => [
	...new Set(Object.keys(pageTexts(locale, routeId).messages).map((key) => key.split('.')[0]))
];

describe('pageTexts', () => {
	it('carries what every page needs and the page’s own areas, no more', () => {
		expect(areas('en', '/[[locale=locale]]')).toEqual(['common', 'errors', 'home']);
		expect(areas('en', register)).toEqual(['common', 'errors', 'wizard', 'register']);
		expect(areas('en', null)).toEqual(['common', 'errors']);
	});

	it('carries them on the pages below as well', () => {
		expect(areas('en', '/[[locale=locale]]/account/emails')).toContain('account');
	});

	it('is in one language', () => {
		expect(translator(pageTexts('en', register))('common.help')).toBe('Help');
		expect(translator(pageTexts('de', register))('common.help')).toBe('Hilfe');
	});

	it('is plain data that survives the way through a page', () => {
		const texts = pageTexts('de', register);
		const t = translator(JSON.parse(JSON.stringify(texts)) as typeof texts);
		expect(t('errors.rateLimitedSeconds', { seconds: 2 })).toContain('2 Sekunden');
	});

	it('makes the pseudo-locale from English: accents and brackets, placeholders kept', () => {
		const t = translator(pageTexts('en-XA', register));
		expect(t('common.help')).toBe('[Ĥéļþ]');
		expect(t('errors.homeserverNotFound', { host: 'example.org' })).toMatch(
			/^\[Ţĥéŕé .*example\.org.*\]$/u
		);
		expect(t('errors.rateLimitedSeconds', { seconds: 3 })).toContain('3 šéçóñðš');
	});
});

describe('pageUse', () => {
	it('describes each page for search engines', () => {
		expect(pageUse('/[[locale=locale]]').description).toBe('home.description');
		expect(pageUse(register).description).toBe('register.description');
	});

	it('has a description for pages that have none of their own', () => {
		expect(pageUse('/[[locale=locale]]/404').description).toBe('common.description');
		expect(pageUse(null).description).toBe('common.description');
	});
});
