import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { forgetWaiting, isReplaced, keepWaiting, keptWaiting } from './waiting';

const schema = z.object({ username: z.string() });
const record = { username: 'ada' };
const kept = (now = 0) => keptWaiting('register', schema, now);
const stored = () => ({ ...localStorage, ...sessionStorage });

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('a wizard that was left is taken up again', () => {
	keepWaiting('register', record, 1_000);
	expect(kept(999)).toEqual({ record, sameTab: true });
});

test('there is none before one was kept, nor of another flow', () => {
	expect(kept()).toBeUndefined();
	keepWaiting('recover', record, 1_000);
	expect(kept()).toBeUndefined();
});

test('the newest record counts', () => {
	keepWaiting('register', record, 1_000);
	keepWaiting('register', { username: 'eve' }, 2_000);
	expect(kept(1_500)).toEqual({ record: { username: 'eve' }, sameTab: true });
});

test('at its expiry it is gone, from the storage too', () => {
	keepWaiting('register', record, 1_000);
	expect(kept(1_000)).toBeUndefined();
	expect(stored()).toEqual({});
});

test('forgotten, nothing of it is left', () => {
	keepWaiting('register', record, 1_000);
	forgetWaiting('register');
	expect(kept()).toBeUndefined();
	expect(stored()).toEqual({});
});

describe('the tab', () => {
	test('another one is told apart', () => {
		keepWaiting('register', record, 1_000);
		sessionStorage.clear();
		expect(kept()).toEqual({ record, sameTab: false });
	});

	test('does not take the record of another tab for its own', () => {
		keepWaiting('register', record, 1_000);
		const mark = { ...sessionStorage };
		sessionStorage.clear();
		keepWaiting('register', { username: 'eve' }, 2_000);
		for (const [name, value] of Object.entries(mark)) sessionStorage.setItem(name, String(value));
		expect(kept()).toEqual({ record: { username: 'eve' }, sameTab: false });
	});
});

test.each([
	['another record', { record: { username: 7 }, expiresAt: 1_000 }],
	['no record', { expiresAt: 1_000 }],
	['no expiry', { record }],
	['an expiry that is no number', { record, expiresAt: '2099' }],
	['a list', [record]]
])('what is stored in a foreign shape is refused: %s', (_what, value) => {
	keepWaiting('register', record, 1_000);
	localStorage.setItem(Object.keys(localStorage)[0] ?? '', JSON.stringify(value));
	expect(kept()).toBeUndefined();
});

describe('another tab', () => {
	const isReplacedFor = (username: string) =>
		isReplaced('register', schema, (one) => one.username === username);

	test('has not replaced what this one keeps', () => {
		keepWaiting('register', record, 1_000);
		expect(isReplacedFor('ada')).toBe(false);
	});

	test('has begun a newer one', () => {
		keepWaiting('register', record, 1_000);
		localStorage.setItem(
			'vestibule.waiting.register',
			JSON.stringify({ record: { username: 'eve' }, expiresAt: 2_000 })
		);
		expect(isReplacedFor('ada')).toBe(true);
	});

	test('has ended this one', () => {
		keepWaiting('register', record, 1_000);
		localStorage.clear();
		expect(isReplacedFor('ada')).toBe(true);
	});

	test('is not to blame where nothing is stored at all', () => {
		expect(isReplacedFor('ada')).toBe(false);
	});
});
