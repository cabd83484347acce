import { BackupDecryptionKey, OlmMachine } from '@matrix-org/matrix-sdk-crypto-wasm';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { startWasm } from './crypto/wasm';
import { exportKeys } from './key-files';
import { backedUp, type BackupContent } from './key-files-testing';
import { accountWithKeys, versionLine, type TestAccount } from './keys/account-testing';
import { anyRoomKey } from './keys/room-keys-testing';
import type { ExportedKey } from './keys/room-keys';
import type { Progress } from './keys-ports';
import { open } from './recovery-keys';
import { json, scriptedFetch } from './scripted-fetch';
import { at, signal, signIn } from './security-testing';

const keysLine = at('GET', 'v3/room_keys/keys?version=7');
const phrase = 'a phrase';
const passphrase = new Secret('over the hills');
let account: TestAccount;

beforeAll(() => startWasm(() => undefined, signal));
beforeEach(() => {
	signIn();
	account = accountWithKeys({ phrase });
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

function serve(answers: TestAccount['answers'] = {}) {
	const script = scriptedFetch({ ...account.answers, ...answers });
	vi.stubGlobal('fetch', script.fetch);
	return script.sent;
}

async function openedKey() {
	const opened = await open(new Secret(phrase), signal);
	if (!opened.ok) throw new Error(opened.error.kind);
	return opened.value;
}

async function exported(told: (progress: Progress) => void = () => undefined, end = signal) {
	return exportKeys({ key: await openedKey(), passphrase }, told, end);
}

async function contentOf(answer: Awaited<ReturnType<typeof exported>>): Promise<ExportedKey[]> {
	if (!answer.ok) throw new Error(answer.error.kind);
	const text = await answer.value.file.text();
	const read = OlmMachine.decryptExportedRoomKeys(text, passphrase.reveal());
	return JSON.parse(read) as ExportedKey[];
}

const bySession = (a: ExportedKey, b: ExportedKey) => (a.session_id < b.session_id ? -1 : 1);

describe('an export', () => {
	test('has every key of the backup, as another app reads it', async () => {
		const keys = ['!a:x', '!b"\\ü:x', '!b"\\ü:x'].map((room, index) => anyRoomKey(room, index));
		serve({ [keysLine]: json(await backedUp(keys, account.backupPublicKey)) });
		const told: Progress[] = [];
		const answer = await exported((progress) => told.push(progress));
		expect(answer).toMatchObject({ ok: true, value: { count: 3, unreadable: 0 } });
		const content = await contentOf(answer);
		expect(content.sort(bySession)).toMatchObject([...keys].sort(bySession));
		expect(told[0]).toEqual({ done: 0, of: 3 });
	});

	test('counts what cannot be read, and takes the rest', async () => {
		const content = await backedUp([anyRoomKey('!a'), anyRoomKey('!b')], account.backupPublicKey);
		const stranger = BackupDecryptionKey.createRandomKey().megolmV1PublicKey.publicKeyBase64;
		const others = await backedUp([anyRoomKey('!c')], stranger);
		const rooms: BackupContent['rooms'] = { ...content.rooms, ...others.rooms };
		const strange = {
			rooms: { ...rooms, '!d': { sessions: { one: {}, two: { session_data: 1 } } } }
		};
		serve({ [keysLine]: json(strange) });
		const answer = await exported();
		expect(answer).toMatchObject({ value: { count: 2, unreadable: 3 } });
		expect(await contentOf(answer)).toHaveLength(2);
	});

	test('may be empty', async () => {
		serve({ [keysLine]: json({ rooms: {} }) });
		const answer = await exported();
		expect(answer).toMatchObject({ value: { count: 0, unreadable: 0 } });
		expect(await contentOf(answer)).toEqual([]);
	});

	test('only reads, and says nothing of the keys', async () => {
		const sent = serve({ [keysLine]: json({ rooms: {} }) });
		await exported();
		expect(sent.every(({ line }) => line.startsWith('GET '))).toBe(true);
		expect(JSON.stringify(sent)).not.toContain(account.backupKey);
	});
});

describe('an export that cannot be', () => {
	test('without a backup', async () => {
		account = accountWithKeys({ phrase, without: ['backup'] });
		serve();
		expect(await exported()).toEqual({ ok: false, error: { kind: 'backupNone' } });
	});

	test.each([
		['the recovery key does not hold the backup’s key', ['m.megolm_backup.v1'], {}],
		['the backup is another one', [], { public_key: 'c3RyYW5nZXI' }]
	])('%s', async (_, without, auth) => {
		account = accountWithKeys({ phrase, without });
		const algorithm = 'm.megolm_backup.v1.curve25519-aes-sha2';
		const data = { public_key: account.backupPublicKey, ...auth };
		serve({ [versionLine]: json({ version: '7', algorithm, auth_data: data, count: 1 }) });
		expect(await exported()).toEqual({ ok: false, error: { kind: 'backupKeyMissing' } });
	});

	test('the backup is of an unknown kind', async () => {
		serve({ [versionLine]: json({ version: '7', algorithm: 'other', auth_data: {}, count: 1 }) });
		expect(await exported()).toEqual({ ok: false, error: { kind: 'unsupported' } });
	});

	test.each([
		['cut off', '{"rooms": {"!a": {"sessions": {'],
		['something else', '<html>']
	])('the answer is %s', async (_, text) => {
		serve({ [keysLine]: () => new Response(text) });
		expect(await exported()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});

	test('the keys do not come', async () => {
		serve();
		expect(await exported()).toEqual({ ok: false, error: { kind: 'unreachable' } });
	});

	test('it is cancelled in between', async () => {
		const keys = Array.from({ length: 30 }, () => anyRoomKey());
		serve({ [keysLine]: json(await backedUp(keys, account.backupPublicKey)) });
		const leaving = new AbortController();
		let most = 0;
		const told = ({ done }: Progress) => {
			most = done;
			if (done > 0) leaving.abort(new Error('left'));
		};
		await expect(exported(told, leaving.signal)).rejects.toThrow('left');
		expect(most).toBe(1);
	});
});
