import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { capabilities, management } from './capabilities';
import { json, scriptedFetch, text } from './scripted-fetch';
import { at, signal, signIn } from './security-testing';

const CAPABILITIES = at('GET', 'v3/capabilities');
const METADATA = at('GET', 'v1/auth_metadata');

function answer(line: string, response: () => Response) {
	const { fetch, sent } = scriptedFetch({ [line]: response });
	vi.stubGlobal('fetch', fetch);
	return sent;
}

beforeEach(signIn);
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('what may be changed', () => {
	const everything = {
		changePassword: true,
		changeThreepids: true,
		changeDisplayName: true,
		changeAvatar: true
	};
	const told = async (given: unknown) => {
		answer(CAPABILITIES, json({ capabilities: given }));
		return capabilities(signal);
	};

	test('is everything that is not named', async () => {
		expect(await told({})).toEqual({ ok: true, value: everything });
		expect(await told({ 'm.room_versions': { default: '12' } })).toEqual({
			ok: true,
			value: everything
		});
	});

	test.each([
		['m.change_password', 'changePassword'],
		['m.3pid_changes', 'changeThreepids'],
		['m.set_displayname', 'changeDisplayName'],
		['m.set_avatar_url', 'changeAvatar']
	])('%s can be switched off', async (name, field) => {
		expect(await told({ [name]: { enabled: false } })).toEqual({
			ok: true,
			value: { ...everything, [field]: false }
		});
		expect(await told({ [name]: { enabled: true } })).toEqual({ ok: true, value: everything });
	});

	test.each([
		[{ enabled: false }, false, false],
		[{ enabled: true }, true, true],
		[{ enabled: true, allowed: ['displayname'] }, true, false],
		[{ enabled: true, allowed: [] }, false, false],
		[{ enabled: true, disallowed: ['displayname'] }, false, true],
		[{ enabled: true, allowed: ['avatar_url'], disallowed: ['avatar_url'] }, false, true]
	])('m.profile_fields %j comes first', async (given, changeDisplayName, changeAvatar) => {
		const old = { 'm.set_displayname': { enabled: true }, 'm.set_avatar_url': { enabled: true } };
		const read = await told({ ...old, 'm.profile_fields': given });
		expect(read).toMatchObject({ ok: true, value: { changeDisplayName, changeAvatar } });
	});

	test.each([
		[{ 'm.change_password': 'no', 'm.3pid_changes': null, 'm.profile_fields': [] }],
		[{ 'm.change_password': { enabled: 'no' }, 'm.profile_fields': { enabled: 1 } }]
	])('nonsense forbids nothing: %j', async (given) => {
		expect(await told(given)).toEqual({ ok: true, value: everything });
	});

	test.each([[json({})], [json({ capabilities: [] })], [json([])], [text('<p>')]])(
		'an answer in another shape fails: %#',
		async (response) => {
			answer(CAPABILITIES, response);
			expect(await capabilities(signal)).toEqual({ ok: false, error: { kind: 'badAnswer' } });
		}
	);
});

describe('the homeserver’s own page', () => {
	const url = 'https://account.example.org/manage';
	const told = async (metadata: unknown, status = 200) => {
		const sent = answer(METADATA, json(metadata, status));
		return { read: await management(signal), sent };
	};

	test('is named with what it can be opened for, and asked for without a token', async () => {
		const { read, sent } = await told({
			issuer: 'https://account.example.org/',
			account_management_uri: url,
			account_management_actions_supported: ['org.matrix.profile', 'org.matrix.device_view']
		});
		expect(read).toEqual({
			ok: true,
			value: { url, actions: ['org.matrix.profile', 'org.matrix.device_view'] }
		});
		expect(sent[0]?.init.headers).toEqual({});
	});

	test('may list nothing, or nonsense', async () => {
		const bare = { ok: true, value: { url, actions: [] } };
		for (const actions of [undefined, 'all', [7], null])
			expect(
				(
					await told({
						account_management_uri: url,
						account_management_actions_supported: actions
					})
				).read
			).toEqual(bare);
	});

	test.each([
		[{}],
		[{ account_management_uri: 'javascript:alert(1)' }],
		[{ account_management_uri: 'https://ada:secret@example.org/' }],
		[{ account_management_uri: { url } }]
	])('is not there: %j', async (metadata) => {
		expect((await told(metadata)).read).toEqual({ ok: true, value: undefined });
	});

	test.each([
		[404, { errcode: 'M_UNRECOGNIZED' }],
		[404, 'no page'],
		[405, {}],
		[400, { errcode: 'M_UNKNOWN' }]
	])('is not there where nobody has heard of it: %i %j', async (status, body) => {
		expect((await told(body, status)).read).toEqual({ ok: true, value: undefined });
	});

	test('is unknown while the account service is down, or the homeserver asks to wait', async () => {
		expect((await told({ errcode: 'M_UNKNOWN' }, 500)).read).toMatchObject({
			ok: false,
			error: { kind: 'serverFault', status: 500 }
		});
		expect((await told({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 900 }, 429)).read).toEqual({
			ok: false,
			error: { kind: 'rateLimited', retryAfterMs: 900 }
		});
	});

	test('nobody is signed in', async () => {
		sessionStorage.clear();
		const { read, sent } = await told({});
		expect(read).toEqual({ ok: false, error: { kind: 'sessionEnded', soft: false } });
		expect(sent).toEqual([]);
	});
});
