import { OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { currentAccount, forgetAccount, keepAccount } from '$lib/session/account';
import { verifyOther, verifyThis, wipe } from '../encryption';
import type { NewKey, OpenedKey } from '../keys-ports';
import { open } from '../recovery-keys';
import { me, signal } from '../security-testing';
import { cryptoClient, wipeClient } from './client';
import type { KeyHomeserver } from './homeserver-testing';
import { reset } from './reset';
import { setUp } from './set-up';
import { publishSession } from './signing-keys';
import { done, expectAllInOrder, failed, newKey, useKeyHomeserver, value } from './testing';

const homeserver = useKeyHomeserver();
const verified = { ok: true, value: true };
let server: KeyHomeserver;
let key: NewKey;
let opened: OpenedKey;

/** An account that another app of the person's has set up; this session has no keys yet. */
beforeEach(async () => {
	server = homeserver();
	key = await newKey();
	expect(await setUp({ key }, () => undefined, signal)).toEqual(done);
	opened = value(await open(key.encoded, signal));
	delete server.devices.HERE;
	server.uploads.length = 0;
	wipeClient();
});

const asSession = (deviceId: string) => {
	const account = currentAccount();
	if (account) keepAccount({ ...account, deviceId });
};

describe('the session of this tab', () => {
	test('is verified, with keys of its own', async () => {
		expect(await verifyThis(opened, signal)).toEqual(verified);
		expect(server.uploads.map((body) => Object.keys(body))).toEqual([['device_keys']]);
		await expectAllInOrder(server, key);
	});

	test('is verified as it is when a page before has published its keys', async () => {
		await publishSession(value(await cryptoClient(signal)), signal);
		const before = structuredClone(server.devices.HERE?.keys);
		wipeClient();
		const client = value(await cryptoClient(signal));
		expect(client).toMatchObject({ isSession: false, isPublished: true });
		expect(await verifyThis(opened, signal)).toEqual(verified);
		expect(server.devices.HERE?.keys).toEqual(before);
		expect(Object.keys(server.devices)).toEqual(['HERE']);
		const stranger = client.machine.deviceId.toString();
		expect(JSON.stringify([server.signatures, server.uploads])).not.toContain(stranger);
		await expectAllInOrder(server, key);
	});

	test('keeps the keys that another tab of it was faster with', async () => {
		expect(value(await cryptoClient(signal)).isSession).toBe(true);
		server.devices.HERE = { keys: { 'ed25519:HERE': 'somebody else' } };
		const client = value(await cryptoClient(signal));
		expect(client).toMatchObject({ isSession: false, isPublished: true });
	});

	test('needs no second signature', async () => {
		await verifyThis(opened, signal);
		const signatures = server.signatures.length;
		expect(await verifyThis(opened, signal)).toEqual(verified);
		expect(server.signatures).toHaveLength(signatures);
	});

	test('is not verified with keys that are not the account’s', async () => {
		server.data['m.cross_signing.self_signing'] = {};
		expect(await verifyThis(opened, signal)).toEqual(failed('crossSigningLost'));
		expect(server.uploads).toEqual([]);
		server.signing = {};
		expect(await verifyThis(opened, signal)).toEqual(failed('crossSigningLost'));
	});

	test('is not verified when the homeserver does not take the signature', async () => {
		const refused = { failures: { [me]: { HERE: { errcode: 'M_INVALID_SIGNATURE' } } } };
		vi.stubGlobal('fetch', (input: URL | string, init: RequestInit) =>
			String(input).endsWith('/signatures/upload')
				? Promise.resolve(Response.json(refused))
				: server.fetch(input, init)
		);
		expect(await verifyThis(opened, signal)).toEqual(failed('refused'));
	});
});

describe('another session', () => {
	beforeEach(async () => {
		asSession('THERE');
		await publishSession(value(await cryptoClient(signal)), signal);
		server.devices.THERE = server.devices.HERE ?? {};
		delete server.devices.HERE;
		server.uploads.length = 0;
		wipeClient();
		asSession('HERE');
	});

	test('is verified, and nothing is published for this one', async () => {
		expect(await verifyOther('THERE', opened, signal)).toEqual(verified);
		expect(server.uploads).toEqual([]);
		const signatures = server.devices.THERE?.signatures as Record<string, object>;
		const [selfSigning = ''] = Object.keys(server.signing.self_signing_key?.keys ?? {});
		expect(signatures[me]).toHaveProperty([selfSigning]);
	});

	test('without keys cannot be', async () => {
		expect(await verifyOther('GONE', opened, signal)).toEqual(failed('unsupported'));
	});
});

describe('the client', () => {
	test('is one for as long as the page lives', async () => {
		const client = value(await cryptoClient(signal));
		expect(value(await cryptoClient(signal))).toBe(client);
	});

	test('is gone when it is wiped, with every key of the account', async () => {
		await verifyThis(opened, signal);
		const client = value(await cryptoClient(signal));
		await wipe();
		expect(() => client.machine.deviceId).toThrow('null pointer');
		expect(value(await cryptoClient(signal))).not.toBe(client);
	});

	test('with no keys but the session’s goes on, while that is signed in', async () => {
		await wipe();
		const client = value(await cryptoClient(signal));
		await publishSession(client, signal);
		await wipe();
		const again = value(await cryptoClient(signal));
		expect(again).toBe(client);
		expect(again).toMatchObject({ isSession: true, isPublished: true });
		forgetAccount();
		await wipe();
		expect(() => client.machine.deviceId).toThrow('null pointer');
	});

	test('forgets signing keys that were never taken', async () => {
		server.uia = 'uia';
		await reset({ key: await newKey() }, () => undefined, signal);
		const client = value(await cryptoClient(signal, 'reset'));
		await wipe();
		expect(() => client.machine.deviceId).toThrow('null pointer');
	});

	test('is nobody else’s', async () => {
		const client = value(await cryptoClient(signal));
		asSession('OTHER');
		expect(value(await cryptoClient(signal))).not.toBe(client);
	});

	test('is nobody’s when nobody is signed in', async () => {
		const client = value(await cryptoClient(signal));
		forgetAccount();
		expect(await cryptoClient(signal)).toEqual({
			ok: false,
			error: { kind: 'sessionEnded', soft: false }
		});
		expect(() => client.machine.deviceId).toThrow('null pointer');
	});

	test('gets no keys of the account for whoever has left while they were opened', async () => {
		const left = new AbortController();
		const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
		let opening = 3;
		const spied = vi.spyOn(crypto.subtle, 'decrypt').mockImplementation((...given) => {
			opening -= 1;
			// All has arrived by then.
			if (opening === 0) left.abort();
			return decrypt(...given);
		});
		await expect(verifyThis(opened, left.signal)).rejects.toThrow();
		spied.mockRestore();
		expect(opening).toBe(0);
		const { machine } = value(await cryptoClient(signal));
		expect((await machine.crossSigningStatus()).hasMaster).toBe(false);
	});

	test('is not left behind by whoever has left while it was made', async () => {
		const left = new AbortController();
		const make = OlmMachine.initialize.bind(OlmMachine);
		const made: OlmMachine[] = [];
		const spied = vi.spyOn(OlmMachine, 'initialize').mockImplementation(async (...given) => {
			const machine = await make(...given);
			made.push(machine);
			left.abort();
			return machine;
		});
		await expect(cryptoClient(left.signal)).rejects.toThrow();
		spied.mockRestore();
		expect(() => made[0]?.deviceId).toThrow('null pointer');
	});

	test('leaves nothing behind in the browser', async () => {
		await verifyThis(opened, signal);
		const stored = JSON.stringify([{ ...sessionStorage }, { ...localStorage }]);
		expect(Object.keys(sessionStorage)).toEqual(['vestibule.account']);
		expect(stored).not.toContain(opened.encoded.reveal());
		expect(stored).toContain(new Secret('syt_here').reveal());
		expect(globalThis.indexedDB).toBeUndefined();
	});

	test.each([
		{ device_keys: {}, master_keys: 7 },
		{ device_keys: { [me]: { HERE: {} } }, self_signing_keys: 'none' },
		{ device_keys: { nobody: { HERE: {} } } }
	])('does not break by keys that nobody can read: %#', async (answer) => {
		vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answer)));
		expect(await cryptoClient(signal)).toEqual(failed('badAnswer'));
	});

	test('tells why it cannot know the account’s keys', async () => {
		server.fail(1, 'unsent');
		expect(await cryptoClient(signal)).toEqual(failed('unreachable'));
		vi.stubGlobal('fetch', () =>
			Promise.resolve(
				Response.json({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: false }, { status: 401 })
			)
		);
		expect(await cryptoClient(signal)).toMatchObject({ error: { kind: 'sessionEnded' } });
	});
});
