import {
	KeysClaimRequest,
	KeysQueryRequest,
	KeysUploadRequest,
	SignatureUploadRequest,
	ToDeviceRequest,
	type OlmMachine
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { catch as orElse, object, optional, record, string, unknown } from 'zod/mini';
import { fail, ok, type Result } from '$lib/base/result';
import { parsed, readAnswer } from '../answers';
import { asUser, type UserCall } from '../as-user';
import { rowsFor } from '../error-rows';
import { sdkHttp } from '../sdk-http';
import type { CryptoClient } from './client';
import { taken } from './taken';

/** What the machine asks to be sent. */
export type MachineRequest = Awaited<ReturnType<OlmMachine['outgoingRequests']>>[number];

/**
 * Sends what the machine asks for, and tells it the answer. One-time keys, with which other sessions
 * could encrypt to this one, are held back.
 * @returns fails with what the homeserver says, `refused` when it did not take a signature, and
 * `badAnswer`
 * @throws the signal's reason when the caller aborts
 */
export async function send(
	client: CryptoClient,
	request: MachineRequest,
	signal: AbortSignal
): Promise<Result<true>> {
	const call = callOf(client, request);
	let told: unknown = ENOUGH;
	if (call) {
		const answer = await asUser(sdkHttp, { ...call, signal });
		const read = readAnswer(answer, unknown(), rowsFor.session);
		if (!read.ok) return read;
		if (request instanceof SignatureUploadRequest && isRefused(read.value))
			return fail({ kind: 'refused' });
		if (request instanceof KeysUploadRequest) client.isPublished = true;
		else told = read.value;
	}
	const { id, type } = request;
	if (!id) return ok(true);
	return taken(() => client.machine.markRequestAsSent(id, type, JSON.stringify(told)));
}

// As many as the machine wants to be there: it then makes no more.
const ENOUGH = { one_time_key_counts: { signed_curve25519: 50 } };
const v3 = '/_matrix/client/v3';

type Body = Record<string, unknown>;
const bodyOf = ({ body }: { body: string }): Body => JSON.parse(body) as Body;

/** The request of the client-server API; undefined for what is not sent. */
function callOf(
	client: CryptoClient,
	request: MachineRequest
): Omit<UserCall, 'signal'> | undefined {
	if (request instanceof KeysUploadRequest) {
		const { device_keys } = bodyOf(request);
		if (!client.isSession || device_keys === undefined) return undefined;
		return { method: 'POST', path: `${v3}/keys/upload`, body: { device_keys } };
	}
	if (request instanceof SignatureUploadRequest) {
		const body = knownSignatures(client, bodyOf(request));
		const isEmpty = Object.values(body).every((of) => Object.keys(of).length === 0);
		return isEmpty ? undefined : { method: 'POST', path: `${v3}/keys/signatures/upload`, body };
	}
	if (request instanceof KeysQueryRequest)
		return { method: 'POST', path: `${v3}/keys/query`, body: bodyOf(request) };
	if (request instanceof KeysClaimRequest)
		return { method: 'POST', path: `${v3}/keys/claim`, body: bodyOf(request) };
	if (!(request instanceof ToDeviceRequest)) return undefined;
	const to = [request.event_type, request.txn_id].map(encodeURIComponent).join('/');
	return { method: 'PUT', path: `${v3}/sendToDevice/${to}`, body: bodyOf(request) };
}

const signedKeys = record(string(), record(string(), unknown()));
type SignedKeys = Record<string, Record<string, unknown>>;

/** Without a device that nobody hears of, and without what it alone has signed. */
function knownSignatures(client: CryptoClient, body: Body): SignedKeys {
	const all = parsed(signedKeys, body);
	if (!all.ok) return {};
	if (client.isSession) return all.value;
	const own = client.machine.deviceId.toString();
	const rest = Object.entries(all.value).map(([user, keys]) => {
		const kept = Object.entries(keys)
			.filter(([id]) => id !== own)
			.map(([id, key]) => [id, withoutOwn(client, key as Body)] as const)
			.filter(([, { signatures }]) => Object.keys(signatures ?? {}).length > 0);
		return [user, Object.fromEntries(kept)];
	});
	return Object.fromEntries(rest) as SignedKeys;
}

/** Something signed, without the signature of a device that nobody hears of. */
export function withoutOwn({ isSession, machine }: CryptoClient, signed: Body): Body {
	const all = parsed(signedKeys, signed.signatures);
	if (isSession || !all.ok) return signed;
	const own = `ed25519:${machine.deviceId.toString()}`;
	const left = Object.entries(all.value).flatMap(([user, { [own]: _own, ...others }]) =>
		Object.keys(others).length > 0 ? [[user, others]] : []
	);
	return { ...signed, signatures: Object.fromEntries(left) as unknown };
}

const failures = object({ failures: orElse(optional(record(string(), unknown())), undefined) });

/** Signatures that are not taken are told in an answer of success. */
function isRefused(body: unknown): boolean {
	const read = parsed(failures, body);
	const refused = read.ok ? Object.values(read.value.failures ?? {}) : [];
	return refused.some((of) => Object.keys(of as object).length > 0);
}
