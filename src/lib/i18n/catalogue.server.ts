import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { pageUse } from './keys';
import { defaultLocale, pseudoLocale } from './locales';
import { accented } from './pseudo';
import type { PageTexts } from './translate';

type AreaFile = Readonly<Record<string, string>>;
type CompiledMessage = PageTexts['messages'][string];

const files = import.meta.glob<AreaFile>('./messages/*/*.json', {
	eager: true,
	import: 'default'
});

function compile(message: string, pseudo: boolean): CompiledMessage {
	if (!pseudo) return compileMessageOrThrow(message);
	return ['[', ...compileMessageOrThrow(message, accented), ']'];
}

/**
 * The texts that one page carries as data: its areas in one language, compiled. Runs when pages are
 * prerendered, never in a browser.
 * @param routeId as SvelteKit names it; null on an error page
 * @throws when a message is not valid ICU MessageFormat, so that the build fails
 */
export function pageTexts(locale: string, routeId: string | null): PageTexts {
	const pseudo = locale === pseudoLocale;
	const messages: Record<string, CompiledMessage> = {};
	for (const area of pageUse(routeId).areas) {
		const file = files[`./messages/${pseudo ? defaultLocale : locale}/${area}.json`] ?? {};
		for (const [key, message] of Object.entries(file)) {
			messages[`${area}.${key}`] = compile(message, pseudo);
		}
	}
	return { locale, messages };
}
