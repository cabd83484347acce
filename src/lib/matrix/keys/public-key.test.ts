import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { curve25519PublicKey, ed25519PublicKey } from './public-key';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (given: Uint8Array) => Buffer.from(given).toString('hex');

test('RFC 7748, 6.1', () => {
	const key = '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a';
	const expected = '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a';
	expect(hex(curve25519PublicKey(bytes(key)))).toBe(expected);
});

test.each([
	[
		'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
		'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
	],
	[
		'4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
		'3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'
	]
])('RFC 8032, 7.1: %s', async (seed, expected) => {
	expect(hex(await ed25519PublicKey(bytes(seed)))).toBe(expected);
});

/** A pair that somebody else has made. */
function pair(type: 'x25519' | 'ed25519'): { own: Uint8Array<ArrayBuffer>; open: string } {
	const made = type === 'x25519' ? generateKeyPairSync(type) : generateKeyPairSync('ed25519');
	const { d = '', x = '' } = made.privateKey.export({ format: 'jwk' });
	const [own, open] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')];
	return { own: Uint8Array.from(own), open: hex(open) };
}

test('fits what others make of any key', async () => {
	for (let count = 0; count < 10; count += 1) {
		const backup = pair('x25519');
		expect(hex(curve25519PublicKey(backup.own))).toBe(backup.open);
		const signing = pair('ed25519');
		expect(hex(await ed25519PublicKey(signing.own))).toBe(signing.open);
	}
});
