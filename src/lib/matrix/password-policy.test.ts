import { afterEach, expect, test, vi } from 'vitest';
import { passwordPolicy } from './password-policy';
import { json, scriptedFetch, text } from './scripted-fetch';

const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const at = 'GET https://hs.test/_matrix/client/v3/password_policy';

async function policyAt(answer?: () => Response) {
	vi.stubGlobal('fetch', scriptedFetch(answer ? { [at]: answer } : {}).fetch);
	return passwordPolicy(server, new AbortController().signal);
}

afterEach(() => {
	vi.unstubAllGlobals();
});

test('reads all that can be demanded', async () => {
	const policy = {
		'm.minimum_length': 12,
		'm.require_digit': true,
		'm.require_symbol': true,
		'm.require_lowercase': true,
		'm.require_uppercase': true
	};
	expect(await policyAt(json(policy))).toEqual({
		ok: true,
		value: {
			minimumLength: 12,
			requireDigit: true,
			requireSymbol: true,
			requireLowercase: true,
			requireUppercase: true
		}
	});
});

test.each([
	['demands nothing', json({})],
	['says no', json({ 'm.require_digit': false, 'm.minimum_length': 0 })],
	['does not know the endpoint', json({ errcode: 'M_UNRECOGNIZED' }, 404)],
	['fails', json({ errcode: 'M_UNKNOWN' }, 500)],
	['answers a page', text('<p>')],
	['answers a list', json([])],
	['uses other types', json({ 'm.require_digit': 'yes', 'm.minimum_length': '8' })],
	['demands what no password has', json({ 'm.minimum_length': 1e9 })],
	['demands a broken length', json({ 'm.minimum_length': 8.5 })]
])('there is no policy when the homeserver %s', async (_name, answer) => {
	expect(await policyAt(answer)).toEqual({ ok: true, value: {} });
});

test('a mistaken key takes nothing from the others', async () => {
	expect(await policyAt(json({ 'm.minimum_length': -1, 'm.require_digit': true }))).toEqual({
		ok: true,
		value: { requireDigit: true }
	});
});

test('fails when the homeserver is not reached', async () => {
	expect(await policyAt()).toEqual({ ok: false, error: { kind: 'unreachable' } });
});
