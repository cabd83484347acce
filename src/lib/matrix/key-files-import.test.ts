import { BackupDecryptionKey, OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { startWasm } from './crypto/wasm';
import { importKeys } from './key-files';
import { readBackup, type BackupContent } from './key-files-testing';
import { accountWithKeys, versionLine, type TestAccount } from './keys/account-testing';
import { anyRoomKey } from './keys/room-keys-testing';
import type { Progress } from './keys-ports';
import { open } from './recovery-keys';
import { json, scriptedFetch } from './scripted-fetch';
import { at, signal, signIn } from './security-testing';

const putLine = at('PUT', 'v3/room_keys/keys?version=7');
const phrase = 'a phrase';
let account: TestAccount;

beforeAll(() => startWasm(() => undefined, signal));
beforeEach(() => {
	signIn();
	account = accountWithKeys({ phrase });
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

/** The backup has three keys, and as many more as are told. */
function serve(answers: TestAccount['answers'] = {}, more = 0) {
	const taken = json({ etag: '2', count: 3 + more });
	const script = scriptedFetch({ ...account.answers, [putLine]: taken, ...answers });
	vi.stubGlobal('fetch', script.fetch);
	return () => script.sent.filter(({ line }) => line.startsWith('PUT'));
}

const fileOf = (keys: unknown, passphrase = 'right') =>
	new Blob([OlmMachine.encryptExportedRoomKeys(JSON.stringify(keys), passphrase, 1000)]);
const given = (file: Blob, passphrase = 'right') => ({ file, passphrase: new Secret(passphrase) });
const nothing = () => undefined;

describe('an import', () => {
	test('puts every key into the backup, as another app reads it', async () => {
		const keys = ['!a:x', '!b"ü:x', '!b"ü:x'].map((room, index) => anyRoomKey(room, index));
		const puts = serve({}, 2);
		const told: Progress[] = [];
		const answer = await importKeys(given(fileOf(keys)), (at) => told.push(at), signal);
		expect(answer).toEqual({ ok: true, value: { count: 3, added: 2, unreadable: 0 } });
		expect(told).toEqual([
			{ done: 0, of: 3 },
			{ done: 3, of: 3 }
		]);
		const [put] = puts();
		const own = BackupDecryptionKey.fromBase64(account.backupKey);
		expect(readBackup(put?.body as BackupContent, own)).toMatchObject(keys);
		expect(put?.body).toMatchObject({
			rooms: {
				'!a:x': {
					sessions: {
						[keys[0]?.session_id ?? '']: {
							first_message_index: 0,
							forwarded_count: 0,
							is_verified: false
						}
					}
				}
			}
		});
	});

	test('goes in portions, one after the other', async () => {
		const keys = Array.from({ length: 450 }, (_, at) => anyRoomKey(`!${(at % 7).toString()}:x`));
		const puts = serve({}, 450);
		const told: Progress[] = [];
		const answer = await importKeys(given(fileOf(keys)), (at) => told.push(at), signal);
		expect(answer).toMatchObject({ value: { count: 450, added: 450 } });
		const sizes = puts().map(({ body }) =>
			Object.values((body as BackupContent).rooms).flatMap(({ sessions }) => Object.keys(sessions))
		);
		expect(sizes.map(({ length }) => length)).toEqual([200, 200, 50]);
		expect(new Set(sizes.flat()).size).toBe(450);
	});

	test('of a key that is there twice the better one is sent', async () => {
		const [late, early] = [anyRoomKey('!a', 9), anyRoomKey('!a', 2)];
		const same = { ...early, session_id: late.session_id };
		const bytes = Buffer.from(late.session_key, 'base64');
		bytes.writeUInt32BE(2, 1);
		same.session_key = bytes.toString('base64').replace(/=+$/u, '');
		for (const keys of [
			[late, same],
			[same, late]
		]) {
			const puts = serve();
			await importKeys(given(fileOf(keys)), nothing, signal);
			expect(puts()[0]?.body).toMatchObject({
				rooms: { '!a': { sessions: { [late.session_id]: { first_message_index: 2 } } } }
			});
		}
	});

	test('an empty file sends nothing', async () => {
		const puts = serve();
		const answer = await importKeys(given(fileOf([])), nothing, signal);
		expect(answer).toEqual({ ok: true, value: { count: 0, added: 0, unreadable: 0 } });
		expect(puts()).toEqual([]);
	});

	test('the recovery key makes sure whose backup it is', async () => {
		serve({}, 1);
		const key = await open(new Secret(phrase), signal);
		if (!key.ok) throw new Error(key.error.kind);
		const file = fileOf([anyRoomKey()]);
		const good = await importKeys({ ...given(file), key: key.value }, nothing, signal);
		expect(good).toMatchObject({ ok: true, value: { count: 1 } });
		const stranger = BackupDecryptionKey.createRandomKey().megolmV1PublicKey.publicKeyBase64;
		const algorithm = 'm.megolm_backup.v1.curve25519-aes-sha2';
		const auth_data = { public_key: stranger };
		const puts = serve({ [versionLine]: json({ version: '7', algorithm, auth_data, count: 3 }) });
		const bad = await importKeys({ ...given(file), key: key.value }, nothing, signal);
		expect(bad).toEqual({ ok: false, error: { kind: 'backupKeyMissing' } });
		expect(puts()).toEqual([]);
	});
});

describe('an import that cannot be', () => {
	const file = () => fileOf([anyRoomKey()]);

	test('a wrong passphrase sends nothing', async () => {
		const puts = serve();
		const answer = await importKeys(given(file(), 'wrong'), nothing, signal);
		expect(answer).toEqual({ ok: false, error: { kind: 'passphraseWrong' } });
		expect(puts()).toEqual([]);
	});

	test('without a backup, whatever the file is', async () => {
		account = accountWithKeys({ phrase, without: ['backup'] });
		serve();
		const answer = await importKeys(given(new Blob(['x'])), nothing, signal);
		expect(answer).toEqual({ ok: false, error: { kind: 'backupNone' } });
	});

	test.each([
		[json({ errcode: 'M_NOT_FOUND' }, 404), { kind: 'backupNone' }],
		[
			json({ errcode: 'M_WRONG_ROOM_KEYS_VERSION', current_version: '8' }, 403),
			{ kind: 'unknown' }
		],
		[json({ errcode: 'M_UNKNOWN_TOKEN' }, 401), { kind: 'sessionEnded' }],
		[json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 90_000 }, 429), { kind: 'rateLimited' }],
		[json({}), { kind: 'badAnswer' }]
	])('the homeserver refuses: %#', async (answer, error) => {
		serve({ [putLine]: answer });
		expect(await importKeys(given(file()), nothing, signal)).toMatchObject({ error });
	});

	test('a portion that is lost is sent again', async () => {
		let times = 0;
		const puts = serve({
			[putLine]: () => {
				times += 1;
				return times === 1 ? json({}, 502)() : json({ etag: '2', count: 4 })();
			}
		});
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const answer = importKeys(given(file()), nothing, signal);
		await vi.waitFor(() => expect(times).toBe(1));
		await vi.advanceTimersByTimeAsync(1_000);
		expect(await answer).toMatchObject({ ok: true, value: { added: 1 } });
		expect(puts()[1]?.body).toEqual(puts()[0]?.body);
	});

	test('it is cancelled in between: no portion more', async () => {
		const leaving = new AbortController();
		const puts = serve({
			[putLine]: () => {
				leaving.abort(new Error('left'));
				return json({ etag: '2', count: 4 })();
			}
		});
		const many = fileOf(Array.from({ length: 450 }, () => anyRoomKey()));
		await expect(importKeys(given(many), nothing, leaving.signal)).rejects.toThrow('left');
		expect(puts()).toHaveLength(1);
	});
});

test('what is no key is counted, and sent to nobody', async () => {
	const good = anyRoomKey();
	const puts = serve({}, 1);
	// The SDK writes no such file: it is encrypted by hand.
	const { ExportFile } = await import('./keys/key-export');
	const file = await ExportFile.begin(new Secret('right'));
	await file.write(JSON.stringify([{ ...good, session_key: 'x' }, good, {}, []]));
	const blob = await file.finish(() => Promise.resolve());
	const answer = await importKeys(given(blob), nothing, signal);
	expect(answer).toEqual({ ok: true, value: { count: 1, added: 1, unreadable: 3 } });
	expect(puts()).toHaveLength(1);
});

test('what was encrypted like keys and is something else is another kind of file', async () => {
	const { ExportFile } = await import('./keys/key-export');
	const file = await ExportFile.begin(new Secret('right'));
	await file.write('Dear diary');
	const blob = await file.finish(() => Promise.resolve());
	serve();
	expect(await importKeys(given(blob), nothing, signal)).toEqual({
		ok: false,
		error: { kind: 'keyFileForeign' }
	});
});
