import {
	BackupDecryptionKey,
	CrossSigningKeyExport,
	OlmMachine
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import type { ConfirmData } from '$lib/uia/types';
import type { NewKey, OpenedKey, SetUpStage } from '../keys-ports';
import { make, open } from '../recovery-keys';
import { me, signal } from '../security-testing';
import { wipeClient } from './client';
import type { KeyHomeserver } from './homeserver-testing';
import { setUp } from './set-up';
import { done, expectAllInOrder, failed, newKey, useKeyHomeserver, value } from './testing';

const homeserver = useKeyHomeserver();
let server: KeyHomeserver;
let key: NewKey;
beforeEach(async () => {
	server = homeserver();
	key = await newKey();
});

const run = (given: NewKey | OpenedKey = key, auth?: ConfirmData) =>
	setUp({ key: given, ...(auth && { auth }) }, () => undefined, signal);
const opened = async () => value(await open(key.encoded, signal));

const expectInOrder = () => expectAllInOrder(server, key);

test('makes everything, private keys before public ones', async () => {
	const stages: SetUpStage[] = [];
	expect(await setUp({ key }, (stage) => stages.push(stage), signal)).toEqual(done);
	expect(stages).toEqual(['secretStorage', 'crossSigning', 'backup', 'thisSession']);
	await expectInOrder();
	const at = (end: string) => server.asked.findIndex((line) => line.endsWith(end));
	const master = at('PUT account_data/m.cross_signing.master');
	expect(at('PUT account_data/m.secret_storage.default_key')).toBeLessThan(master);
	expect(master).toBeLessThan(at('/keys/device_signing/upload'));
	expect(master).toBeGreaterThan(0);
	const backup = server.asked.indexOf('PUT account_data/m.megolm_backup.v1');
	expect(backup).toBeLessThan(server.asked.indexOf('POST /_matrix/client/v3/room_keys/version'));
});

test('publishes the keys of the session, and none that others could write to', async () => {
	await run();
	expect(server.uploads).toHaveLength(1);
	expect(Object.keys(server.uploads[0] ?? {})).toEqual(['device_keys']);
	expect(server.devices).toHaveProperty('HERE.device_id', 'HERE');
});

test('describes a key that follows from a phrase', async () => {
	key = value(await make(new Secret('correct horse'), signal));
	expect(await run()).toEqual(done);
	const { key: id } = server.data['m.secret_storage.default_key'] as { key: string };
	expect(server.data[`m.secret_storage.key.${id}`]).toMatchObject({
		algorithm: 'm.secret_storage.v1.aes-hmac-sha2',
		passphrase: { algorithm: 'm.pbkdf2', ...key.derivation }
	});
	const typed = value(await open(new Secret('correct horse'), signal));
	expect(typed.encoded.reveal()).toBe(key.encoded.reveal());
});

test('signs the backup with the session and with the account', async () => {
	await run();
	const { auth_data } = server.backups[0] as { auth_data: { signatures: Record<string, object> } };
	const [master] = Object.keys(server.signing.master_key?.keys ?? {});
	expect(Object.keys(auth_data.signatures[me] ?? {}).sort()).toEqual(
		['ed25519:HERE', master].sort()
	);
});

test('private keys outside of the machine are wiped from its memory at once', async () => {
	const made = [
		vi.spyOn(BackupDecryptionKey, 'createRandomKey'),
		vi.spyOn(BackupDecryptionKey, 'fromBase64'),
		vi.spyOn(OlmMachine.prototype, 'exportCrossSigningKeys')
	];
	const wiped = [BackupDecryptionKey, CrossSigningKeyExport].map((kind) =>
		vi.spyOn(kind.prototype, 'free')
	);
	await run();
	const times = (spies: { mock: { calls: unknown[] } }[]) =>
		spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
	expect(times(made)).toBeGreaterThan(0);
	expect(times(wiped)).toBe(times(made));
});

describe('what is there already is kept', () => {
	test('all of it', async () => {
		await run();
		const before = structuredClone([server.data, server.signing, server.backups]);
		wipeClient();
		expect(await run(await opened())).toEqual(done);
		expect([server.data, server.signing, server.backups]).toEqual(before);
		expect(server.uploads).toHaveLength(1);
	});

	test('a backup whose public key some app has written with padding', async () => {
		await run();
		server.backups = server.backups.map((backup) => {
			const data = backup.auth_data as { public_key: string };
			return { ...backup, count: 1, auth_data: { ...data, public_key: `${data.public_key}=` } };
		});
		const before = structuredClone(server.backups);
		expect(await run(await opened())).toEqual(done);
		expect(server.backups).toEqual(before);
	});

	test('cross-signing and its key, when only the backup is missing', async () => {
		await run();
		const { master_key } = structuredClone(server.signing);
		server.backups = [];
		expect(await run(await opened())).toEqual(done);
		expect(server.signing.master_key?.keys).toEqual(master_key?.keys);
		await expectInOrder();
	});

	test('a recovery key that something depends on is asked for', async () => {
		await run();
		const before = structuredClone(server.data);
		expect(await run(await newKey())).toEqual(failed('recoveryKeyNeeded'));
		const stranger = { ...(await opened()), id: 'gone' };
		expect(await run(stranger)).toEqual(failed('recoveryKeyNeeded'));
		expect(server.data).toEqual(before);
	});

	test('one that only a backup depends on, too', async () => {
		await run();
		server.signing = {};
		expect(await run(await newKey())).toEqual(failed('recoveryKeyNeeded'));
	});

	test('one that nothing depends on is replaced', async () => {
		await run();
		server.signing = {};
		server.backups = [];
		wipeClient();
		key = await newKey();
		expect(await run()).toEqual(done);
		await expectInOrder();
	});
});

describe('what cannot be completed', () => {
	test('signing keys that are nowhere', async () => {
		await run();
		wipeClient();
		server.data['m.cross_signing.master'] = {};
		const before = structuredClone(server.data);
		expect(await run(await opened())).toEqual(failed('crossSigningLost'));
		server.data['m.secret_storage.default_key'] = {};
		expect(await run()).toEqual(failed('crossSigningLost'));
		expect({ ...server.data, 'm.secret_storage.default_key': 0 }).toEqual({
			...before,
			'm.secret_storage.default_key': 0
		});
	});

	test('signing keys other than those in use', async () => {
		await run();
		const { signing, data } = structuredClone({ signing: server.signing, data: server.data });
		wipeClient();
		Object.assign(server, { signing: {}, backups: [] });
		await run(await newKey());
		wipeClient();
		Object.assign(server, { signing });
		Object.assign(server.data, data, {
			'm.cross_signing.master': server.data['m.cross_signing.user_signing']
		});
		expect(await run(await opened())).toEqual(failed('crossSigningLost'));
	});

	test('a backup with keys in it that the recovery key does not open', async () => {
		await run();
		server.data['m.megolm_backup.v1'] = {};
		server.backups = server.backups.map((backup) => ({ ...backup, count: 1 }));
		const before = structuredClone(server.backups);
		expect(await run(await opened())).toEqual(failed('backupLost'));
		expect(server.backups).toEqual(before);
	});

	test('an empty one is replaced', async () => {
		await run();
		server.data['m.megolm_backup.v1'] = {};
		expect(await run(await opened())).toEqual(done);
		await expectInOrder();
	});
});

describe('a homeserver that wants it confirmed', () => {
	const auth: ConfirmData = { session: 'uia', type: 'm.login.dummy' };
	beforeEach(() => {
		server.uia = 'uia';
	});

	test('is asked again with the same keys', async () => {
		expect(await run()).toMatchObject({
			value: { kind: 'challenge', challenge: { session: 'uia' } }
		});
		const kept = structuredClone(server.data['m.cross_signing.master']);
		expect(kept).toBeDefined();
		expect(await run(key, auth)).toEqual(done);
		await expectInOrder();
	});

	test('gets other keys from a page that was reloaded', async () => {
		await run();
		wipeClient();
		expect(await run(key, auth)).toEqual(done);
		await expectInOrder();
	});
});

describe('interrupted', () => {
	const REQUESTS = 15;
	const ways = (['unsent', 'lost'] as const).flatMap((kind) =>
		(['the same page', 'a new page'] as const).flatMap((by) =>
			Array.from({ length: REQUESTS }, (_, at) => ({ at: at + 1, kind, by }))
		)
	);

	test('there is nothing else to interrupt', async () => {
		await run();
		expect(server.asked).toHaveLength(REQUESTS);
	});

	test.each(['secretStorage', 'crossSigning', 'backup', 'thisSession'] as const)(
		'by whoever leaves before %s, and taken up when they are back',
		async (stage) => {
			const leaving = new AbortController();
			const told = (now: SetUpStage) => {
				if (now === stage) leaving.abort(new Error('left'));
			};
			await expect(setUp({ key }, told, leaving.signal)).rejects.toThrow('left');
			expect(await run()).toEqual(done);
			await expectInOrder();
		}
	);

	test.each(ways)('at request $at ($kind), and taken up by $by', async ({ at, kind, by }) => {
		server.fail(at, kind);
		expect(await run()).toEqual(failed('unreachable'));
		if (by === 'a new page') wipeClient();
		const kept = await open(key.encoded, signal);
		expect(await run(kept.ok ? kept.value : key)).toEqual(done);
		await expectInOrder();
	});
});
