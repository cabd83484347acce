import type { RegistrationToken } from '$lib/matrix/admin-ports';
import type { Draft, Faults, Wanted } from './states';

const MOST_DIGITS = 6;

/** What is asked for with a form, or what is wrong in it. */
export function limitsOf(
	{ uses, until }: Draft,
	now: number
): { ok: true; limits: Omit<Wanted, 'token'> } | { ok: false; faults: Faults } {
	const number = usesOf(uses.trim());
	const end = until === '' ? undefined : endOfDay(until);
	const isPast = end !== undefined && end < now;
	const faults: Faults = {
		...(number !== undefined && Number.isNaN(number) && { uses: 'notNumber' }),
		...(end !== undefined && Number.isNaN(end) && { until: 'notDay' }),
		...(isPast && { until: 'past' })
	};
	if (Object.keys(faults).length > 0) return { ok: false, faults };
	return {
		ok: true,
		limits: {
			...(number !== undefined && { usesAllowed: number }),
			...(end !== undefined && { expiresAt: end })
		}
	};
}

/** undefined: any number; NaN: none at all. */
function usesOf(text: string): number | undefined {
	if (text === '') return undefined;
	const isNumber = /^0*[1-9][0-9]*$/.test(text) && text.replace(/^0+/, '').length <= MOST_DIGITS;
	return isNumber ? Number(text) : NaN;
}

/** The last moment of a day where the operator is: "valid until" includes the day. */
function endOfDay(day: string): number {
	const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
	return new Date(Number(year), Number(month) - 1, Number(date), 23, 59, 59, 999).getTime();
}

/** The day of a moment, as a date field has it. */
export function dayOf(moment: number): string {
	const day = new Date(moment);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export type Standing = 'usable' | 'usedUp' | 'expired';

/** Whether an invitation can still be used. Registrations under way take their place. */
export function standingOf(token: RegistrationToken, now: number): Standing {
	const { usesAllowed = Infinity, pending, completed, expiresAt = Infinity } = token;
	if (expiresAt < now) return 'expired';
	return pending + completed >= usesAllowed ? 'usedUp' : 'usable';
}

const order: readonly Standing[] = ['usable', 'usedUp', 'expired'];

/** Those that can be used come first, and of them those that end first. */
export const inOrder = (
	tokens: readonly RegistrationToken[],
	now: number
): readonly RegistrationToken[] =>
	[...tokens].sort((one, other) => {
		const place = order.indexOf(standingOf(one, now)) - order.indexOf(standingOf(other, now));
		const { expiresAt: ends = Infinity } = one;
		const { expiresAt: otherEnds = Infinity } = other;
		if (place !== 0) return place;
		return ends === otherEnds ? one.token.localeCompare(other.token) : ends - otherEnds;
	});
