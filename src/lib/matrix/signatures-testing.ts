import { canonical } from './signatures';

/** A signing key, as a test makes it. */
export interface TestKey {
	/** `ed25519:…` */
	name: string;
	/** The public key. */
	text: string;
	sign(object: object): Promise<string>;
}

const base64 = (bytes: ArrayBuffer): string =>
	btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/=+$/, '');

/**
 * Makes a signing key.
 * @param name after `ed25519:`; the public key itself when left out, as cross-signing keys have it
 */
export async function newTestKey(name?: string): Promise<TestKey> {
	const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
	const text = base64(await crypto.subtle.exportKey('raw', pair.publicKey));
	return {
		name: `ed25519:${name ?? text}`,
		text,
		async sign(object) {
			const bytes = new TextEncoder().encode(canonical(object));
			return base64(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes));
		}
	};
}

/** The object with the signatures of these keys. */
export async function signedBy<T extends object>(
	object: T,
	userId: string,
	...keys: readonly TestKey[]
): Promise<T & { signatures: Record<string, Record<string, string>> }> {
	const found = await Promise.all(
		keys.map(async (key) => [key.name, await key.sign(object)] as const)
	);
	return { ...object, signatures: { [userId]: Object.fromEntries(found) } };
}
