import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import type { NewUser } from '../admin-ports';
import { json, scriptedFetch, type ScriptedFetch } from '../scripted-fetch';
import { finish, make, takenBy, trace, usernameFree } from './creation';

const { signal } = new AbortController();
const admin = 'https://hs.test/_synapse/admin';
const user = `${admin}/v2/users/%40new%3Ahs.test`;
const email = `${admin}/v1/threepid/email/users/new%40people.test`;
const identity = `${admin}/v1/auth_providers/oidc-x/users/id%201`;
const refusal = (status: number, errcode: string) => json({ errcode, error: 'Words' }, status);
const nobody = refusal(404, 'M_NOT_FOUND');
const ada: NewUser = {
	userId: '@new:hs.test',
	displayName: 'Ada',
	emails: ['New@People.test'],
	identities: [{ provider: 'oidc-x', id: 'id 1' }],
	administrator: true,
	password: new Secret('geheim')
};
const bare: NewUser = {
	...ada,
	displayName: '',
	emails: [],
	identities: [],
	administrator: false
};
const told = {
	name: '@new:hs.test',
	threepids: [],
	external_ids: [],
	creation_ts: 1_700_000_000,
	last_seen_ts: null
};
const free = { [`GET ${user}`]: nobody, [`GET ${email}`]: nobody, [`GET ${identity}`]: nobody };

function homeserver(answers: Parameters<typeof scriptedFetch>[0]): ScriptedFetch {
	const hs = scriptedFetch(answers);
	vi.stubGlobal('fetch', hs.fetch);
	return hs;
}
const changes = (hs: ScriptedFetch) => hs.sent.filter(({ line }) => line.startsWith('PUT'));

