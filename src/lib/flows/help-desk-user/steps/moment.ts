/** A moment as people write it, in the time zone of the browser. */
export const momentOf = (when: number, locale: string): string =>
	new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(when);
