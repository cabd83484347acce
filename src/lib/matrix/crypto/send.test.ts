import {
	KeysClaimRequest,
	KeysUploadRequest,
	ToDeviceRequest
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { beforeEach, expect, test, vi } from 'vitest';
import { me, signal } from '../security-testing';
import { cryptoClient, type CryptoClient } from './client';
import type { KeyHomeserver } from './homeserver-testing';
import { send } from './send';
import { useKeyHomeserver, value } from './testing';

const homeserver = useKeyHomeserver();
const sent = { ok: true, value: true };
let server: KeyHomeserver;
let client: CryptoClient;

beforeEach(async () => {
	server = homeserver();
	client = value(await cryptoClient(signal));
	server.asked.length = 0;
});

async function upload(): Promise<KeysUploadRequest> {
	const requests = await client.machine.outgoingRequests();
	const found = requests.find((request) => request instanceof KeysUploadRequest);
	if (!found) throw new Error('nothing to upload');
	return found;
}

test('one-time keys are held back, and the machine makes no more', async () => {
	expect(await send(client, await upload(), signal)).toEqual(sent);
	expect(Object.keys(server.uploads[0] ?? {})).toEqual(['device_keys']);
	expect(client.isPublished).toBe(true);
	await expect(upload()).rejects.toThrow('nothing to upload');
});

test('a device that nobody hears of publishes nothing', async () => {
	client.isSession = false;
	expect(await send(client, await upload(), signal)).toEqual(sent);
	expect(server.asked).toEqual([]);
});

test('messages to other sessions go where they should', async () => {
	const body = JSON.stringify({ messages: { [me]: { THERE: { a: 1 } } } });
	const put = vi.fn(server.fetch);
	vi.stubGlobal('fetch', put);
	await send(client, new ToDeviceRequest('1', 'm.a/b', 'txn 1', body), signal);
	expect(server.asked).toEqual(['PUT /_matrix/client/v3/sendToDevice/m.a%2Fb/txn%201']);
	expect(put.mock.lastCall?.[1]?.body).toBe(body);
});

test('what the homeserver refuses is told, and not to the machine', async () => {
	const claim = new KeysClaimRequest('1', JSON.stringify({ one_time_keys: {} }));
	const marked = vi.spyOn(client.machine, 'markRequestAsSent');
	expect(await send(client, claim, signal)).toMatchObject({ error: { kind: 'unsupported' } });
	server.fail(1, 'lost');
	expect(await send(client, await upload(), signal)).toMatchObject({
		error: { kind: 'unreachable' }
	});
	expect(marked).not.toHaveBeenCalled();
	expect(client.isPublished).toBe(false);
});

test('an answer that the machine cannot read is told', async () => {
	const claim = new KeysClaimRequest('1', JSON.stringify({ one_time_keys: {} }));
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ one_time_keys: 7 })));
	expect(await send(client, claim, signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
});

test('whoever has left sends nothing', async () => {
	await expect(send(client, await upload(), AbortSignal.abort(new Error('left')))).rejects.toThrow(
		'left'
	);
	expect(server.asked).toEqual([]);
});
