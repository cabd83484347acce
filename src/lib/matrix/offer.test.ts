import { afterEach, describe, expect, test, vi } from 'vitest';
import { registrationOffer } from './offer';
import { json, scriptedFetch, text } from './scripted-fetch';

const baseUrl = 'https://matrix.example.org';
const server = { baseUrl, serverName: 'example.org' };
const REGISTER = `POST ${baseUrl}/_matrix/client/v3/register`;
const LOGIN = `GET ${baseUrl}/_matrix/client/v3/login`;
const METADATA = `GET ${baseUrl}/_matrix/client/v1/auth_metadata`;
const SUPPORT = 'GET https://example.org/.well-known/matrix/support';

const flows = [{ stages: ['m.login.dummy'] }];
const open = json({ session: 's', flows, params: {} }, 401);
const disabled = json({ errcode: 'M_FORBIDDEN', error: 'Registration has been disabled' }, 403);
const missing = json({ errcode: 'M_UNRECOGNIZED', error: 'Unrecognized request' }, 404);
const sso = json({
	flows: [
		{ type: 'm.login.password' },
		{ type: 'm.login.sso', identity_providers: [{ id: 'oidc-a', name: 'A', brand: 'github' }] }
	]
});
const provider = { id: 'oidc-a', name: 'A', brand: 'github' };

async function offer(answers: Record<string, () => Response>) {
	const { fetch, sent } = scriptedFetch(answers);
	vi.stubGlobal('fetch', fetch);
	const result = await registrationOffer(server, new AbortController().signal);
	return { result, asked: sent.map(({ line }) => line), sent };
}

afterEach(() => {
	vi.unstubAllGlobals();
});

describe('a homeserver with a form', () => {
	test('its flows and providers are asked side by side, with two requests', async () => {
		const { result, asked, sent } = await offer({ [REGISTER]: open, [LOGIN]: sso });
		expect(result).toEqual({
			ok: true,
			value: {
				kind: 'open',
				challenge: { session: 's', flows, params: {} },
				providers: [provider]
			}
		});
		expect(asked).toEqual([REGISTER, LOGIN]);
		expect(sent[0]?.body).toEqual({});
	});

	test.each([
		['is not reached', undefined],
		['is refused', missing],
		['is nonsense', json({ flows: 'all' })],
		['is a page', text('<p>')]
	])('stays when GET /login %s', async (_name, login) => {
		const { result } = await offer({ [REGISTER]: open, ...(login && { [LOGIN]: login }) });
		expect(result).toMatchObject({ ok: true, value: { kind: 'open', providers: [] } });
	});
});

describe('a homeserver without a form', () => {
	test('is closed, with its providers and whom to ask', async () => {
		const { result, asked } = await offer({
			[REGISTER]: disabled,
			[LOGIN]: sso,
			[METADATA]: missing,
			[SUPPORT]: json({ support_page: 'https://example.org/help' })
		});
		expect(result).toEqual({
			ok: true,
			value: {
				kind: 'closed',
				providers: [provider],
				contact: { page: 'https://example.org/help' }
			}
		});
		expect(asked).toEqual([REGISTER, LOGIN, METADATA, SUPPORT]);
	});

	test('is closed when it has no register endpoint at all, and names nobody', async () => {
		const { result } = await offer({ [REGISTER]: missing, [LOGIN]: sso, [METADATA]: missing });
		expect(result).toEqual({ ok: true, value: { kind: 'closed', providers: [provider] } });
	});

	test('is closed when its web server answers a page for what it does not know', async () => {
		const { result } = await offer({ [REGISTER]: disabled, [LOGIN]: sso, [METADATA]: text('<p>') });
		expect(result).toMatchObject({ ok: true, value: { kind: 'closed' } });
	});

	test.each([
		['its account page', { account_management_uri: 'https://account.example.org/' }],
		['its issuer, when the page is no web address', { account_management_uri: 'javascript:x' }],
		['its issuer, when the page is no text', { account_management_uri: 5 }]
	])('with the OAuth 2.0 API sends to %s', async (_name, more) => {
		const { result } = await offer({
			[REGISTER]: disabled,
			[LOGIN]: sso,
			[METADATA]: json({ issuer: 'https://account.example.org/', ...more })
		});
		expect(result).toEqual({
			ok: true,
			value: { kind: 'elsewhere', url: 'https://account.example.org/' }
		});
	});

	test.each([
		['a script', json({ issuer: 'javascript:alert(1)' })],
		['nothing', json({})],
		['a wrong type', json({ issuer: ['https://a.test'] })]
	])('with %s as issuer is a bad answer', async (_name, metadata) => {
		const { result } = await offer({ [REGISTER]: disabled, [LOGIN]: sso, [METADATA]: metadata });
		expect(result).toEqual({ ok: false, error: { kind: 'badAnswer' } });
	});

	test.each([
		['fails', json({ errcode: 'M_UNKNOWN', error: 'x' }, 500), 'serverFault'],
		['asks for patience', json({ errcode: 'M_LIMIT_EXCEEDED' }, 429), 'rateLimited'],
		['is not reached', undefined, 'unreachable']
	])('whose OAuth 2.0 API %s gets no form', async (_name, metadata, kind) => {
		const { result } = await offer({
			[REGISTER]: disabled,
			[LOGIN]: sso,
			...(metadata && { [METADATA]: metadata })
		});
		expect(result).toMatchObject({ ok: false, error: { kind } });
	});
});

describe('a homeserver that cannot say', () => {
	test.each([
		['is not reached', undefined, { kind: 'unreachable' }],
		['is down', text('Bad gateway', 502), { kind: 'serverFault', status: 502 }],
		['is busy', json({ retry_after_ms: 900 }, 429), { kind: 'rateLimited', retryAfterMs: 900 }],
		['is behind a filter', text('Denied', 403), { kind: 'refused' }],
		['answers success', json({ user_id: '@a:b' }), { kind: 'badAnswer' }],
		['asks for a token', json({ errcode: 'M_MISSING_TOKEN' }, 401), { kind: 'unknown' }]
	])('%s', async (_name, register, error) => {
		const { result, asked } = await offer({
			...(register && { [REGISTER]: register }),
			[LOGIN]: sso
		});
		expect(result).toMatchObject({ ok: false, error });
		expect(asked).toEqual([REGISTER, LOGIN]);
	});
});
