import type { Translate } from '$lib/i18n/translate';
import type { VisitNote } from '$lib/session/visit-record';

/** A moment as a ticket wants it: to the minute, with the time zone. */
export const momentOf = (when: number, locale: string): string =>
	new Intl.DateTimeFormat(locale, {
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short'
	}).format(when);

/** What was done, in words. */
export function taskOf({ task, count }: VisitNote, t: Translate): string {
	const words = t(`helpDesk.task.${task}`);
	return count === undefined ? words : t('helpDesk.taskCount', { task: words, count });
}

/** One line of the record, as it is copied. */
export function lineOf(done: VisitNote, t: Translate, locale: string): string {
	const told = {
		when: momentOf(done.when, locale),
		who: done.who,
		task: taskOf(done, t),
		result: t(`helpDesk.result.${done.result}`)
	};
	return done.whom === undefined
		? t('helpDesk.recordLine', told)
		: t('helpDesk.recordLineAbout', { ...told, whom: done.whom });
}
