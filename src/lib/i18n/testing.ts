import { pageTexts } from './catalogue.server';
import { textsKey, type TextsContext, type Translate } from './texts';
import { translator } from './translate';

const page = (name: string) => `/[[locale=locale]]/${name}`;

/**
 * The context that a component test renders with: `render(X, { context: textsFor('register') })`.
 * @param name the page's first path segment, '' for the start page
 */
export function textsFor(name: string, locale = 'en'): Map<symbol, TextsContext> {
	return new Map([[textsKey, { texts: pageTexts(locale, page(name)), base: '' }]]);
}

/** The translating function of a page, for tests without a component. */
export function translateFor(name: string, locale = 'en'): Translate {
	return translator(pageTexts(locale, page(name)));
}
