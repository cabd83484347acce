import { expect, test } from 'vitest';
import { momentsIn } from './last-seen';

// By local time, since people count days by their own nights.
const now = new Date(2026, 10, 21, 8, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const told = (locale: string, ago: number) => momentsIn(locale, now)(now - ago);

test.each([
	[0, 'now'],
	[59_000, 'now'],
	[-HOUR, 'now'],
	[MINUTE, '1 minute ago'],
	[59 * MINUTE, '59 minutes ago'],
	[23 * HOUR, '23 hours ago'],
	[25 * HOUR, 'yesterday'],
	// A day and a half, but two nights.
	[36 * HOUR, '2 days ago'],
	[6 * DAY, '6 days ago'],
	[13 * DAY, '1 week ago'],
	[29 * DAY, '4 weeks ago'],
	[91 * DAY, '3 months ago'],
	[800 * DAY, '2 years ago']
])('%d milliseconds ago', (ago, relative) => {
	expect(told('en', ago)?.relative).toBe(relative);
});

test('is in the page’s language, with the exact time', () => {
	expect(told('de', 0)).toEqual({
		relative: 'jetzt',
		exact: '21.11.2026, 08:00',
		iso: new Date(now).toISOString()
	});
	expect(told('en', 0)?.exact).toMatch(/^Nov 21, 2026, 8:00\sAM$/u);
	expect(told('de', 25 * HOUR)?.relative).toBe('gestern');
});

test.each([NaN, Infinity, 8.64e15 + 1, -9e15])('no moment at all: %d', (at) => {
	expect(momentsIn('en', now)(at)).toBeUndefined();
});
