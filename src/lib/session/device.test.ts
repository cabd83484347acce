import { describe, expect, test } from 'vitest';
import { deviceNameFor, newDeviceId } from './device';

const engine = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the name of the session', () => {
	test.each([
		['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
		['Firefox', 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 FxiOS/140.0 Mobile Safari/605.1.15'],
		['Chrome', `${engine} Chrome/140.0.0.0 Safari/537.36`],
		['Chrome', 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1'],
		['Edge', `${engine} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`],
		['Opera', `${engine} Chrome/139.0.0.0 Safari/537.36 OPR/124.0.0.0`],
		['Samsung Internet', `${engine} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`],
		['Safari', 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15']
	])('names %s', (browser, userAgent) => {
		expect(deviceNameFor('Vestibule', userAgent)).toBe(`Vestibule account page on ${browser}`);
	});

	test('does without a browser that it does not know', () => {
		expect(deviceNameFor('Example', 'curl/8.0')).toBe('Example account page');
	});
});

describe('the ID of the device', () => {
	test('is ten capital letters', () => {
		expect(newDeviceId()).toMatch(/^[A-Z]{10}$/);
	});

	test('is another one each time', () => {
		expect(new Set(Array.from({ length: 100 }, newDeviceId)).size).toBe(100);
	});
});
