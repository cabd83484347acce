import { describe, expect, test } from 'vitest';
import { translateFor } from '$lib/i18n/testing';
import { measureWith } from './strength';

const measure = measureWith(translateFor('register'));

describe('how hard a password is to guess', () => {
	test.each([
		['password', 'This password is on the lists that are tried first.'],
		['qwertzuiop', 'Rows of keys and repetitions are tried first.'],
		['aaaaaaaaa', 'Rows of keys and repetitions are tried first.'],
		['1987', 'Dates and years are tried first.'],
		['xkjw', 'Add one or two more words that do not belong together.']
	])('%s is easy, and why', (password, advice) => {
		const told = measure(password);
		expect(told.score).toBeLessThan(3);
		expect(told.advice).toBe(advice);
	});

	test('several words are hard, and need no advice', () => {
		expect(measure('velvet onions march over Lisbon')).toEqual({ score: 4, label: 'Very good.' });
	});

	test('one’s own name is easy', () => {
		expect(measure('zanzibarovich', ['zanzibarovich'])).toMatchObject({
			score: 0,
			label: 'Very easy to guess.',
			advice: 'It contains your own name or address.'
		});
	});

	test('an endless password is read to a bound only', () => {
		const easy = 'a'.repeat(72);
		expect(measure(`${easy} velvet onions march over Lisbon`)).toEqual(measure(easy));
	});
});
