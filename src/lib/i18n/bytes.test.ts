import { expect, test } from 'vitest';
import { formatBytes } from './bytes';

test.each([
	[52_428_800, 'en', '50 MB'],
	[52_428_800, 'de', '50 MB'],
	[100, 'en', '100 byte'],
	[1023, 'en', '1,023 byte'],
	[1024, 'en', '1 kB'],
	[2047, 'en', '1 kB'],
	[3 * 1024 ** 4, 'de', '3.072 GB'],
	[-1, 'en', '0 byte']
])('%d bytes in %s', (bytes, locale, text) => {
	expect(formatBytes(bytes, locale).replace(/\s/gu, ' ')).toBe(text);
});
