import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { describe, expect, it } from 'vitest';
import { pageTexts } from './catalogue.server';
import { textsFor } from './testing';
import { provideTexts, textsKey, useHref, useLocale, useTexts, type TextsContext } from './texts';

/** What a function gives while a component begins, with what is provided above it. */
function inComponent<T>(use: () => T, context: Map<symbol, unknown>): T {
	const given: T[] = [];
	const component = () => {
		given.push(use());
		return {};
	};
	render(component as unknown as Component, { context });
	return given[0] as T;
}

const home = '/[[locale=locale]]';

describe('useTexts', () => {
	it('gives the texts of the page', () => {
		const t = inComponent(useTexts, textsFor('register', 'de'));
		expect(t('errors.rateLimitedMinutes', { minutes: 1 })).toContain('1 Minute zu warten');
	});

	it('follows the page into another language', () => {
		const context: { texts: TextsContext['texts']; base: string } = {
			texts: pageTexts('en', home),
			base: ''
		};
		const t = inComponent(useTexts, new Map([[textsKey, context]]));
		expect(t('home.signIn')).toBe('Sign in');
		context.texts = pageTexts('de', home);
		expect(t('home.signIn')).toBe('Anmelden');
	});

	it('cannot be used outside of the root layout', () => {
		expect(() => inComponent(useTexts, new Map())).toThrow('No texts');
	});
});

describe('provideTexts', () => {
	it('makes the texts known to the component itself and all below', () => {
		const use = () => {
			provideTexts({ texts: pageTexts('de', home), base: '' });
			return useTexts();
		};
		expect(inComponent(use, new Map())('home.signIn')).toBe('Anmelden');
	});
});

describe('useLocale', () => {
	it('names the language of the page', () => {
		expect(inComponent(useLocale, textsFor('', 'de'))()).toBe('de');
	});
});

describe('useHref', () => {
	it('keeps the language, with query and fragment', () => {
		const href = inComponent(useHref, textsFor('', 'de'));
		expect(href('/register?token=a#b')).toBe('/de/register?token=a#b');
		expect(href('/')).toBe('/de');
	});

	it('has no prefix for the default language', () => {
		const href = inComponent(useHref, textsFor(''));
		expect(href('/register')).toBe('/register');
		expect(href('/')).toBe('/');
	});

	it('keeps the folder that the site lies in', () => {
		const context = new Map([[textsKey, { texts: pageTexts('de', home), base: '/portal' }]]);
		expect(inComponent(useHref, context)('/login')).toBe('/portal/de/login');
	});
});
