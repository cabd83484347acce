import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { publicKeys } from './public-keys';
import { json, scriptedFetch, text } from './scripted-fetch';
import { at, me, signal, signIn } from './security-testing';
import { newTestKey, signedBy, type TestKey } from './signatures-testing';

const QUERY = at('POST', 'v3/keys/query');
const [master, self, user, device] = await Promise.all([
	newTestKey(),
	newTestKey(),
	newTestKey(),
	newTestKey('PHONE')
]);

const key = async (own: TestKey, ...signers: TestKey[]) => ({
	[me]: await signedBy({ user_id: me, keys: { [own.name]: own.text } }, me, ...signers)
});
const session = (id: string, ...signers: TestKey[]) =>
	signedBy({ user_id: me, device_id: id }, me, ...signers);
const phone = await session('PHONE', device, self);
const byMaster = await session('ODD', master);
const [changed, unsigned, loneSigner] = await Promise.all([key(user), key(user), key(self)]);
const whole = {
	device_keys: { [me]: { PHONE: phone, LAPTOP: await session('LAPTOP', device) } },
	master_keys: await key(master),
	self_signing_keys: await key(self, master),
	user_signing_keys: await key(user, master)
};

async function told(body: unknown) {
	const { fetch, sent } = scriptedFetch({ [QUERY]: json(body) });
	vi.stubGlobal('fetch', fetch);
	return { read: await publicKeys(signal), sent };
}

beforeEach(signIn);
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

test('tell of cross-signing, and which sessions are verified', async () => {
	const { read, sent } = await told(whole);
	expect(read).toEqual({
		ok: true,
		value: { crossSigning: true, withKeys: ['PHONE', 'LAPTOP'], verified: ['PHONE'] }
	});
	expect(sent[0]?.body).toEqual({ device_keys: { [me]: [] } });
});

test('an account without any', async () => {
	const nothing = { device_keys: { [me]: {} }, failures: {} };
	const none = { ok: true, value: { crossSigning: false, withKeys: [], verified: [] } };
	expect((await told(nothing)).read).toEqual(none);
	expect((await told({ device_keys: {} })).read).toEqual(none);
});

describe('cross-signing is not in order', () => {
	test.each([
		['without a master key', { master_keys: {} }],
		['without a self-signing key', { self_signing_keys: {} }],
		['without a user-signing key', { user_signing_keys: {} }],
		['of somebody else', { master_keys: { '@eve:example.org': whole.master_keys[me] } }],
		['when the master key has changed', { master_keys: changed }],
		['when a key is unsigned', { user_signing_keys: unsigned }],
		['when it cannot be read', { self_signing_keys: { [me]: 'self' } }],
		['when all of it cannot be read', { self_signing_keys: 7 }]
	])('%s', async (_what, change) => {
		const { read } = await told({ ...whole, ...change });
		expect(read).toMatchObject({ ok: true, value: { crossSigning: false } });
	});
});

describe('a session counts as unverified', () => {
	test.each([
		['unreadable', 'nonsense'],
		['null', null],
		['signatures of another shape', { signatures: 'all' }],
		['signed by somebody else', { signatures: { '@eve:example.org': phone.signatures[me] } }],
		['signed by another key', byMaster],
		['with the signature of another session', { ...phone, device_id: 'ODD' }]
	])('%s', async (_what, odd) => {
		const { read } = await told({ ...whole, device_keys: { [me]: { ODD: odd, PHONE: phone } } });
		expect(read).toMatchObject({
			ok: true,
			value: { withKeys: ['ODD', 'PHONE'], verified: ['PHONE'] }
		});
	});

	test('when its signer is not signed itself', async () => {
		const { read } = await told({ ...whole, self_signing_keys: loneSigner });
		expect(read).toMatchObject({
			ok: true,
			value: { withKeys: ['PHONE', 'LAPTOP'], verified: [] }
		});
	});

	test('when the signer is named like what every object has', async () => {
		const odd = { keys: { constructor: self.text }, user_id: me };
		const self_signing_keys = { [me]: await signedBy(odd, me, master) };
		const { read } = await told({ ...whole, self_signing_keys });
		expect(read).toMatchObject({ ok: true, value: { verified: [] } });
	});
});

test.each([[{}], [{ device_keys: [] }], [{ device_keys: { [me]: [] } }], [null]])(
	'no sessions that can be read are no good news: %j',
	async (body) => {
		expect((await told(body)).read).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	}
);

test('a failure is told, and nobody signed in', async () => {
	vi.stubGlobal('fetch', scriptedFetch({ [QUERY]: text('no', 502) }).fetch);
	expect(await publicKeys(signal)).toMatchObject({
		ok: false,
		error: { kind: 'serverFault', status: 502 }
	});
	sessionStorage.clear();
	expect(await publicKeys(signal)).toEqual({
		ok: false,
		error: { kind: 'sessionEnded', soft: false }
	});
});
