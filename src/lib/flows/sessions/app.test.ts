import { expect, test } from 'vitest';
import { appOf } from './app';

const CHROME =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36';

test.each([
	['Element/1.11.50 (X11; Linux x86_64) Electron/28', { app: 'Element', system: 'Linux' }],
	[
		'Element/1.6.8 (samsung SM; Android 14; Flavour GooglePlay)',
		{ app: 'Element', system: 'Android' }
	],
	['Element X/1.2 (iPhone; iOS 17.1; Scale/3.00)', { app: 'Element X', system: 'iOS' }],
	[CHROME, { app: 'Chrome', system: 'Windows' }],
	[`${CHROME} Edg/120.0`, { app: 'Edge', system: 'Windows' }],
	['Mozilla/5.0 (X11; CrOS x86_64) Chrome/120 Safari/537', { app: 'Chrome', system: 'ChromeOS' }],
	[
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17.1 Safari/605',
		{ app: 'Safari', system: 'macOS' }
	],
	[
		'Mozilla/5.0 (Android 14; Mobile; rv:120.0) Firefox/120.0',
		{ app: 'Firefox', system: 'Android' }
	],
	['curl/8', {}]
])('user agent %s', (userAgent, app) => {
	expect(appOf({ userAgent })).toEqual(app);
});

test.each([
	['app.element.io: Firefox on Linux', { app: 'Element', system: 'Linux' }],
	['Element X Android', { app: 'Element X', system: 'Android' }],
	['Element Desktop: macOS', { app: 'Element', system: 'macOS' }],
	['SchildiChat (Windows)', { app: 'SchildiChat', system: 'Windows' }],
	['Vestibule account page on Firefox', { app: 'Firefox' }],
	['elementary school', {}],
	['My laptop', {}]
])('name %s', (name, app) => {
	expect(appOf({ name })).toEqual(app);
});

test('the user agent says more than a name that was given to it', () => {
	expect(appOf({ name: 'Element on Windows', userAgent: 'Cinny (Linux)' })).toEqual({
		app: 'Cinny',
		system: 'Linux'
	});
	expect(appOf({ name: 'Nheko', userAgent: 'unheard/of' })).toEqual({ app: 'Nheko' });
	expect(appOf({})).toEqual({});
});
