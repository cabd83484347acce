import { expect, test } from 'vitest';
import { isMoment } from './moment';

test.each([0, -1, 1_700_000_000_000, 8.64e15, -8.64e15])('%d can be shown', (at) => {
	expect(isMoment(at)).toBe(true);
	expect(() => new Date(at).toISOString()).not.toThrow();
});

test.each([undefined, NaN, Infinity, 8.64e15 + 1, -9e15])('%s cannot', (at) => {
	expect(isMoment(at)).toBe(false);
});
