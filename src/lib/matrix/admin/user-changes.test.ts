import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { upload } from '../profile';
import { json, scriptedFetch, type ScriptedFetch } from '../scripted-fetch';
import { fresh } from '../tokens-testing';
import { change, deactivateUser, moderate, signOutOf } from './user-changes';

vi.mock('../profile', () => ({ upload: vi.fn() }));

const { signal } = new AbortController();
const ID = '@ada:hs.test';
const BASE = 'https://hs.test';
const USER = `${BASE}/_synapse/admin/v2/users/%40ada%3Ahs.test`;
const CAPABILITIES = `GET ${BASE}/_matrix/client/v3/capabilities`;
const forbidden = json({ errcode: 'M_FORBIDDEN', error: 'No' }, 403);

/** A homeserver that answers these requests. */
function answering(answers: Record<string, () => Response>): ScriptedFetch {
	const hs = scriptedFetch(answers);
	vi.stubGlobal('fetch', hs.fetch);
	return hs;
}

beforeEach(() => keepAccount({ ...fresh, expiresAt: Date.now() + 300_000 }));
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('a change', () => {
	test.each([
		[{}, {}],
		[{ displayName: '' }, { displayname: '' }],
		[{ picture: 'none' as const }, { avatar_url: '' }],
		[{ administrator: false }, { admin: false }],
		[
			{ addresses: [{ medium: 'email', address: 'a@b.c' }], externalIds: [] },
			{ threepids: [{ medium: 'email', address: 'a@b.c' }], external_ids: [] }
		],
		[
			{ externalIds: [{ provider: 'p', id: '1' }] },
			{ external_ids: [{ auth_provider: 'p', external_id: '1' }] }
		],
		[
			{ password: new Secret('Bado'), signOut: false },
			{ password: 'Bado', logout_devices: false }
		],
		[{ deactivated: false as const }, { deactivated: false }]
	])('sends what it names, and nothing else: %#', async (given, body) => {
		const hs = answering({ [`PUT ${USER}`]: json({ name: ID }) });
		expect(await change(ID, given, signal)).toEqual(ok(true));
		expect(hs.sent).toMatchObject([{ init: { headers: { Authorization: 'Bearer syt_0' } } }]);
		expect(hs.sent[0]?.body).toEqual(body);
	});

	test('a picture is stored first, and named by where that is', async () => {
		const hs = answering({ [`PUT ${USER}`]: json({ name: ID }) });
		const picture = new Blob(['picture']);
		vi.mocked(upload).mockResolvedValueOnce(ok('mxc://hs.test/new'));
		expect(await change(ID, { picture, displayName: 'Ada' }, signal)).toEqual(ok(true));
		expect(vi.mocked(upload).mock.calls[0]?.[0]).toBe(picture);
		expect(hs.sent[0]?.body).toEqual({ avatar_url: 'mxc://hs.test/new', displayname: 'Ada' });
	});

	test('a picture that cannot be stored changes nothing', async () => {
		const hs = answering({});
		vi.mocked(upload).mockResolvedValueOnce(fail({ kind: 'tooLarge' }));
		expect(await change(ID, { picture: new Blob(), displayName: 'Ada' }, signal)).toEqual(
			fail({ kind: 'tooLarge' })
		);
		expect(hs.sent).toEqual([]);
	});

	test.each([
		[forbidden, { kind: 'admin', problem: 'notAdmin' }],
		[
			json({ errcode: 'M_UNKNOWN', error: 'External id is already in use.' }, 409),
			{ kind: 'unknown' }
		],
		[json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 700 }, 429), { kind: 'rateLimited' }]
	])('refusal %#', async (answer, error) => {
		answering({ [`PUT ${USER}`]: answer });
		expect(await change(ID, {}, signal)).toMatchObject({ ok: false, error });
	});
});

test('sessions are signed out together', async () => {
	const hs = answering({ [`POST ${USER}/delete_devices`]: json({}) });
	expect(await signOutOf(ID, ['A', 'B'], signal)).toEqual(ok(true));
	expect(hs.sent[0]?.body).toEqual({ devices: ['A', 'B'] });
});

test.each([true, false])('deactivating, erase: %s', async (erase) => {
	const path = `POST ${BASE}/_synapse/admin/v1/deactivate/%40ada%3Ahs.test`;
	const hs = answering({ [path]: json({ id_server_unbind_result: 'success' }) });
	expect(await deactivateUser(ID, { erase }, signal)).toEqual(ok(true));
	expect(hs.sent[0]?.body).toEqual({ erase });
	answering({ [path]: forbidden });
	expect(await deactivateUser(ID, { erase }, signal)).toMatchObject({
		error: { kind: 'admin', problem: 'notAdmin' }
	});
});

describe('locking and suspending', () => {
	const capabilities = (offer: unknown) => ({
		[CAPABILITIES]: json({ capabilities: { 'm.account_moderation': offer } })
	});
	const specified = `${BASE}/_matrix/client/v1/admin`;
	const suspend = `PUT ${BASE}/_synapse/admin/v1/suspend/%40ada%3Ahs.test`;

	test('where the homeserver has the specification’s endpoints', async () => {
		const hs = answering({
			...capabilities({ lock: true, suspend: true }),
			[`PUT ${specified}/lock/%40ada%3Ahs.test`]: json({ locked: true }),
			[`PUT ${specified}/suspend/%40ada%3Ahs.test`]: json({ suspended: false })
		});
		expect(await moderate(ID, { lock: true }, signal)).toEqual(ok(true));
		expect(await moderate(ID, { suspend: false }, signal)).toEqual(ok(true));
		expect([hs.sent[1]?.body, hs.sent[3]?.body]).toEqual([{ locked: true }, { suspended: false }]);
	});

	test.each([undefined, {}, { lock: false, suspend: false }, 'yes'])(
		'Synapse’s own way where it has not: %j',
		async (offer) => {
			const hs = answering({
				...capabilities(offer),
				[`PUT ${USER}`]: json({ name: ID }),
				[suspend]: json({})
			});
			expect(await moderate(ID, { lock: false }, signal)).toEqual(ok(true));
			expect(await moderate(ID, { suspend: true }, signal)).toEqual(ok(true));
			expect([hs.sent[1]?.body, hs.sent[3]?.body]).toEqual([{ locked: false }, { suspend: true }]);
		}
	);

	test('another administrator may be protected: that is no lack of one’s own rights', async () => {
		answering({
			...capabilities({ lock: true }),
			[`PUT ${specified}/lock/%40ada%3Ahs.test`]: forbidden
		});
		expect(await moderate(ID, { lock: true }, signal)).toMatchObject({
			error: { kind: 'refused' }
		});
	});

	test('what the homeserver offers cannot be found out: nothing is sent', async () => {
		const hs = answering({ [CAPABILITIES]: json({ errcode: 'M_LIMIT_EXCEEDED' }, 429) });
		expect(await moderate(ID, { lock: true }, signal)).toMatchObject({
			error: { kind: 'rateLimited' }
		});
		expect(hs.sent).toHaveLength(1);
	});
});
