import { DeviceId, KeysUploadRequest, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { fail, ok, type Result } from '$lib/base/result';
import type { ConfirmData } from '$lib/uia/types';
import type { Confirmed } from '../account-ports';
import { confirmedRequest } from '../confirmed';
import { secretOf } from '../keys/secret-storage';
import { signingKeyNames, signingSecret } from '../keys/signing-keys';
import type { OpenedKey } from '../keys-ports';
import { refreshKeys, type CryptoClient, type MadeKeys } from './client';
import { inOrder } from './in-order';
import { send, withoutOwn } from './send';

const names = signingKeyNames.map(signingSecret);

/** Whether the machine holds the private keys that belong to the account's public ones. */
export async function holdsSigningKeys({ machine, master, made }: CryptoClient): Promise<boolean> {
	if (master === undefined || (made && made.master !== master)) return false;
	const status = await machine.crossSigningStatus();
	return status.hasMaster && status.hasSelfSigning && status.hasUserSigning;
}

/**
 * Takes the account's private signing keys from secret storage into memory.
 * @returns whether they are there; without them the machine has to hold them already. Fails with
 * `crossSigningLost` when nobody has them, or other ones than those in use are there
 */
export async function takeSigningKeys(
	client: CryptoClient,
	key: OpenedKey,
	signal: AbortSignal
): Promise<Result<boolean>> {
	const found = await Promise.all(names.map((name) => secretOf(name, key, signal)));
	const texts: (string | undefined)[] = [];
	for (const each of found) {
		if (!each.ok) return each;
		texts.push(each.value?.reveal());
	}
	if (await holdsSigningKeys(client)) return ok(isSame(texts, await exported(client)));
	// Whoever has left has wiped what there was: nothing may come after it.
	signal.throwIfAborted();
	try {
		if (texts.every(Boolean)) await client.machine.importCrossSigningKeys(...texts);
	} catch {
		// Told as an exception: keys that cannot be read, or other ones than the account's.
	}
	return (await holdsSigningKeys(client)) ? ok(true) : fail({ kind: 'crossSigningLost' });
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
	a.every((each, at) => each === b[at]);

async function exported({ machine }: CryptoClient): Promise<(string | undefined)[]> {
	const keys = await machine.exportCrossSigningKeys();
	const texts = [keys?.masterKey, keys?.self_signing_key, keys?.userSigningKey];
	keys?.free();
	return texts;
}

/**
 * Makes new signing keys, in memory only, or goes on with those that were made before.
 * @returns what has to be sent for them to be in use
 */
export async function makeSigningKeys(
	client: CryptoClient,
	task: MadeKeys['for']
): Promise<MadeKeys> {
	if (client.made?.for === task) return client.made;
	const { uploadSigningKeysRequest: request } = await client.machine.bootstrapCrossSigning(true);
	const body = JSON.parse(request.body) as Body;
	const master_key = withoutOwn(client, body.master_key as Body);
	const [master = ''] = Object.values(master_key.keys as Record<string, string>);
	client.made = { for: task, body: { ...body, master_key }, master };
	return client.made;
}
type Body = Record<string, unknown>;

/** The private signing keys of this page, by their names in secret storage. */
export async function signingSecrets(client: CryptoClient): Promise<Record<string, string>> {
	const texts = await exported(client);
	return Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']));
}

/**
 * Puts signing keys that were made here into use, in place of any that were (client-server API,
 * `POST /keys/device_signing/upload`).
 * @returns the challenge where the homeserver wants it confirmed
 */
export async function useSigningKeys(
	client: CryptoClient,
	{ body, master }: MadeKeys,
	auth: ConfirmData | undefined,
	signal: AbortSignal
): Promise<Result<Confirmed<true>>> {
	const done = ok({ kind: 'done', value: true } as const);
	// An answer may have been lost.
	if (client.master === master) return done;
	const path = '/_matrix/client/v3/keys/device_signing/upload';
	const sent = await confirmedRequest({ method: 'POST', path, body, signal }, auth);
	if (!sent.ok || sent.value.kind === 'challenge') return sent;
	const known = await refreshKeys(client, signal);
	return known.ok ? done : known;
}

/** Signs the session of this tab, with its public keys if nobody had any. */
export const verifySession = (client: CryptoClient, signal: AbortSignal): Promise<Result<true>> =>
	inOrder(
		() => publishSession(client, signal),
		() => signSession(client, client.session.deviceId, signal)
	);

/** Makes the session's public keys known, if nobody knows any yet. */
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
