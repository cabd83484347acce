import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { json, scriptedFetch, type ScriptedFetch } from '../scripted-fetch';
import { createToken, revokeToken, tokens } from './tokens';

const { signal } = new AbortController();
const list = 'https://hs.test/_synapse/admin/v1/registration_tokens';
const told = { token: 'abc', uses_allowed: 2, pending: 1, completed: 0, expiry_time: 5_000 };
const read = { token: 'abc', usesAllowed: 2, pending: 1, completed: 0, expiresAt: 5_000 };
const refusal = (status: number, errcode: string) => json({ errcode, error: 'Words' }, status);

function homeserver(answers: Parameters<typeof scriptedFetch>[0]): ScriptedFetch {
	const hs = scriptedFetch(answers);
	vi.stubGlobal('fetch', hs.fetch);
	return hs;
}

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

test('all of them are listed, also those without limits', async () => {
	const free = { token: 'x', uses_allowed: null, pending: 0, completed: 7, expiry_time: null };
	homeserver({ [`GET ${list}`]: json({ registration_tokens: [told, free] }) });
	expect(await tokens(signal)).toEqual({
		ok: true,
		value: [read, { token: 'x', pending: 0, completed: 7 }]
	});
});

test.each([
	[refusal(404, 'M_UNRECOGNIZED'), { kind: 'unsupported' }],
	[refusal(403, 'M_FORBIDDEN'), { kind: 'admin', problem: 'notAdmin' }],
	[json({ registration_tokens: [{ token: 1 }] }), { kind: 'badAnswer' }]
])('a list that is refused: %#', async (answer, error) => {
	homeserver({ [`GET ${list}`]: answer });
	expect(await tokens(signal)).toMatchObject({ ok: false, error });
});

test('a new one is asked for with its limits, or with none', async () => {
	const hs = homeserver({ [`POST ${list}/new`]: json(told) });
	const given = { token: 'abc', usesAllowed: 2, expiresAt: 5_000 };
	expect(await createToken(given, signal)).toEqual({ ok: true, value: read });
	await createToken({ token: 'abc' }, signal);
	expect(hs.sent.map(({ body }) => body)).toEqual([
		{ token: 'abc', uses_allowed: 2, expiry_time: 5_000 },
		{ token: 'abc', uses_allowed: null, expiry_time: null }
	]);
});

test('asked for again after a lost answer, it is the one that is there', async () => {
	homeserver({
		[`POST ${list}/new`]: refusal(400, 'M_INVALID_PARAM'),
		[`GET ${list}/abc`]: json(told)
	});
	expect(await createToken({ token: 'abc' }, signal)).toEqual({ ok: true, value: read });
});

test('what is refused and not there is refused', async () => {
	homeserver({
		[`POST ${list}/new`]: refusal(400, 'M_INVALID_PARAM'),
		[`GET ${list}/abc`]: refusal(404, 'M_NOT_FOUND')
	});
	expect(await createToken({ token: 'abc' }, signal)).toMatchObject({
		error: { kind: 'refused', detail: 'Words' }
	});
});

test('revoking is one request; one that is gone already is revoked', async () => {
	const hs = homeserver({ [`DELETE ${list}/a%2Fb`]: json({}) });
	expect(await revokeToken('a/b', signal)).toEqual({ ok: true, value: true });
	expect(hs.sent).toHaveLength(1);
	homeserver({ [`DELETE ${list}/abc`]: refusal(404, 'M_NOT_FOUND') });
	expect(await revokeToken('abc', signal)).toEqual({ ok: true, value: true });
	homeserver({ [`DELETE ${list}/abc`]: refusal(403, 'M_FORBIDDEN') });
	expect(await revokeToken('abc', signal)).toMatchObject({ error: { problem: 'notAdmin' } });
});

test('one that no address can hold leads to no other', async () => {
	const hs = homeserver({});
	expect(await revokeToken('..', signal)).toMatchObject({ ok: false });
	expect(hs.sent).toEqual([]);
});
