import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { object, string } from 'zod/mini';
import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';
import { json, scriptedFetch, text, type Sent } from '../scripted-fetch';
import { asAdmin, asNotSynapse, readAdmin } from './as-admin';

const hs = 'https://hs.test';
const path = '/_synapse/admin/v2/users';
const GET = `GET ${hs}${path}`;
const VERSIONS = `GET ${hs}/_matrix/client/versions`;
const signal = new AbortController().signal;
let sent: Sent[];

function answer(answers: Parameters<typeof scriptedFetch>[0]): void {
	const scripted = scriptedFetch(answers);
	({ sent } = scripted);
	vi.stubGlobal('fetch', scripted.fetch);
}
const ask = (method: 'GET' | 'PUT' = 'GET') => asAdmin({ method, path, signal });
const problem = (problem: string) => ({ ok: false, error: { kind: 'admin', problem } });

beforeEach(() => {
	keepAccount({
		server: { baseUrl: hs, serverName: 'hs.test' },
		userId: '@ada:hs.test',
		deviceId: 'HERE',
		accessToken: new Secret('syt')
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

test('is one request with the session’s own token', async () => {
	answer({ [GET]: json({ users: [] }) });
	expect(await ask()).toEqual({ ok: true, value: { status: 200, body: { users: [] } } });
	expect(sent).toMatchObject([{ line: GET, init: { headers: { Authorization: 'Bearer syt' } } }]);
});

test('the homeserver’s own refusals are answers', async () => {
	answer({ [GET]: json({ errcode: 'M_FORBIDDEN', error: 'Not an admin' }, 403) });
	expect(await ask()).toMatchObject({ ok: true, value: { status: 403 } });
});

test.each([
	['a proxy’s page', text('<h1>Not found</h1>', 404)],
	['a proxy that wants a password', text('<h1>Who are you</h1>', 401)],
	['a proxy that refuses in JSON', json({ message: 'no' }, 403)],
	['the start page of a website', text('<!doctype html>')]
])('%s answers in place of the homeserver', async (_, page) => {
	answer({ [GET]: page });
	expect(await ask()).toMatchObject(problem('blocked'));
});

test.each([
	['down', text('<h1>Bad gateway</h1>', 502), { kind: 'serverFault', status: 502 }],
	['limited by a proxy', text('slow down', 429), { kind: 'rateLimited' }]
])('a homeserver that is %s is just that', async (_, page, error) => {
	answer({ [GET]: page });
	expect(readAdmin(await ask(), object({}))).toMatchObject({ ok: false, error });
});

describe('when nothing arrives', () => {
	const versions = json({ versions: ['v1.11'] });

	test('and the homeserver answers otherwise, the browser may not read it', async () => {
		answer({ [VERSIONS]: versions });
		expect(await ask()).toMatchObject(problem('crossOrigin'));
		expect(sent.map(({ line }) => line)).toEqual([GET, VERSIONS, GET]);
		expect(sent[1]?.init.headers).not.toHaveProperty('Authorization');
	});

	test('and the homeserver does not answer at all, it is unreachable', async () => {
		answer({});
		expect(await ask()).toEqual({ ok: false, error: { kind: 'unreachable' } });
		expect(sent.map(({ line }) => line)).toEqual([GET, VERSIONS]);
	});

	test('the first time only, it was lost', async () => {
		let times = 0;
		answer({
			[GET]: () => {
				times += 1;
				if (times === 1) throw new TypeError('Failed to fetch');
				return json({ users: [] })();
			},
			[VERSIONS]: versions
		});
		expect(await ask()).toMatchObject({ ok: true, value: { status: 200 } });
	});

	test('of what changes something, it is not sent again', async () => {
		answer({ [VERSIONS]: versions });
		expect(await ask('PUT')).toEqual({ ok: false, error: { kind: 'unreachable' } });
		expect(sent).toHaveLength(1);
	});

	test('for long, it was lost and is not looked into', async () => {
		vi.useFakeTimers();
		const never = vi.fn(
			(_: string, { signal: aborted }: RequestInit) =>
				new Promise((_resolve, reject) => {
					aborted?.addEventListener('abort', () => reject(aborted.reason as Error));
				})
		);
		vi.stubGlobal('fetch', never);
		const waiting = ask();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(await waiting).toEqual({ ok: false, error: { kind: 'unreachable' } });
		expect(never).toHaveBeenCalledOnce();
		vi.useRealTimers();
	});
});

test('nobody is signed in: nothing is sent', async () => {
	sessionStorage.clear();
	answer({});
	expect(await ask()).toMatchObject({ error: { kind: 'sessionEnded' } });
	expect(sent).toEqual([]);
});

describe('reading', () => {
	const read = (status: number, errcode: string) =>
		readAdmin({ ok: true, value: { status, body: { errcode, error: 'Words' } } }, object({}));

	test('a success is what it should be, or unreadable', () => {
		const schema = object({ name: string() });
		const told = (body: unknown) => readAdmin({ ok: true, value: { status: 200, body } }, schema);
		expect(told({ name: 'ada' })).toEqual({ ok: true, value: { name: 'ada' } });
		expect(told({ name: 7 })).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});

	test.each([
		[403, 'M_FORBIDDEN', { kind: 'admin', problem: 'notAdmin', detail: 'Words' }],
		[404, 'M_UNRECOGNIZED', { kind: 'unsupported', detail: 'Words' }],
		[401, 'M_UNKNOWN_TOKEN', { kind: 'sessionEnded', soft: false }],
		[401, 'M_USER_LOCKED', { kind: 'userLocked' }],
		[404, 'M_NOT_FOUND', { kind: 'unknown', errcode: 'M_NOT_FOUND', detail: 'Words' }]
	])('%d %s', (status, errcode, error) => {
		expect(read(status, errcode)).toEqual({ ok: false, error });
	});

	test('rows of a request come first', () => {
		const rows = [{ M_FORBIDDEN: { kind: 'userSuspended' } }] as const;
		const body = { errcode: 'M_FORBIDDEN' };
		expect(readAdmin({ ok: true, value: { status: 403, body } }, object({}), rows)).toEqual({
			ok: false,
			error: { kind: 'userSuspended' }
		});
	});

	test('what every Synapse knows tells whether it is one', () => {
		expect(asNotSynapse(read(404, 'M_UNRECOGNIZED'))).toMatchObject(problem('notSynapse'));
		expect(asNotSynapse(read(403, 'M_FORBIDDEN'))).toMatchObject(problem('notAdmin'));
		expect(asNotSynapse({ ok: true, value: 1 })).toEqual({ ok: true, value: 1 });
	});
});
