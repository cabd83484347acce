import { expect, test } from 'vitest';
import { keyInFile, keyInText } from './key-in-text';

const key = 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d';
const wide = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));

test.each([
	['alone', key],
	['with a line end', `${key}\r\n`],
	['with words around it', `Vestibule recovery key of @ada:example.org\n\n${key}\n\nKeep it safe.`],
	['over two lines', `Essen ist fertig.\nKey: ${key.replace('g5c4 ', 'g5c4\n    ')}.`]
])('finds a key: %s', (_, text) => {
	expect(keyInText(text)).toBe(key);
});

test('finds one without spaces', () => {
	expect(keyInText(`"${key.replaceAll(' ', '')}"`)).toBe(key.replaceAll(' ', ''));
});

test.each([
	['nothing', ''],
	['prose', 'Es sind hier nur Worte mehr oder weniger lang aber kein Satz wird ganz ohne Sinn'],
	['too short', key.slice(0, -5)],
	['one letter more', `${key}x`],
	['a letter that no key has', key.replace('LW2K', 'LW0K')],
	['one that begins within a word', `x${key}`]
])('finds none in %s', (_, text) => {
	expect(keyInText(text)).toBeUndefined();
});

test('reads files in the usual encodings, and no large ones', async () => {
	expect(await keyInFile(new File([`${key}\n`], 'key.txt'))).toBe(key);
	expect(await keyInFile(new File([wide(key)], 'key.txt'))).toBe(key);
	expect(await keyInFile(new File([Uint8Array.of(0, 1, 2, 255)], 'key.png'))).toBeUndefined();
	expect(await keyInFile(new File([key, ' '.repeat(70_000)], 'key.txt'))).toBeUndefined();
});

test('a file that is gone by now holds none', async () => {
	const file = new File([key], 'key.txt');
	file.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
	expect(await keyInFile(file)).toBeUndefined();
});
