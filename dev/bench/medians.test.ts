import { expect, test } from 'vitest';
import { median, medians } from './medians.ts';

test('is the middle one, whatever the order', () => {
	expect(median([30, 10, 2000])).toBe(30);
	expect(median([7])).toBe(7);
});

test('is the mean of the middle two', () => {
	expect(median([40, 10, 20, 30])).toBe(25);
});

test('sorts numbers as numbers', () => {
	expect(median([9, 10, 100])).toBe(10);
});

test('leaves out what a run does not have', () => {
	expect(median([undefined, 5, undefined, 7])).toBe(6);
	expect(median([undefined])).toBeUndefined();
	expect(median([])).toBeUndefined();
});

test('is taken figure by figure', () => {
	expect(
		medians([
			{ form: 1, ready: undefined },
			{ form: 3, ready: 10 },
			{ form: 2, ready: 20 }
		])
	).toEqual({ form: 2, ready: 15 });
});
