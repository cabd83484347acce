import { pbkdf2Sync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { accountWithKeys, dataLine, encrypt, type TestAccount } from './keys/account-testing';
import { asRecoveryKey } from './keys/secret-storage';
import * as keys from './recovery-keys';
import { json, scriptedFetch } from './scripted-fetch';
import { signal, signIn } from './security-testing';

beforeEach(signIn);
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

function serve(answers: TestAccount['answers']) {
	const script = scriptedFetch(answers);
	vi.stubGlobal('fetch', script.fetch);
	return script.sent;
}

/** Base58 with prefix and parity, by hand. */
function encodedKey(key: Uint8Array): string {
	const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
	const bytes = Buffer.from([0x8b, 0x01, ...key]);
	const parity = bytes.reduce((all, byte) => all ^ byte, 0);
	let number = BigInt(`0x${bytes.toString('hex')}${parity.toString(16).padStart(2, '0')}`);
	let text = '';
	for (; number > 0n; number /= 58n) text = `${letters.charAt(Number(number % 58n))}${text}`;
	return text;
}

const grouped = (text: string) => text.match(/.{1,4}/gu)?.join(' ');
const valueOf = async <T>(
	asked: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>
) => {
	const answer = await asked;
	if (!answer.ok) throw new Error(JSON.stringify(answer.error));
	return answer.value;
};

describe('a new key', () => {
	test('is 32 random bytes, in groups of four, and none is like the other', async () => {
		const [one, two] = [
			await valueOf(keys.make(undefined, signal)),
			await valueOf(keys.make(undefined, signal))
		];
		expect(one.derivation).toBeUndefined();
		expect(one.encoded.reveal()).toMatch(
			/^(?:[1-9A-HJ-NP-Za-km-z]{4} ){11}[1-9A-HJ-NP-Za-km-z]{4}$/u
		);
		expect(one.encoded.reveal()).not.toBe(two.encoded.reveal());
		const bytes = asRecoveryKey(one.encoded);
		expect(bytes).toHaveLength(32);
		expect(one.encoded.reveal()).toBe(grouped(encodedKey(bytes ?? new Uint8Array())));
	});

	test('follows from a phrase as the specification has it', async () => {
		const made = await valueOf(keys.make(new Secret('four words it is'), signal));
		const { salt = '', iterations } = made.derivation ?? {};
		expect(iterations).toBe(500_000);
		expect(salt.length).toBeGreaterThanOrEqual(32);
		const expected = pbkdf2Sync('four words it is', salt, 500_000, 32, 'sha512');
		expect(made.encoded.reveal()).toBe(grouped(encodedKey(expected)));
	});

	test('is not given to whoever has left', async () => {
		const leaving = new AbortController();
		const made = keys.make(new Secret('phrase'), leaving.signal);
		leaving.abort();
		await expect(made).rejects.toThrow();
	});
});

describe('what was typed', () => {
	test.each([
		['as it was shown', (key: string) => grouped(key)],
		['in one word', (key: string) => key],
		['over several lines', (key: string) => ` ${key.slice(0, 20)}\n\t${key.slice(20)}\u00a0\u200b`]
	])('opens %s', async (_, write) => {
		const account = accountWithKeys();
		serve(account.answers);
		const typed = new Secret(write(encodedKey(account.key)) ?? '');
		const opened = await valueOf(keys.open(typed, signal));
		expect(opened.id).toBe('main');
		expect(opened.encoded.reveal()).toBe(grouped(encodedKey(account.key)));
	});

	test.each(['a phrase of mine', '  a phrase of mine\n'])('may be a phrase: %j', async (typed) => {
		const account = accountWithKeys({ phrase: 'a phrase of mine' });
		serve(account.answers);
		const opened = await valueOf(keys.open(new Secret(typed), signal));
		expect(opened.encoded.reveal()).toBe(grouped(encodedKey(account.key)));
	});

	test('may be the key where there is a phrase', async () => {
		const account = accountWithKeys({ phrase: 'a phrase of mine' });
		serve(account.answers);
		expect(await keys.open(new Secret(encodedKey(account.key)), signal)).toMatchObject({
			ok: true
		});
	});

	test.each([
		['another key', encodedKey(Buffer.alloc(32, 7))],
		['a letter is wrong', encodedKey(Buffer.alloc(32, 7)).replace(/^E./u, 'Ez')],
		['a phrase where there is none', 'a phrase of mine'],
		['nothing', '']
	])('does not open: %s', async (_, typed) => {
		const sent = serve(accountWithKeys().answers);
		const answer = await keys.open(new Secret(typed), signal);
		expect(answer).toEqual({ ok: false, error: { kind: 'recoveryKeyWrong' } });
		expect(sent.every(({ line }) => line.startsWith('GET'))).toBe(true);
	});

	test('is read as the specification writes it', () => {
		const typed = new Secret('EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d');
		expect(Buffer.from(asRecoveryKey(typed) ?? []).toString('hex')).toBe(
			'77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'
		);
	});

	test('is no matter where there is no secret storage', async () => {
		for (const type of ['m.secret_storage.default_key', 'm.secret_storage.key.main']) {
			serve(accountWithKeys({ without: [type] }).answers);
			const answer = await keys.open(new Secret('x'), signal);
			expect(answer).toEqual({ ok: false, error: { kind: 'recoveryKeyNone' } });
		}
	});

	test('is not called wrong where the browser cannot look at it', async () => {
		const sent = serve({});
		vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
		const unsupported = { ok: false, error: { kind: 'cryptoUnsupported' } };
		expect(await keys.open(new Secret('a phrase of mine'), signal)).toEqual(unsupported);
		expect(await keys.make(new Secret('a phrase of mine'), signal)).toEqual(unsupported);
		expect(sent).toEqual([]);
	});

	test('is tried on what the key holds where its description has no check', async () => {
		const account = accountWithKeys({ described: { iv: undefined, mac: undefined } });
		serve(account.answers);
		const right = await keys.open(new Secret(encodedKey(account.key)), signal);
		expect(right).toMatchObject({ ok: true, value: { id: 'main' } });
		const wrong = await keys.open(new Secret(encodedKey(Buffer.alloc(32, 1))), signal);
		expect(wrong).toEqual({ ok: false, error: { kind: 'recoveryKeyWrong' } });
	});

	test.each([
		[{ algorithm: 'org.example.other' }, 'unsupported'],
		[{ iv: '!', mac: '!' }, 'recoveryKeyWrong'],
		[{ passphrase: { algorithm: 'm.pbkdf2', salt: 's', iterations: 1e12 } }, 'recoveryKeyWrong']
	])('hostile description %#: %s', async (described, kind) => {
		serve(accountWithKeys({ described }).answers);
		expect(await keys.open(new Secret('a phrase'), signal)).toMatchObject({ error: { kind } });
	});
});

describe('a test', () => {
	const opened = (account: TestAccount) => ({
		id: 'main',
		encoded: new Secret(encodedKey(account.key))
	});

	test('says that everything is held, and changes nothing', async () => {
		const account = accountWithKeys();
		const sent = serve(account.answers);
		const told = await valueOf(keys.test(opened(account), signal));
		expect(told).toEqual({ backup: 'yes', crossSigning: 'yes' });
		expect(sent.map(({ line }) => line.split(' ')[0])).toEqual([
			...Array<string>(5).fill('GET'),
			'POST'
		]);
		expect(JSON.stringify(sent)).not.toContain(account.backupKey);
	});

	test.each([
		[['backup'], { backup: 'none', crossSigning: 'yes' }],
		[['crossSigning'], { backup: 'yes', crossSigning: 'none' }],
		[['m.megolm_backup.v1'], { backup: 'no', crossSigning: 'yes' }],
		[['m.cross_signing.user_signing'], { backup: 'yes', crossSigning: 'no' }],
		[['m.cross_signing.master', 'backup'], { backup: 'none', crossSigning: 'no' }]
	])('without %j', async (without, expected) => {
		const account = accountWithKeys({ without });
		serve(account.answers);
		expect(await valueOf(keys.test(opened(account), signal))).toEqual(expected);
	});

	test.each([
		['another key’s', Buffer.alloc(32, 9).toString('base64')],
		['too short', 'c2hvcnQ='],
		['no base64', '…']
	])('a secret that is %s is not the backup’s key', async (_, secret) => {
		const account = accountWithKeys();
		const name = 'm.megolm_backup.v1';
		const encrypted = { main: encrypt(account.key, name, secret) };
		serve({ ...account.answers, [dataLine(name)]: json({ encrypted }) });
		const told = await valueOf(keys.test(opened(account), signal));
		expect(told).toEqual({ backup: 'no', crossSigning: 'yes' });
	});

	test('what was changed on the way does not count', async () => {
		const account = accountWithKeys();
		const name = 'm.cross_signing.master';
		const right = encrypt(account.key, name, account.backupKey);
		for (const one of [
			{ ...right, iv: account.backupKey },
			{ ...right, mac: right.iv },
			'x',
			null
		]) {
			serve({ ...account.answers, [dataLine(name)]: json({ encrypted: { main: one } }) });
			const told = await valueOf(keys.test(opened(account), signal));
			expect(told).toEqual({ backup: 'yes', crossSigning: 'no' });
		}
	});

	test('fails as the homeserver does', async () => {
		const account = accountWithKeys();
		const lost = json({ errcode: 'M_UNKNOWN_TOKEN', error: 'Gone' }, 401);
		serve({ ...account.answers, [dataLine('m.megolm_backup.v1')]: lost });
		const answer = await keys.test(opened(account), signal);
		expect(answer).toMatchObject({ ok: false, error: { kind: 'sessionEnded' } });
	});
});
