import { DeviceId, KeysUploadRequest, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { fail, ok, type Result } from '$lib/base/result';
import { secretOf } from '../keys/secret-storage';
import { signingKeyNames } from '../keys/signing-keys';
import type { OpenedKey } from '../keys-ports';
import type { CryptoClient } from './client';
import { send } from './send';

/** What the account's private signing keys are called in secret storage. */
export const signingSecrets = signingKeyNames.map((name) => `m.cross_signing.${name}` as const);

/** Whether the machine holds the private keys that belong to the account's public ones. */
export async function holdsSigningKeys({ machine }: CryptoClient): Promise<boolean> {
	const status = await machine.crossSigningStatus();
	return status.hasMaster && status.hasSelfSigning && status.hasUserSigning;
}

/**
 * Takes the account's private signing keys from secret storage into memory.
 * @returns fails with `crossSigningLost` when they are not there, or are not those in use
 */
export async function takeSigningKeys(
	client: CryptoClient,
	key: OpenedKey,
	signal: AbortSignal
): Promise<Result<true>> {
	if (await holdsSigningKeys(client)) return ok(true);
	const [master, selfSigning, userSigning] = await Promise.all(
		signingSecrets.map((name) => secretOf(name, key, signal))
	);
	for (const found of [master, selfSigning, userSigning]) if (found && !found.ok) return found;
	const text = (found: typeof master) => (found?.ok ? found.value?.reveal() : undefined);
	const texts = [master, selfSigning, userSigning].map(text);
	if (!texts.every(Boolean)) return fail({ kind: 'crossSigningLost' });
	try {
		await client.machine.importCrossSigningKeys(...(texts as [string, string, string]));
	} catch {
		// Told as an exception: keys that cannot be read, or other ones than the account's.
	}
	return (await holdsSigningKeys(client)) ? ok(true) : fail({ kind: 'crossSigningLost' });
}

/**
 * Makes the session's public keys known, if nobody knows any yet.
 * @throws the signal's reason when the caller aborts
 */
export async function publishSession(
	client: CryptoClient,
	signal: AbortSignal
): Promise<Result<true>> {
	if (client.isPublished) return ok(true);
	for (const request of await client.machine.outgoingRequests()) {
		if (!(request instanceof KeysUploadRequest)) continue;
		const sent = await send(client, request, signal);
		if (!sent.ok) return sent;
	}
	return ok(true);
}

/**
 * Signs a session with the account's own key, so that it counts as verified.
 * @returns fails with `unsupported` for a session that has no keys
 */
export async function signSession(
	client: CryptoClient,
	deviceId: string,
	signal: AbortSignal
): Promise<Result<true>> {
	const { machine, session } = client;
	const device = await machine.getDevice(new UserId(session.userId), new DeviceId(deviceId));
	if (!device) return fail({ kind: 'unsupported' });
	if (device.isCrossSignedByOwner()) return ok(true);
	return send(client, await device.verify(), signal);
}
