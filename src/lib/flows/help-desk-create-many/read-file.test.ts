import { expect, test } from 'vitest';
import { readFile } from './read-file';

const bytes = (...given: number[]) => new Blob([new Uint8Array(given)]);

test.each([
	['UTF-8', new Blob(['Zoë €']), 'Zoë €'],
	['UTF-8 with its mark', new Blob(['\uFEFFZoë']), 'Zoë'],
	['UTF-16, little end first', bytes(0xff, 0xfe, 0x5a, 0, 0xeb, 0), 'Zë'],
	['UTF-16, big end first', bytes(0xfe, 0xff, 0, 0x5a, 0, 0xeb), 'Zë'],
	['Windows-1252', bytes(0x5a, 0xeb, 0x80), 'Zë€'],
	['nothing', bytes(), '']
])('%s', async (_what, file, text) => {
	expect(await readFile(file)).toBe(text);
});

test('what is too large, or gone, is not read', async () => {
	expect(await readFile({ size: 6 * 1024 * 1024 } as Blob)).toBeUndefined();
	const arrayBuffer = () => Promise.reject(new Error('gone'));
	expect(await readFile({ size: 1, arrayBuffer } as unknown as Blob)).toBeUndefined();
});
