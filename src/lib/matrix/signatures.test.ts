import { afterEach, describe, expect, test, vi } from 'vitest';
import { canonical, isSigned } from './signatures';
import { newTestKey, signedBy } from './signatures-testing';

const userId = '@ada:example.org';
const key = await newTestKey('1');
const by = { userId, name: key.name, key: key.text };
const device = { device_id: 'PHONE', algorithms: ['m.olm', 'm.megolm'], keys: { b: '2', a: '1' } };
const signed = await signedBy(device, userId, key);

afterEach(() => {
	vi.restoreAllMocks();
});

describe('canonical JSON', () => {
	test.each([
		[{}, '{}'],
		[{ b: '2', a: 1 }, '{"a":1,"b":"2"}'],
		[
			{ one: { d: [1, { z: 0, y: null }], c: true } },
			'{"one":{"c":true,"d":[1,{"y":null,"z":0}]}}'
		],
		[{ 本: 2, 日: 1 }, '{"日":1,"本":2}'],
		[{ '\u{1f600}': 1, '\uffee': 2 }, '{"\uffee":2,"\u{1f600}":1}'],
		[{ ab: 1, a: 2 }, '{"a":2,"ab":1}'],
		[{ a: '"\\\n日' }, '{"a":"\\"\\\\\\n日"}'],
		[{ a: undefined }, '{"a":null}']
	])('of %j', (value, text) => {
		expect(canonical(value)).toBe(text);
	});
});

describe('a signature', () => {
	test('counts, wherever the names stand and whatever is unsigned', async () => {
		const turned = Object.fromEntries(Object.entries(signed).reverse());
		expect(await isSigned(signed, by)).toBe(true);
		expect(await isSigned({ ...turned, unsigned: { device_display_name: 'X' } }, by)).toBe(true);
	});

	test.each([
		['of something else', { ...signed, device_id: 'LAPTOP' }, by],
		['that is not there', device, by],
		['of another person', signed, { ...by, userId: '@eve:example.org' }],
		['by another name', signed, { ...by, name: 'ed25519:2' }],
		['that is no base64', { ...device, signatures: { [userId]: { [key.name]: '…' } } }, by],
		['that is no text', { ...device, signatures: { [userId]: { [key.name]: 7 } } }, by],
		['that is too short', { ...device, signatures: { [userId]: { [key.name]: 'AAAA' } } }, by],
		['by what is no key', signed, { ...by, key: '…' }],
		['by a key that is too short', signed, { ...by, key: 'AAAA' }],
		['named like what every object has', signed, { ...by, name: 'constructor' }]
	])('%s does not count', async (_what, object, signer) => {
		expect(await isSigned(object, signer)).toBe(false);
	});

	test('of another key does not count', async () => {
		const other = await newTestKey('1');
		expect(await isSigned(signed, { ...by, key: other.text })).toBe(false);
	});

	test('counts by being there, where the browser does not know them', async () => {
		const unknown = new DOMException('No Ed25519', 'NotSupportedError');
		const importKey = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(unknown);
		expect(await isSigned({ ...signed, device_id: 'LAPTOP' }, by)).toBe(true);
		expect(await isSigned(device, by)).toBe(false);
		expect(importKey).toHaveBeenCalledOnce();
	});
});
