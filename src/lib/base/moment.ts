/** What a Date can hold, in milliseconds. */
export const LATEST = 8.64e15;

/** Whether a number is a moment that can be shown: what comes from outside may be any number. */
export const isMoment = (at: number | undefined): at is number =>
	at !== undefined && Math.abs(at) <= LATEST;
