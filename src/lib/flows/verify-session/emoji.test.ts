import { expect, test } from 'vitest';
import { translateFor } from '$lib/i18n/testing';
import { emojiAt, table } from './emoji';

test('the table has 64 different emoji with different names', () => {
	expect(table).toHaveLength(64);
	expect(new Set(table.map(([symbol]) => symbol)).size).toBe(64);
	for (const locale of ['en', 'de']) {
		const t = translateFor('account/encryption', locale);
		const names = table.map((_row, place) => t(emojiAt(place)?.name ?? 'verify.match'));
		expect(new Set(names).size).toBe(64);
	}
});

test.each([
	[0, '🐶', 'Dog', 'Hund'],
	[36, '👍', 'Thumbs Up', 'Daumen hoch'],
	[49, '☎️', 'Telephone', 'Telefon'],
	[63, '📌', 'Pin', 'Stecknadel']
])('place %i', (place, symbol, english, german) => {
	const emoji = emojiAt(place);
	expect(emoji?.symbol).toBe(symbol);
	const name = emoji?.name ?? 'verify.match';
	expect(translateFor('account/encryption')(name)).toBe(english);
	expect(translateFor('account/encryption', 'de')(name)).toBe(german);
});

test.each([64, -1, 1.5])('there is none at %d', (place) => {
	expect(emojiAt(place)).toBeUndefined();
});
