import { formatBytes } from '$lib/i18n/bytes';
import type { Translate } from '$lib/i18n/translate';
import type { Refusal } from './pictures';

/**
 * Says why a file cannot become a picture, and which can.
 * @param locale in which the sizes are written
 */
export function refusalSentence(t: Translate, locale: string, refusal: Refusal): string {
	if (refusal.kind !== 'tooLarge') return t(`picture.${refusal.kind}`);
	return t('picture.tooLarge', { size: formatBytes(refusal.most, locale) });
}
