import { isMoment } from '$lib/base/moment';

/** A moment as people write it, in the time zone of the browser; undefined for one that is none. */
export const momentOf = (when: number | undefined, locale: string): string | undefined =>
	isMoment(when)
		? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(when)
		: undefined;
