import { fail, ok, type Result } from '$lib/base/result';
import { cryptoClient, wipeClient } from './crypto/client';
import { publishSession, signSession, takeSigningKeys } from './crypto/signing-keys';
import { startWasm } from './crypto/wasm';
import type { EncryptionPort, OpenedKey } from './keys-ports';

export const load: EncryptionPort['load'] = startWasm;

export const setUp: EncryptionPort['setUp'] = () => Promise.resolve(fail({ kind: 'unsupported' }));
export const reset: EncryptionPort['reset'] = () => Promise.resolve(fail({ kind: 'unsupported' }));

/** Signs the session of this tab, with its public keys if nobody had any. */
export const verifyThis: EncryptionPort['verifyThis'] = (key, signal) =>
	verified(undefined, key, signal);

/** Signs another session. */
export const verifyOther: EncryptionPort['verifyOther'] = (deviceId, key, signal) =>
	verified(deviceId, key, signal);

async function verified(
	other: string | undefined,
	key: OpenedKey,
	signal: AbortSignal
): Promise<Result<true>> {
	const client = await cryptoClient(signal);
	if (!client.ok) return client;
	const taken = await takeSigningKeys(client.value, key, signal);
	if (!taken.ok) return taken;
	const published = other === undefined ? await publishSession(client.value, signal) : ok(true);
	if (!published.ok) return published;
	return signSession(client.value, other ?? client.value.session.deviceId, signal);
}

export const wipe: EncryptionPort['wipe'] = () => {
	wipeClient();
	return Promise.resolve();
};
