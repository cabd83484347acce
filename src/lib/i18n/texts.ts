import { getContext, setContext } from 'svelte';
import { localizedPath } from './locales';
import { translator, type PageTexts, type Translate } from './translate';

export type { Translate } from './translate';

/** What the root layout provides; getters, so that everything follows a change of language. */
export interface TextsContext {
	readonly texts: PageTexts;
	/** Where the site's root is: '' at the root of a host, `/portal` below it. */
	readonly base: string;
}

/** The context's key: tests provide texts with it through `$lib/i18n/testing`. */
export const textsKey = Symbol.for('vestibule.texts');

/** Provides the page's texts to all components below; called by the root layout only. */
export function provideTexts(context: TextsContext): void {
	setContext(textsKey, context);
}

function context(): TextsContext {
	const found = getContext<TextsContext | undefined>(textsKey);
	if (!found) throw new Error('No texts: a component is outside of the root layout');
	return found;
}

/**
 * The translating function of the page, for use in a component: `t('register.title')`,
 * `t('errors.rateLimitedSeconds', { seconds: 5 })`. What it gives follows the language of the page.
 */
export function useTexts(): Translate {
	const found = context();
	let made: { of: PageTexts; t: Translate } | undefined;
	return (key, values) => {
		const { texts } = found;
		if (made?.of !== texts) made = { of: texts, t: translator(texts) };
		return made.t(key, values);
	};
}

/** The BCP 47 tag of the page's language, as a function, since it can change. */
export function useLocale(): () => string {
	const found = context();
	return () => found.texts.locale;
}

/**
 * Makes links inside the portal that keep the language: on `/de/register`, `href('/login')` is
 * `/de/login`. A query or fragment may follow the path.
 */
export function useHref(): (path: string) => string {
	const found = context();
	return (path) => found.base + localizedPath(path, found.texts.locale);
}
