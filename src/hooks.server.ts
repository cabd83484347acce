import type { Handle } from '@sveltejs/kit';
import head from '$lib/i18n/head.js?raw';
import { headScript } from '$lib/i18n/head-script';
import { locales } from '$lib/i18n/locales';
import { fillTemplate } from '$lib/i18n/template';

const script = headScript(
	head,
	locales.map((locale) => locale.code)
);

/** Makes each page's HTML in its language, with the script of the head. */
export const handle: Handle = ({ event, resolve }) => {
	const place = {
		pathname: event.url.pathname,
		locale: event.params.locale,
		addressed: event.route.id !== null && !event.route.id.endsWith('/404')
	};
	return resolve(event, { transformPageChunk: ({ html }) => fillTemplate(html, place, script) });
};
