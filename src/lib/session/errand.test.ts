import { beforeEach, expect, test } from 'vitest';
import { keepErrand, keptErrand } from './errand';

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test('an errand is that of the tab', () => {
	expect(keptErrand()).toBeUndefined();
	keepErrand({});
	expect(keptErrand()).toEqual({});
	keepErrand({ client: 'app' });
	expect(keptErrand()).toEqual({ client: 'app' });
	expect(localStorage).toHaveLength(0);
});

test('what is stored in a foreign shape is none', () => {
	keepErrand({ client: 'app' });
	for (const text of ['null', '"app"', '{"client":1}', 'nonsense']) {
		sessionStorage.setItem(Object.keys(sessionStorage)[0] ?? '', text);
		expect(keptErrand()).toBeUndefined();
	}
});
