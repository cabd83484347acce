import { createCipheriv, createHmac, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import { at, me } from '../security-testing';
import { json } from '../scripted-fetch';

/**
 * An account with secret storage, cross-signing and a backup, as a homeserver answers for it. Made
 * with Node's own cryptography, after the specification's "Secrets" chapter: nothing of what is
 * tested has a part in it.
 */
export interface TestAccount {
	answers: Record<string, () => Response>;
	/** The bytes of the recovery key. */
	key: Buffer;
	/** The backup's private key, in base64. */
	backupKey: string;
	backupPublicKey: string;
}

/** Some of what there usually is. */
interface Leaving {
	without?: readonly string[];
	/** The recovery key follows from it. */
	phrase?: string;
	/** What the key's description has besides. */
	described?: object;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const unpadded = (bytes: Uint8Array): string => base64(bytes).replace(/=+$/u, '');
const SALT = 'Some salt';
const ROUNDS = 1000;
const SIGNING = ['master', 'self_signing', 'user_signing'];

export function encrypt(key: Uint8Array, name: string, text: string) {
	const keys = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(8), name, 64));
	const iv = randomBytes(16);
	iv.writeUInt8(iv.readUInt8(8) & 0x7f, 8);
	const cipher = createCipheriv('aes-256-ctr', keys.subarray(0, 32), iv);
	const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
	const mac = createHmac('sha256', keys.subarray(32)).update(ciphertext).digest();
	return { iv: base64(iv), ciphertext: base64(ciphertext), mac: base64(mac) };
}

const missing = json({ errcode: 'M_NOT_FOUND', error: 'Not found' }, 404);
const jwk = (type: 'x25519' | 'ed25519') => {
	const made = type === 'x25519' ? generateKeyPairSync(type) : generateKeyPairSync('ed25519');
	const { d = '', x = '' } = made.privateKey.export({ format: 'jwk' });
	return { own: Buffer.from(d, 'base64url'), open: unpadded(Buffer.from(x, 'base64url')) };
};

export const dataLine = (type: string): string =>
	at('GET', `v3/user/${encodeURIComponent(me)}/account_data/${encodeURIComponent(type)}`);
export const versionLine = at('GET', 'v3/room_keys/version');
const queryLine = at('POST', 'v3/keys/query');

export function accountWithKeys({
	without = [],
	phrase,
	described = {}
}: Leaving = {}): TestAccount {
	const key = phrase ? pbkdf2Sync(phrase, SALT, ROUNDS, 32, 'sha512') : randomBytes(32);
	const backup = jwk('x25519');
	const signing = SIGNING.map((name) => ({ name, ...jwk('ed25519') }));
	const check = encrypt(key, '', '\0'.repeat(32));
	const derivation = { algorithm: 'm.pbkdf2', salt: SALT, iterations: ROUNDS };
	const data: Record<string, unknown> = {
		'm.secret_storage.default_key': { key: 'main' },
		'm.secret_storage.key.main': {
			algorithm: 'm.secret_storage.v1.aes-hmac-sha2',
			iv: check.iv,
			mac: check.mac,
			...(phrase && { passphrase: derivation }),
			...described
		}
	};
	const keep = (name: string, own: Buffer) => {
		data[name] = { encrypted: { main: encrypt(key, name, base64(own)) } };
	};
	keep('m.megolm_backup.v1', backup.own);
	for (const { name, own } of signing) keep(`m.cross_signing.${name}`, own);
	const types = [...Object.keys(data)];
	return {
		key,
		backupKey: base64(backup.own),
		backupPublicKey: backup.open,
		answers: {
			...Object.fromEntries(
				types.map((type) => [dataLine(type), without.includes(type) ? missing : json(data[type])])
			),
			[versionLine]: without.includes('backup')
				? missing
				: json({
						version: '7',
						algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2',
						auth_data: { public_key: backup.open },
						count: 3,
						etag: '1'
					}),
			[queryLine]: json(
				without.includes('crossSigning')
					? { device_keys: {} }
					: {
							device_keys: {},
							...Object.fromEntries(
								signing.map(({ name, open }) => [
									`${name}_keys`,
									{ [me]: { usage: [name], keys: { [`ed25519:${open}`]: open } } }
								])
							)
						}
			)
		}
	};
}
