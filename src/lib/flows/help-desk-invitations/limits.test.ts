import { describe, expect, test } from 'vitest';
import type { RegistrationToken } from '$lib/matrix/admin-ports';
import { dayOf, inOrder, limitsOf, standingOf } from './limits';

const now = new Date(2030, 4, 17, 12).getTime();
const end = (day: number) => new Date(2030, 4, day, 23, 59, 59, 999).getTime();
const of = (uses: string, until = '') => limitsOf({ uses, until }, now);

describe('what is asked for', () => {
	test.each([
		['', '', {}],
		[' 5 ', '', { usesAllowed: 5 }],
		['007', '', { usesAllowed: 7 }],
		['999999', '2030-05-17', { usesAllowed: 999_999, expiresAt: end(17) }],
		['', '2030-05-18', { expiresAt: end(18) }]
	])('%j uses until %j', (uses, until, limits) => {
		expect(of(uses, until)).toEqual({ ok: true, limits });
	});

	test.each(['0', '-1', '1.5', '1e3', 'many', '1000000', '٣'])(
		'%j is no number of uses',
		(uses) => {
			expect(of(uses)).toEqual({ ok: false, faults: { uses: 'notNumber' } });
		}
	);

	test('a day that is over, or none, is told with everything else', () => {
		expect(of('0', '2030-05-16')).toEqual({
			ok: false,
			faults: { uses: 'notNumber', until: 'past' }
		});
		expect(of('', 'tomorrow')).toEqual({ ok: false, faults: { until: 'notDay' } });
	});
});

test('a day is written as the field has it', () => {
	expect(dayOf(now)).toBe('2030-05-17');
	expect(dayOf(new Date(2030, 10, 3, 23, 59).getTime())).toBe('2030-11-03');
});

describe('an invitation', () => {
	const token = (more: Partial<RegistrationToken>): RegistrationToken => ({
		token: 'abc',
		pending: 0,
		completed: 0,
		...more
	});

	test.each<[Partial<RegistrationToken>, string]>([
		[{}, 'usable'],
		[{ completed: 5_000 }, 'usable'],
		[{ usesAllowed: 2, completed: 1 }, 'usable'],
		[{ usesAllowed: 2, completed: 1, pending: 1 }, 'usedUp'],
		[{ usesAllowed: 0 }, 'usedUp'],
		[{ expiresAt: now }, 'usable'],
		[{ expiresAt: now - 1, usesAllowed: 0 }, 'expired']
	])('%j is %s', (more, standing) => {
		expect(standingOf(token(more), now)).toBe(standing);
	});

	test('that can be used comes first, the one that ends first before others', () => {
		const all = [
			token({ token: 'old', expiresAt: now - 1 }),
			token({ token: 'b' }),
			token({ token: 'used', usesAllowed: 1, completed: 1 }),
			token({ token: 'a' }),
			token({ token: 'soon', expiresAt: now + 1 })
		];
		expect(inOrder(all, now).map((each) => each.token)).toEqual(['soon', 'a', 'b', 'used', 'old']);
	});
});
