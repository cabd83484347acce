import { pageTexts } from '$lib/i18n/catalogue.server';
import { pageUse } from '$lib/i18n/keys';
import { localeOf } from '$lib/i18n/locales';
import type { LayoutServerLoad } from './$types';

export const prerender = true;

/** The page's own texts, in its own language only: data in its HTML, with no further request. */
export const load: LayoutServerLoad = ({ params, route }) => ({
	texts: pageTexts(localeOf(params.locale).code, route.id),
	description: pageUse(route.id).description
});
