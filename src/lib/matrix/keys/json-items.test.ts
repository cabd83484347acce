import { describe, expect, test } from 'vitest';
import { JsonItems, type JsonItem } from './json-items';

/** Gives a text in pieces of a size. */
function split(text: string, depth: number, size: number) {
	const reader = new JsonItems(depth);
	const items: JsonItem[] = [];
	for (let at = 0; at < text.length; at += size)
		items.push(...reader.push(text.slice(at, at + size)));
	return { items, isWhole: reader.isWhole, isBroken: reader.isBroken };
}

const backup = {
	rooms: {
		'!one:a.test': {
			sessions: {
				'S/1+': { session_data: { ciphertext: 'a"}{\\' }, n: [1, { deep: true }] },
				S2: { more: '"' }
			}
		},
		'!t"w\\o\u00e9': { sessions: {} },
		'!three': { sessions: { S3: {} } }
	}
};

describe.each([1, 2, 3, 7, 1000])('in pieces of %i characters', (size) => {
	test('what is deep inside of objects is found, with the way to it', () => {
		const { items, isWhole } = split(JSON.stringify(backup), 4, size);
		expect(isWhole).toBe(true);
		expect(items.map(({ path, json }): unknown[] => [...path, JSON.parse(json)])).toEqual([
			['rooms', '!one:a.test', 'sessions', 'S/1+', backup.rooms['!one:a.test'].sessions['S/1+']],
			['rooms', '!one:a.test', 'sessions', 'S2', { more: '"' }],
			['rooms', '!three', 'sessions', 'S3', {}]
		]);
	});

	test('names are read as they are meant', () => {
		const { items } = split(JSON.stringify(backup, undefined, '\t'), 2, size);
		expect(items.map(({ path }) => path[1])).toEqual(Object.keys(backup.rooms));
	});

	test('the items of a list are found; what is neither object nor list is left out', () => {
		const list = [{ a: '[{' }, 1, 'two', null, ['x'], { b: {} }];
		const { items, isWhole } = split(JSON.stringify(list), 1, size);
		expect(items.map(({ json }) => JSON.parse(json) as unknown)).toEqual([
			{ a: '[{' },
			['x'],
			{ b: {} }
		]);
		expect(items.every(({ path }) => path[0] === '')).toBe(true);
		expect(isWhole).toBe(true);
	});

	test('a text that was cut off is not whole', () => {
		const { items, isWhole } = split(JSON.stringify(backup).slice(0, -12), 4, size);
		expect(items.length).toBeGreaterThan(1);
		expect(isWhole).toBe(false);
	});
});

test.each([
	['closes more than it opened', '}'],
	['has something behind its end', '{}{}'],
	['has a name that is none', '{"\u0001": {}}'],
	['has an item without an end', `[{"a": "${'x'.repeat(1_100_000)}`]
])('broken: %s', (_, text) => {
	expect(split(text, 1, 50_000)).toMatchObject({ isBroken: true, isWhole: false });
});

test.each(['', 'hello', '"text"', '<html>'])('neither whole nor broken: %j', (text) => {
	expect(split(text, 1, 3)).toMatchObject({ items: [], isWhole: false });
});
