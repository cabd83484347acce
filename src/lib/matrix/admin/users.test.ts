import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import type { UserQuery } from '../admin-ports';
import { answeringFetch, json, scriptedFetch, type Sent } from '../scripted-fetch';
import { access } from './access';
import { userWithEmail, users } from './users';

const hs = 'https://hs.test';
const signal = new AbortController().signal;
let server: ReturnType<typeof answeringFetch>;

const query = (more: Partial<UserQuery> = {}): UserQuery => ({
	search: '',
	group: 'everyone',
	orderBy: 'userId',
	descending: false,
	from: 0,
	limit: 50,
	...more
});
const row = (name: string, more = {}) => ({ name: `@${name}:hs.test`, ...more });
/** What was asked, the parameters in their order. */
const paramsOf = ({ line }: Sent): Record<string, string> =>
	Object.fromEntries(new URL(line.replace('GET ', '')).searchParams);
const refusal = (status: number, errcode: string) => json({ errcode, error: 'Words' }, status);
const plain = {
	administrator: false,
	deactivated: false,
	locked: false,
	guest: false,
	erased: false,
	shadowBanned: false
};

beforeEach(() => {
	server = answeringFetch();
	vi.stubGlobal('fetch', server.fetch);
	keepAccount({
		server: { baseUrl: hs, serverName: 'hs.test' },
		userId: '@op/1:hs.test',
		deviceId: 'HERE',
		accessToken: new Secret('syt')
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('whether one may', () => {
	test('is asked for with one’s own name', async () => {
		server.answer(json({ admin: true }));
		expect(await access(signal)).toEqual({ ok: true, value: true });
		expect(server.sent[0]?.line).toBe(
			`GET ${hs}/_synapse/admin/v1/users/%40op%2F1%3Ahs.test/admin`
		);
	});

	test.each([
		[refusal(403, 'M_FORBIDDEN'), { kind: 'admin', problem: 'notAdmin' }],
		[refusal(404, 'M_UNRECOGNIZED'), { kind: 'admin', problem: 'notSynapse' }],
		[json([]), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		server.answer(answer);
		expect(await access(signal)).toMatchObject({ ok: false, error });
	});

	test('nobody is signed in: nothing is sent', async () => {
		sessionStorage.clear();
		expect(await access(signal)).toMatchObject({ error: { kind: 'sessionEnded' } });
		expect(server.sent).toEqual([]);
	});
});

describe('the list', () => {
	test('is of everybody: by itself, it would leave some out', async () => {
		server.answer(json({ users: [row('ada')], total: 7, next_token: '1' }));
		expect(await users(query({ from: 100 }), signal)).toEqual({
			ok: true,
			value: { users: [{ userId: '@ada:hs.test', ...plain }], total: 7 }
		});
		expect(server.sent).toHaveLength(1);
		expect(server.sent[0]?.line).toContain('/_synapse/admin/v2/users?');
		expect(server.sent.map(paramsOf)).toEqual([
			{
				from: '100',
				limit: '50',
				order_by: 'name',
				dir: 'f',
				deactivated: 'true',
				locked: 'true',
				guests: 'true'
			}
		]);
	});

	test.each([
		[{ search: 'ada & co' }, { name: 'ada & co' }],
		[{ search: '@ada' }, { name: 'ada' }],
		[{ search: '@ada:hs.test' }, { user_id: '@ada:hs.test' }],
		[{ orderBy: 'displayName' }, { order_by: 'displayname' }],
		[
			{ orderBy: 'createdAt', descending: true },
			{ order_by: 'creation_ts', dir: 'b' }
		],
		[{ orderBy: 'lastSeenAt' }, { order_by: 'last_seen_ts' }],
		[{ group: 'active' }, { deactivated: 'false', locked: 'true' }],
		[{ group: 'administrators' }, { admins: 'true', deactivated: 'true' }]
	] as const)('%o is asked for as %o', async (more, params) => {
		server.answer(json({ users: [], total: 0 }));
		await users(query(more), signal);
		expect(server.sent.map(paramsOf)).toMatchObject([params]);
	});

	test('tells what is special, and text as one line', async () => {
		const told = {
			displayname: 'A\u202eda\n',
			admin: true,
			deactivated: true,
			locked: true,
			is_guest: true,
			erased: true,
			shadow_banned: true,
			creation_ts: 1,
			last_seen_ts: 2
		};
		server.answer(json({ users: [row('ada', told), 'nonsense', { name: 7 }], total: 3 }));
		const special = Object.fromEntries(Object.keys(plain).map((key) => [key, true]));
		const ada = { userId: '@ada:hs.test', displayName: 'A da', createdAt: 1, lastSeenAt: 2 };
		expect(await users(query(), signal)).toEqual({
			ok: true,
			value: { users: [{ ...ada, ...special }], total: 3 }
		});
	});

	test('has nobody twice, and is never longer than it says', async () => {
		server.answer(json({ users: [row('ada'), row('ada'), row('bob')], total: -1 }));
		const told = await users(query(), signal);
		expect(told.ok && told.value.users.map(({ userId }) => userId)).toEqual([
			'@ada:hs.test',
			'@bob:hs.test'
		]);
		expect(told).toMatchObject({ value: { total: 2 } });
	});

	test.each([
		[refusal(403, 'M_FORBIDDEN'), { kind: 'admin', problem: 'notAdmin' }],
		[refusal(404, 'M_UNRECOGNIZED'), { kind: 'admin', problem: 'notSynapse' }],
		[json({ users: 'none' }), { kind: 'badAnswer' }]
	])('refusal %#', async (answer, error) => {
		server.answer(answer);
		expect(await users(query(), signal)).toMatchObject({ ok: false, error });
	});
});

describe('groups that the homeserver can only put in front', () => {
	test.each([
		['locked', 'locked', 'locked', 'locked'],
		['guests', 'guests', 'is_guest', 'guest']
	] as const)(
		'%s are those in front, and their number a difference',
		async (group, param, column, is) => {
			const list = { users: [row('ada', { [column]: true }), row('bob')], total: 9 };
			server.answer(json(list));
			const answer = await users(query({ group, from: 50, search: 'x' }), signal);
			expect(answer).toMatchObject({ ok: true, value: { users: [{ [is]: true }], total: 0 } });
			expect(answer.ok && answer.value.users).toHaveLength(1);
			expect(server.sent.map(paramsOf)).toMatchObject([
				{ order_by: column, dir: 'b', from: '50', limit: '50', name: 'x', [param]: 'true' },
				{ from: '0', limit: '1', name: 'x', [param]: 'false' }
			]);
		}
	);

	test('either answer may fail', async () => {
		server.answer(refusal(403, 'M_FORBIDDEN'));
		expect(await users(query({ group: 'locked' }), signal)).toMatchObject({ ok: false });
	});
});

describe('a homeserver that leaves accounts to another service', () => {
	const strict = (): Response => {
		const sent = server.sent.at(-1);
		if (!sent || paramsOf(sent).guests !== 'false') return refusal(400, 'M_INVALID_PARAM')();
		return json({ users: [row('ada')], total: 1 })();
	};
	const as = (baseUrl: string) =>
		keepAccount({
			server: { baseUrl, serverName: 'hs.test' },
			userId: '@op:hs.test',
			deviceId: 'HERE',
			accessToken: new Secret('syt')
		});
	const guestsAsked = () => server.sent.map((sent) => paramsOf(sent).guests);

	test('has no guests: it is asked without them, and not asked for them again', async () => {
		as('https://delegating.test');
		server.answer(strict);
		const told = { users: [{ userId: '@ada:hs.test', ...plain }], total: 1, guestless: true };
		expect(await users(query(), signal)).toEqual({ ok: true, value: told });
		expect(guestsAsked()).toEqual(['true', 'false']);
		expect(await users(query({ group: 'active' }), signal)).toEqual({ ok: true, value: told });
		expect(guestsAsked()).toEqual(['true', 'false', 'false']);
		expect(await users(query({ group: 'guests' }), signal)).toEqual({
			ok: true,
			value: { users: [], total: 0, guestless: true }
		});
	});

	test('is not taken for one because it refuses something else, or does not answer', async () => {
		as('https://older.test');
		server.answer(refusal(400, 'M_INVALID_PARAM'));
		const error = { kind: 'unknown', errcode: 'M_INVALID_PARAM' };
		expect(await users(query(), signal)).toMatchObject({ ok: false, error });
		expect(guestsAsked()).toEqual(['true', 'false']);
		server.answer(json({ users: [], total: 0 }));
		expect(await users(query(), signal)).toEqual({ ok: true, value: { users: [], total: 0 } });
		expect(guestsAsked().at(-1)).toBe('true');
	});
});

describe('deactivated accounts', () => {
	const rows = [row('gone', { deactivated: true }), row('ada')];

	test('are asked for as such where the homeserver can', async () => {
		server.answer(json({ users: rows.slice(0, 1), total: 1 }));
		const answer = await users(query({ group: 'deactivated', orderBy: 'createdAt' }), signal);
		expect(answer).toMatchObject({ ok: true, value: { total: 1 } });
		expect(server.sent[0]?.line).toContain('/v3/users?');
		expect(server.sent.map(paramsOf)).toMatchObject([
			{ deactivated: 'true', locked: 'true', order_by: 'creation_ts' }
		]);
	});

	test('and are in front otherwise', async () => {
		const common = 'from=0&limit=50';
		const front = `${common}&order_by=deactivated`;
		const older = scriptedFetch({
			[`GET ${hs}/_synapse/admin/v3/users?${common}&order_by=name&dir=f&deactivated=true&locked=true&guests=true`]:
				refusal(404, 'M_UNRECOGNIZED'),
			[`GET ${hs}/_synapse/admin/v2/users?deactivated=true&locked=true&guests=true&${front}&dir=b`]:
				json({ users: rows, total: 5 }),
			[`GET ${hs}/_synapse/admin/v2/users?deactivated=false&locked=true&guests=true&from=0&limit=1`]:
				json({ users: [row('ada')], total: 4 })
		});
		vi.stubGlobal('fetch', older.fetch);
		expect(await users(query({ group: 'deactivated' }), signal)).toMatchObject({
			ok: true,
			value: { users: [{ userId: '@gone:hs.test', deactivated: true }], total: 1 }
		});
		expect(older.sent).toHaveLength(3);
	});
});

describe('who has an email address', () => {
	test('is told by name', async () => {
		server.answer(json({ user_id: '@ada:hs.test' }));
		expect(await userWithEmail('a/da@people.test', signal)).toEqual({
			ok: true,
			value: '@ada:hs.test'
		});
		expect(server.sent[0]?.line).toBe(
			`GET ${hs}/_synapse/admin/v1/threepid/email/users/a%2Fda%40people.test`
		);
	});

	test('may be nobody', async () => {
		server.answer(refusal(404, 'M_NOT_FOUND'));
		expect(await userWithEmail('a@b.test', signal)).toEqual({ ok: true, value: undefined });
	});

	test('is not told to everybody', async () => {
		server.answer(refusal(403, 'M_FORBIDDEN'));
		expect(await userWithEmail('a@b.test', signal)).toMatchObject({
			error: { kind: 'admin', problem: 'notAdmin' }
		});
	});
});
