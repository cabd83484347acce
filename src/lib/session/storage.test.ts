import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { clearTab, readStored, removeStored, writeStored, type Shelf } from './storage';

const schema = z.object({ name: z.string() });
const read = (shelf: Shelf = 'browser') => readStored(shelf, 'draft', schema);

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

afterEach(() => {
	vi.restoreAllMocks();
	removeStored('browser', 'draft');
	removeStored('tab', 'draft');
});

/** Makes one method of web storage throw, as full or forbidden storage does. */
const broken = (...methods: ('getItem' | 'setItem' | 'removeItem')[]) => {
	for (const method of methods)
		vi.spyOn(Storage.prototype, method).mockImplementation(() => {
			throw new DOMException('no', 'QuotaExceededError');
		});
};

describe('a value', () => {
	test('is read as it was written, under the name of the portal', () => {
		writeStored('browser', 'draft', { name: 'ada' });
		expect(read()).toEqual({ name: 'ada' });
		expect(Object.keys(localStorage)).toEqual(['vestibule.draft']);
	});

	test('for the tab is not in the browser, and the other way round', () => {
		writeStored('tab', 'draft', { name: 'tab' });
		expect(read('browser')).toBeUndefined();
		expect(localStorage).toHaveLength(0);
		writeStored('browser', 'draft', { name: 'browser' });
		expect(read('tab')).toEqual({ name: 'tab' });
	});

	test('is gone when it was removed', () => {
		writeStored('browser', 'draft', { name: 'ada' });
		removeStored('browser', 'draft');
		expect(read()).toBeUndefined();
		expect(localStorage).toHaveLength(0);
	});

	test('that is not there is undefined, and can be removed', () => {
		removeStored('browser', 'draft');
		expect(read()).toBeUndefined();
	});

	test.each(['', '{', 'null', '7', '"ada"', '{"name":7}', '[]', '{"__proto__":{"name":"ada"}}'])(
		'of another shape is refused: %s',
		(text) => {
			localStorage.setItem('vestibule.draft', text);
			expect(read()).toBeUndefined();
		}
	);
});

describe('storage that cannot be used', () => {
	test.each<[string, () => void]>([
		['throws at everything', () => broken('getItem', 'setItem', 'removeItem')],
		['is full', () => broken('setItem')],
		[
			'is forbidden',
			() => {
				const forbid = () => {
					throw new DOMException('no', 'SecurityError');
				};
				vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(forbid);
			}
		]
	])('%s: values last until the page is left', (_how, happen) => {
		happen();
		expect(read()).toBeUndefined();
		writeStored('browser', 'draft', { name: 'ada' });
		expect(read()).toEqual({ name: 'ada' });
		writeStored('browser', 'draft', { name: 'eve' });
		expect(read()).toEqual({ name: 'eve' });
		removeStored('browser', 'draft');
		expect(read()).toBeUndefined();
	});

	test('full: what was stored before does not come back', () => {
		writeStored('browser', 'draft', { name: 'old' });
		broken('setItem');
		writeStored('browser', 'draft', { name: 'new' });
		expect(read()).toEqual({ name: 'new' });
		vi.restoreAllMocks();
		removeStored('browser', 'draft');
		expect(read()).toBeUndefined();
	});

	test('full, and free again: the newest value is the stored one', () => {
		broken('setItem');
		writeStored('browser', 'draft', { name: 'old' });
		vi.restoreAllMocks();
		writeStored('browser', 'draft', { name: 'new' });
		expect(read()).toEqual({ name: 'new' });
		expect(localStorage.getItem('vestibule.draft')).toBe('{"name":"new"}');
	});
});

describe('clearing the tab', () => {
	test('leaves the browser’s values, and those of others', () => {
		writeStored('tab', 'draft', { name: 'a' });
		writeStored('browser', 'draft', { name: 'b' });
		sessionStorage.setItem('draft', 'of somebody else');
		clearTab();
		expect(read('tab')).toBeUndefined();
		expect(read('browser')).toEqual({ name: 'b' });
		expect({ ...sessionStorage }).toEqual({ draft: 'of somebody else' });
	});

	test('takes what could not be stored as well', () => {
		broken('setItem');
		writeStored('tab', 'draft', { name: 'a' });
		writeStored('browser', 'draft', { name: 'b' });
		clearTab();
		expect(read('tab')).toBeUndefined();
		expect(read('browser')).toEqual({ name: 'b' });
	});
});
