import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backup, recoveryKey } from './backup';
import { json, scriptedFetch, text } from './scripted-fetch';
import { at, signal, signIn } from './security-testing';

const VERSION = at('GET', 'v3/room_keys/version');
const data = (type: string) => at('GET', `v3/user/%40ada%3Aexample.org/account_data/${type}`);
const DEFAULT = data('m.secret_storage.default_key');
const notFound = json({ errcode: 'M_NOT_FOUND', error: 'No backup' }, 404);
const unknownPath = json({ errcode: 'M_UNRECOGNIZED' }, 404);

function answer(answers: Record<string, () => Response>) {
	const { fetch, sent } = scriptedFetch(answers);
	vi.stubGlobal('fetch', fetch);
	return sent;
}

beforeEach(signIn);
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('the key backup', () => {
	const ask = () => backup(signal);
	const version = { version: '3', count: 42, etag: '1', algorithm: 'm', auth_data: {} };

	test('is there, with its number of keys', async () => {
		answer({ [VERSION]: json(version) });
		expect(await ask()).toEqual({ ok: true, value: { version: '3', count: 42 } });
	});

	test('is not there', async () => {
		answer({ [VERSION]: notFound });
		expect(await ask()).toEqual({ ok: true, value: undefined });
	});

	test('a homeserver that has none at all fails: nobody can turn it on', async () => {
		answer({ [VERSION]: unknownPath });
		expect(await ask()).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
	});

	test('a proxy’s page is no answer about the backup', async () => {
		answer({ [VERSION]: text('<h1>Not found</h1>', 404) });
		expect(await ask()).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
	});

	test.each([
		[json({ ...version, version: 3 })],
		[json({ ...version, count: 'many' })],
		[json({ ...version, count: -1 })],
		[json([])]
	])('in no shape that can be read: %#', async (response) => {
		answer({ [VERSION]: response });
		expect(await ask()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});
});

describe('the recovery key', () => {
	const ask = () => recoveryKey(signal);
	const algorithm = 'm.secret_storage.v1.aes-hmac-sha2';

	test('is named first, then described', async () => {
		const KEY = data('m.secret_storage.key.abc');
		const sent = answer({
			[DEFAULT]: json({ key: 'abc' }),
			[KEY]: json({ algorithm, iv: 'i', mac: 'm' })
		});
		expect(await ask()).toEqual({ ok: true, value: { id: 'abc', hasPhrase: false } });
		expect(sent.map(({ line }) => line)).toEqual([DEFAULT, KEY]);
	});

	test('was made from a phrase', async () => {
		answer({
			[DEFAULT]: json({ key: 'abc' }),
			[data('m.secret_storage.key.abc')]: json({ algorithm, passphrase: { salt: 's' } })
		});
		expect(await ask()).toEqual({ ok: true, value: { id: 'abc', hasPhrase: true } });
	});

	test.each([
		['has no name', { [DEFAULT]: notFound }],
		['was taken away', { [DEFAULT]: json({}) }],
		['has an empty name', { [DEFAULT]: json({ key: '' }) }],
		[
			'has no description',
			{ [DEFAULT]: json({ key: 'abc' }), [data('m.secret_storage.key.abc')]: notFound }
		],
		[
			'has an empty description',
			{ [DEFAULT]: json({ key: 'abc' }), [data('m.secret_storage.key.abc')]: json({}) }
		]
	])('that %s is none', async (_what, answers) => {
		answer(answers);
		expect(await ask()).toEqual({ ok: true, value: undefined });
	});

	test('a name from outside stays one part of the path', async () => {
		const sent = answer({ [DEFAULT]: json({ key: '../../logout?x#y' }) });
		await ask();
		expect(sent[1]?.line).toBe(data('m.secret_storage.key...%2F..%2Flogout%3Fx%23y'));
	});

	test.each([
		[{ [DEFAULT]: json({ key: 7 }) }],
		[{ [DEFAULT]: json(null) }],
		[{ [DEFAULT]: json({ key: 'a' }), [data('m.secret_storage.key.a')]: json({ algorithm: 1 }) }]
	])('in no shape that can be read: %#', async (answers) => {
		answer(answers);
		expect(await ask()).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});

	test('nobody is signed in', async () => {
		sessionStorage.clear();
		const sent = answer({});
		expect(await ask()).toEqual({ ok: false, error: { kind: 'sessionEnded', soft: false } });
		expect(sent).toEqual([]);
	});
});
