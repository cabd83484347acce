import type { Result } from '$lib/base/result';
import { cryptoClient, forgetSecrets, type CryptoClient } from './crypto/client';
import { inOrder } from './crypto/in-order';
import { signSession, takeSigningKeys, verifySession } from './crypto/signing-keys';
import { startWasm } from './crypto/wasm';
import type { EncryptionPort, OpenedKey } from './keys-ports';

export { reset } from './crypto/reset';
export { setUp } from './crypto/set-up';

export const load: EncryptionPort['load'] = startWasm;

export const verifyThis: EncryptionPort['verifyThis'] = (key, signal) =>
	asOwner(key, (client) => verifySession(client, signal), signal);

export const verifyOther: EncryptionPort['verifyOther'] = (deviceId, key, signal) =>
	asOwner(key, (client) => signSession(client, deviceId, signal), signal);

/** Does something with the account's private signing keys. */
async function asOwner(
	key: OpenedKey,
	sign: (client: CryptoClient) => Promise<Result<true>>,
	signal: AbortSignal
): Promise<Result<true>> {
	const client = await cryptoClient(signal);
	if (!client.ok) return client;
	return inOrder(
		() => takeSigningKeys(client.value, key, signal),
		() => sign(client.value)
	);
}

export const wipe: EncryptionPort['wipe'] = forgetSecrets;