beforeEach(() => {
	keepAccount({
		server: { baseUrl: 'https://hs.test', serverName: 'hs.test' },
		userId: '@op:hs.test',
		deviceId: 'HERE',
		accessToken: new Secret('syt')
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('whether a name is free', () => {
	test.each([
		[json({ available: true }), { ok: true }],
		[refusal(400, 'M_USER_IN_USE'), { error: { kind: 'usernameTaken' } }],
		[refusal(400, 'M_INVALID_USERNAME'), { error: { kind: 'usernameInvalid' } }],
		[refusal(400, 'M_UNKNOWN'), { error: { kind: 'usernameInvalid' } }],
		[refusal(400, 'M_EXCLUSIVE'), { error: { kind: 'usernameReserved' } }],
		[refusal(403, 'M_FORBIDDEN'), { error: { kind: 'admin', problem: 'notAdmin' } }]
	])('%#', async (answer, result) => {
		homeserver({ [`GET ${admin}/v1/username_available?username=b%C3%A4r`]: answer });
		expect(await usernameFree('bär', signal)).toMatchObject(result);
	});
});

describe('what is there of an account', () => {
	test.each([
		[{}, { untouched: true, neverSeen: true, deactivated: false }],
		[{ last_seen_ts: 5 }, { untouched: false, neverSeen: false }],
		[{ admin: true }, { untouched: false }],
		[{ deactivated: true }, { untouched: false, deactivated: true }],
		[{ threepids: [{ medium: 'email', address: 'a@b' }] }, { untouched: false }],
		[{ external_ids: [{ auth_provider: 'x', external_id: 'y' }] }, { untouched: false }]
	])('%j', async (more, value) => {
		homeserver({ [`GET ${user}`]: json({ ...told, ...more }) });
		const found = { userId: '@new:hs.test', createdAt: 1_700_000_000_000, ...value };
		expect(await trace('@new:hs.test', signal)).toMatchObject({ value: found });
	});

	test('nothing', async () => {
		homeserver({ [`GET ${user}`]: nobody });
		expect(await trace('@new:hs.test', signal)).toEqual({ ok: true, value: undefined });
	});
});

describe('making an account', () => {
	test('sends its display name and nothing else', async () => {
		const hs = homeserver({ ...free, [`PUT ${user}`]: json(told, 201) });
		expect(await make(ada, signal)).toEqual({ ok: true, value: { kind: 'made' } });
		await make(bare, signal);
		expect(changes(hs).map(({ body }) => body)).toEqual([{ displayname: 'Ada' }, {}]);
	});

	test('changes nothing of one that is there', async () => {
		const hs = homeserver({ ...free, [`GET ${user}`]: json({ ...told, deactivated: true }) });
		expect(await make(ada, signal)).toMatchObject({
			value: { kind: 'exists', user: { deactivated: true } }
		});
		expect(changes(hs)).toEqual([]);
	});

	test('notices one that has appeared meanwhile', async () => {
		homeserver({ ...free, [`PUT ${user}`]: json(told, 200) });
		expect(await make(ada, signal)).toEqual({ ok: true, value: { kind: 'appeared' } });
	});

	test('looks for an address as the homeserver keeps it', async () => {
		const kept = `${admin}/v1/threepid/email/users/strasse%40people.test`;
		homeserver({ ...free, [`GET ${kept}`]: json({ user_id: '@old:hs.test' }) });
		expect(await make({ ...ada, emails: ['Straße@People.test'] }, signal)).toMatchObject({
			value: { kind: 'emailTaken', by: '@old:hs.test' }
		});
	});

	test('takes no address from anybody', async () => {
		const hs = homeserver({ ...free, [`GET ${email}`]: json({ user_id: '@old:hs.test' }) });
		expect(await make(ada, signal)).toEqual({
			ok: true,
			value: { kind: 'emailTaken', address: 'New@People.test', by: '@old:hs.test' }
		});
		expect(changes(hs)).toEqual([]);
	});

	test.each([
		['no answer', undefined, { kind: 'unreachable' }],
		['a broken one', refusal(500, 'M_UNKNOWN'), { kind: 'serverFault', status: 500 }]
	])('does not know what came of it: %s', async (_what, answer, error) => {
		homeserver({ ...free, ...(answer && { [`PUT ${user}`]: answer }) });
		expect(await make(ada, signal)).toMatchObject({ ok: true, value: { kind: 'lost', error } });
	});

	test.each([
		[refusal(400, 'M_INVALID_USERNAME'), { kind: 'usernameInvalid' }],
		[refusal(429, 'M_LIMIT_EXCEEDED'), { kind: 'rateLimited' }]
	])('fails where nothing was made: %#', async (answer, error) => {
		homeserver({ ...free, [`PUT ${user}`]: answer });
		expect(await make(ada, signal)).toMatchObject({ ok: false, error });
	});

	test('tells missing rights from a homeserver that leaves accounts to another service', async () => {
		const forbidden = refusal(403, 'M_FORBIDDEN');
		homeserver({ ...free, [`PUT ${user}`]: forbidden });
		expect(await make(ada, signal)).toMatchObject({
			error: { kind: 'unsupported', detail: 'Words' }
		});
		let looks = 0;
		const look = () => (looks++ === 0 ? nobody() : forbidden());
		homeserver({ ...free, [`GET ${user}`]: look, [`PUT ${user}`]: forbidden });
		expect(await make(ada, signal)).toMatchObject({
			error: { kind: 'admin', problem: 'notAdmin' }
		});
	});

	test('asks for nothing more when the first look fails', async () => {
		const hs = homeserver({ [`GET ${user}`]: refusal(403, 'M_FORBIDDEN') });
		expect(await make(ada, signal)).toMatchObject({ error: { problem: 'notAdmin' } });
		expect(hs.sent).toHaveLength(1);
	});
});

describe('finishing an account', () => {
	test('gives it everything at once', async () => {
		const hs = homeserver({ ...free, [`PUT ${user}`]: json(told) });
		expect(await finish(ada, signal)).toEqual({ ok: true, value: { kind: 'finished' } });
		expect(changes(hs)[0]?.body).toEqual({
			threepids: [{ medium: 'email', address: 'new@people.test' }],
			external_ids: [{ auth_provider: 'oidc-x', external_id: 'id 1' }],
			admin: true,
			password: 'geheim'
		});
	});

	test('leaves out what is not asked for', async () => {
		const hs = homeserver({ [`PUT ${user}`]: json(told) });
		const { password: _password, ...withoutPassword } = bare;
		await finish(withoutPassword, signal);
		expect(hs.sent.map(({ body }) => body)).toEqual([{}]);
	});

	test('takes nothing from anybody', async () => {
		const hs = homeserver({ ...free, [`GET ${identity}`]: json({ user_id: '@old:hs.test' }) });
		expect(await finish(ada, signal)).toMatchObject({
			value: { kind: 'identityTaken', by: '@old:hs.test' }
		});
		expect(changes(hs)).toEqual([]);
	});

	test('fails as it was refused', async () => {
		homeserver({ [`PUT ${user}`]: refusal(403, 'M_FORBIDDEN') });
		expect(await finish(bare, signal)).toMatchObject({ error: { problem: 'notAdmin' } });
	});
});

test('what the account itself has is not taken', async () => {
	homeserver({ ...free, [`GET ${email}`]: json({ user_id: '@new:hs.test' }) });
	expect(await takenBy(ada, signal)).toEqual({ ok: true, value: undefined });
	homeserver({});
	expect(await takenBy(ada, signal)).toMatchObject({ ok: false });
});
