/** A moment in words, in a language. */
export interface Moment {
	/** "3 days ago" */
	relative: string;
	/** Date and time of day. */
	exact: string;
	/** For machines: the `datetime` of a `time` element. */
	iso: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
	[365 * DAY, 'year'],
	[30 * DAY, 'month'],
	[7 * DAY, 'week'],
	[DAY, 'day'],
	[HOUR, 'hour'],
	[MINUTE, 'minute']
];
/** What a Date can hold. */
const LATEST = 8.64e15;

/**
 * Makes a function that puts moments into words: once for a whole list, since the browser's tables
 * of a language take long to look up.
 * @param now milliseconds since the epoch
 * @returns undefined for a moment that is none
 */
export function momentsIn(locale: string, now: number): (at: number) => Moment | undefined {
	// "yesterday" and "now" read better; "last week" would be wrong for half of what it is said of.
	const named = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
	const counted = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
	const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
	return (at) => {
		if (!(Math.abs(at) <= LATEST)) return undefined;
		// Clocks differ: what is ahead of this one has just been.
		const passed = Math.max(0, now - at);
		const [length, unit] = UNITS.find(([ms]) => passed >= ms) ?? [Infinity, 'second'];
		const relative =
			unit === 'second' || unit === 'day'
				? named.format(unit === 'day' ? -nightsBetween(at, now) : 0, unit)
				: counted.format(-Math.floor(passed / length), unit);
		return { relative, exact: exact.format(at), iso: new Date(at).toISOString() };
	};
}

/** Days as people count them: by the nights between. */
const nightsBetween = (from: number, to: number): number =>
	Math.round((new Date(to).setHours(0, 0, 0, 0) - new Date(from).setHours(0, 0, 0, 0)) / DAY);
