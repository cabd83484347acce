import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { keepAccount } from '$lib/session/account';
import { answeringFetch, json, text } from '../scripted-fetch';
import { fresh } from '../tokens-testing';
import { userWithAddress, userWithExternalId } from './holder';
import { joinedRoomsOf, sessionsOf, storageOf, user } from './user';

let hs: ReturnType<typeof answeringFetch>;
const { signal } = new AbortController();
const ID = '@ada:hs.test';
const none = json({ errcode: 'M_NOT_FOUND', error: 'User not found' }, 404);
const forbidden = json({ errcode: 'M_FORBIDDEN', error: 'You are not a server admin' }, 403);
/** As Synapse 1.163.2 answers. */
const told = {
	name: ID,
	admin: false,
	deactivated: false,
	locked: true,
	shadow_banned: false,
	creation_ts: 1795272919,
	appservice_id: null,
	is_guest: false,
	suspended: true,
	displayname: 'Ada',
	avatar_url: null,
	threepids: [
		{ medium: 'email', address: 'ada@example.org', validated_at: 1, added_at: 2 },
		{ medium: 'pigeon', address: 'loft 7' }
	],
	external_ids: [{ auth_provider: 'oidc', external_id: 'a/1' }],
	erased: false,
	last_seen_ts: null
};

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
	keepAccount({ ...fresh, expiresAt: Date.now() + 300_000 });
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('one user', () => {
	test('is told with everything, in our own words', async () => {
		hs.answer(json(told));
		expect(await user(ID, signal)).toEqual(
			ok({
				userId: ID,
				displayName: 'Ada',
				addresses: [
					{ medium: 'email', address: 'ada@example.org' },
					{ medium: 'pigeon', address: 'loft 7' }
				],
				externalIds: [{ provider: 'oidc', id: 'a/1' }],
				administrator: false,
				guest: false,
				deactivated: false,
				erased: false,
				locked: true,
				suspended: true,
				shadowBanned: false,
				createdAt: 1795272919000
			})
		);
		expect(hs.sent).toMatchObject([
			{
				line: 'GET https://hs.test/_synapse/admin/v2/users/%40ada%3Ahs.test',
				init: { headers: { Authorization: 'Bearer syt_0' } }
			}
		]);
	});

	test('what the homeserver does not tell is left out, milliseconds stay what they are', async () => {
		const { suspended: _, shadow_banned: __, ...less } = told;
		hs.answer(
			json({ ...less, creation_ts: 1795272919000, last_seen_ts: 7, avatar_url: 'mxc://a/b' })
		);
		const read = await user(ID, signal);
		expect(read).toMatchObject(
			ok({ createdAt: 1795272919000, lastSeenAt: 7, avatarUrl: 'mxc://a/b' })
		);
		expect(read.ok && 'suspended' in (read.value ?? {})).toBe(false);
	});

	test('a display name is one line, and turns nothing around', async () => {
		hs.answer(json({ ...told, displayname: '\u202eadA\n<b>' }));
		expect(await user(ID, signal)).toMatchObject(ok({ displayName: 'adA <b>' }));
	});

	test('nobody of this Matrix ID is an answer', async () => {
		hs.answer(none);
		expect(await user(ID, signal)).toEqual(ok(undefined));
	});

	test.each(['', '.', '..', '\ud800'])('%j is not asked for', async (id) => {
		expect(await user(id, signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
		expect(hs.sent).toEqual([]);
	});

	test.each([
		[forbidden, { kind: 'admin', problem: 'notAdmin' }],
		[text('<html>', 404), { kind: 'admin', problem: 'blocked' }],
		[json({ name: ID }), { kind: 'badAnswer' }],
		[
			json({ errcode: 'M_UNKNOWN', error: 'Can only look up local users' }, 400),
			{ kind: 'unknown' }
		]
	])('refusal %#', async (answer, error) => {
		hs.answer(answer);
		expect(await user(ID, signal)).toMatchObject({ ok: false, error });
	});
});

test('sessions come with the latest first; one that cannot be read hides no other', async () => {
	const devices = [
		{ device_id: 'OLD', display_name: null, last_seen_ts: 1 },
		{ device_id: 7 },
		{
			device_id: 'NEW',
			display_name: 'Phone',
			last_seen_ts: 2,
			last_seen_ip: '127.0.0.1',
			last_seen_user_agent: 'node'
		}
	];
	hs.answer(json({ devices, total: 3 }));
	expect(await sessionsOf(ID, signal)).toEqual(
		ok([
			{
				deviceId: 'NEW',
				name: 'Phone',
				lastSeenAt: 2,
				lastSeenIp: '127.0.0.1',
				userAgent: 'node'
			},
			{ deviceId: 'OLD', lastSeenAt: 1 }
		])
	);
	expect(hs.sent[0]?.line).toMatch(/\/v2\/users\/%40ada%3Ahs\.test\/devices$/u);
});

test('rooms are counted', async () => {
	hs.answer(json({ joined_rooms: ['!a:b'], total: 1 }));
	expect(await joinedRoomsOf(ID, signal)).toEqual(ok(1));
	hs.answer(forbidden);
	expect(await joinedRoomsOf(ID, signal)).toMatchObject({ error: { kind: 'admin' } });
});

describe('storage', () => {
	const own = { user_id: ID, media_length: 5 };
	test.each([
		[[own], 1, 5],
		[[{ user_id: '@adam:hs.test', media_length: 9 }, own], 2, 5],
		[[{ user_id: '@adam:hs.test', media_length: 9 }], 1, 0],
		[[], 0, 0],
		// Too many others have the same in their names.
		[[{ user_id: '@adam:hs.test', media_length: 9 }], 200, undefined]
	])('%#', async (users, total, bytes) => {
		hs.answer(json({ users, total }));
		expect(await storageOf(ID, signal)).toEqual(ok(bytes));
		expect(hs.sent[0]?.line).toContain('search_term=%40ada%3Ahs.test');
	});
});

describe('whose something is', () => {
	const address = { medium: 'email', address: 'a/b@c.d' };
	const externalId = { provider: 'oidc-x', id: '1/2' };

	test('is told', async () => {
		hs.answer(json({ user_id: ID }));
		expect(await userWithAddress(address, signal)).toEqual(ok(ID));
		expect(await userWithExternalId(externalId, signal)).toEqual(ok(ID));
		expect(hs.sent.map(({ line }) => line)).toEqual([
			'GET https://hs.test/_synapse/admin/v1/threepid/email/users/a%2Fb%40c.d',
			'GET https://hs.test/_synapse/admin/v1/auth_providers/oidc-x/users/1%2F2'
		]);
	});

	test('or nobody’s, or not known', async () => {
		hs.answer(none);
		expect(await userWithAddress(address, signal)).toEqual(ok(undefined));
		hs.answer(forbidden);
		expect(await userWithExternalId(externalId, signal)).toMatchObject({ ok: false });
	});
});
