import { defaultLocale, localeOf } from './locales';

/** Where a page stands in the site. */
export interface PagePlace {
	/** Path of the address, with its language: `/de/register`. */
	pathname: string;
	/** The language in the path, if there is one. */
	locale: string | undefined;
	/** The page is shown under its own address only, so that it may carry the head's script. */
	addressed: boolean;
}

const policy = /<meta http-equiv="content-security-policy"[^>]*>/;
const preloads = /<link\b[^>]*\brel="modulepreload"[^>]*>\s*/g;

/** The relative way from a page to the site's root, as SvelteKit writes its own links. */
function rootFrom(pathname: string): string {
	const above = pathname.split('/').slice(2);
	return above.map(() => '..').join('/') || '.';
}

/** The path of the page without its language: what the head's script puts another language before. */
function pageOf(pathname: string, code: string): string {
	return code === defaultLocale ? pathname : pathname.slice(code.length + 1) || '/';
}

/**
 * Fills what app.html leaves open: language and direction, what the head's script needs to know of
 * the page, and the script itself. The policy moves before everything else, because it governs only
 * what follows it; then comes what the browser has to fetch, since it would wait for the script.
 */
export function fillTemplate(html: string, place: PagePlace, script: string): string {
	const { code, dir } = localeOf(place.locale);
	const meta = policy.exec(html)?.[0] ?? '';
	const root = rootFrom(place.pathname);
	const early =
		(html.match(preloads) ?? []).join('') + (place.addressed ? `<script>${script}</script>` : '');
	const known = `data-root="${root}" data-page="${pageOf(place.pathname, code)}"`;
	return html
		.replace(meta, '')
		.replace(preloads, '')
		.replace('%vestibule.policy%', () => meta)
		.replace('%vestibule.html%', `lang="${code}" dir="${dir}"${place.addressed ? ` ${known}` : ''}`)
		.replace('%vestibule.script%', () => early);
}
