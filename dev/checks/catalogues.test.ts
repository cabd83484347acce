import { describe, expect, test } from 'vitest';
import { catalogueFaults, readCatalogues } from './catalogues.ts';

const file = (path: string, content: unknown) => ({
	path: `messages/${path}.json`,
	text: typeof content === 'string' ? content : JSON.stringify(content)
});

function faults(en: Record<string, string>, de: Record<string, string>): string[] {
	const { catalogues } = readCatalogues([file('en/a', en), file('de/a', de)]);
	return catalogueFaults(catalogues, 'en');
}

describe('readCatalogues', () => {
	test('puts the name of the file before each key', () => {
		const { catalogues, faults: wrong } = readCatalogues([
			file('en/register', { title: 'Create' }),
			file('en/errors', { offline: 'Offline' })
		]);
		expect([...(catalogues.get('en') ?? [])]).toEqual([
			['register.title', 'Create'],
			['errors.offline', 'Offline']
		]);
		expect(wrong).toEqual([]);
	});

	test('finds what is no text, and what is no JSON', () => {
		const { faults: wrong } = readCatalogues([
			file('en/a', { nested: { title: 'x' } }),
			file('en/b', '{ "title": ')
		]);
		expect(wrong[0]).toBe('messages/en/a.json: "nested" is not a text.');
		expect(wrong[1]).toContain('messages/en/b.json: ');
	});
});

describe('catalogueFaults', () => {
	test('is content with the same keys and placeholders', () => {
		const plural = '{count, plural, one {# key for {name}} other {# keys for {name}}}';
		const german = '{count, plural, one {# Schlüssel für {name}} other {# Schlüssel für {name}}}';
		expect(faults({ a: 'Hello {name}', b: plural }, { a: '{name}, hallo', b: german })).toEqual([]);
	});

	test('finds a missing key and one too many', () => {
		expect(faults({ a: 'A', b: 'B' }, { a: 'A', c: 'C' })).toEqual([
			'de: a.b is missing.',
			'de: a.c is not in en.'
		]);
	});

	test('finds an empty text', () => {
		expect(faults({ a: 'A' }, { a: ' ' })).toEqual(['de: a.a is empty.']);
	});

	test('finds broken ICU, in the original as well', () => {
		const broken = '{count, plural, one {#}';
		expect(faults({ a: broken }, { a: 'A' })).toEqual([
			expect.stringContaining('en: a.a is not valid')
		]);
		expect(faults({ a: 'A' }, { a: '{name' })).toEqual([
			expect.stringContaining('de: a.a is not valid')
		]);
	});

	test('finds a placeholder that is missing, misspelt, or of another kind', () => {
		expect(faults({ a: '{name}' }, { a: 'Hallo' })).toEqual([
			'de: a.a has no placeholder where the original has name:text.'
		]);
		expect(faults({ a: '{name}' }, { a: '{nam}' })).toHaveLength(1);
		expect(faults({ a: '{n, plural, other {#}}' }, { a: '{n}' })).toEqual([
			'de: a.a has n:text where the original has n:plural.'
		]);
		expect(faults({ a: '{n, plural, other {{x}}}' }, { a: '{n, plural, other {}}' })).toHaveLength(
			1
		);
	});

	test.each(['{when, date}', '{n, number}', '{n, plural, offset:1 other {#}}'])(
		'finds what the portal cannot fill in: %s',
		(message) => {
			const found = faults({ a: message }, { a: message });
			expect(found).toHaveLength(2);
			expect(found[0]).toContain('which the portal cannot fill in');
		}
	);

	test('says so when the original itself is missing', () => {
		expect(catalogueFaults(new Map(), 'en')).toEqual(['There is no catalogue for en.']);
	});
});
