/** One language that the portal is built in. */
export interface Locale {
	/** BCP 47 tag: the path prefix (`/de/register`), the `lang` attribute and the folder of messages. */
	code: string;
	/** The language's name for itself, as the switcher shows it. */
	name: string;
	dir: 'ltr' | 'rtl';
}

/** The language of pages without a prefix. */
export const defaultLocale = 'en';

/** English with accents and brackets: whatever shows without them does not come from the catalogue. */
export const pseudoLocale = 'en-XA';

const english: Locale = { code: defaultLocale, name: 'English', dir: 'ltr' };

const languages: readonly Locale[] = [english, { code: 'de', name: 'Deutsch', dir: 'ltr' }];

const pseudo: Locale = { code: pseudoLocale, name: 'Pseudo', dir: 'ltr' };

/** Every language of a build, the default first; the pseudo-locale only where it is asked for. */
export function localesOf(withPseudo: boolean): readonly Locale[] {
	return withPseudo ? [...languages, pseudo] : languages;
}

/**
 * The languages of this build. `svelte.config.js` imports this file in plain Node, where the
 * constant that Vite defines does not exist.
 */
export const locales: readonly Locale[] = localesOf(
	typeof __VESTIBULE_PSEUDO__ !== 'undefined' && __VESTIBULE_PSEUDO__
);

/** The language with this code; the default one for anything unknown. */
export function localeOf(code: string | undefined): Locale {
	return locales.find((locale) => locale.code === code) ?? english;
}

/** The path of a page in a language: `/register` is English, `/de/register` German, `/de` its start. */
export function localizedPath(path: string, code: string): string {
	if (code === defaultLocale) return path;
	return path === '/' ? `/${code}` : `/${code}${path}`;
}

/** Whether a path's first segment names a language; the default one has none. */
export function isLocalePrefix(segment: string): boolean {
	return segment !== defaultLocale && locales.some((locale) => locale.code === segment);
}
