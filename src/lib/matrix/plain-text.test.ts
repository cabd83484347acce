import { expect, test } from 'vitest';
import { plainText } from './plain-text';

test.each([
	['keeps text', 'Grüße, 東京 👋', 'Grüße, 東京 👋'],
	['keeps markup as the text it is', '<img src=x>', '<img src=x>'],
	['takes control characters away', 'a\u0000b\r\nc\u009bd', 'a b c d'],
	['takes away what turns the text around', 'abc\u202egpj.exe\u2066', 'abc gpj.exe'],
	['cuts by characters, never through one', '👋👋👋👋👋👋👋👋👋👋👋', '👋👋👋👋👋👋👋👋👋👋'],
	['cuts what is long', 'abcdefghijklm', 'abcdefghij']
])('%s', (_name, given, shown) => {
	const most = _name.startsWith('cuts') ? 10 : 100;
	expect(plainText(given, most)).toBe(shown);
});

test.each([undefined, null, 5, {}, ['a'], '', ' \n\u0000 '])('%j is no text', (value) => {
	expect(plainText(value, 100)).toBeUndefined();
});
