import { afterEach, describe, expect, test, vi } from 'vitest';
import { json, scriptedFetch, text } from './scripted-fetch';
import { signInOffer } from './sign-in-offer';

const baseUrl = 'https://matrix.example.org';
const server = { baseUrl, serverName: 'example.org' };
const LOGIN = `GET ${baseUrl}/_matrix/client/v3/login`;
const SUPPORT = 'GET https://example.org/.well-known/matrix/support';
const password = { type: 'm.login.password' };
const sso = { type: 'm.login.sso', identity_providers: [{ id: 'oidc-a', name: 'A' }] };

async function offer(answers: Record<string, () => Response>) {
	const { fetch, sent } = scriptedFetch(answers);
	vi.stubGlobal('fetch', fetch);
	const result = await signInOffer(server, new AbortController().signal);
	return { result, asked: sent.map(({ line }) => line) };
}
const flows = (...listed: unknown[]) => offer({ [LOGIN]: json({ flows: listed }) });

afterEach(() => void vi.unstubAllGlobals());

describe('a homeserver signs people in', () => {
	test('with a password, by one request', async () => {
		const { result, asked } = await flows(password, { type: 'm.login.application_service' });
		expect(result).toEqual({ ok: true, value: { password: true, providers: [] } });
		expect(asked).toEqual([LOGIN]);
	});

	test('with a password or through providers', async () => {
		const { result } = await flows(sso, { type: 'm.login.token' }, password);
		const providers = [{ id: 'oidc-a', name: 'A' }];
		expect(result).toEqual({ ok: true, value: { password: true, providers } });
	});

	test('through providers only', async () => {
		const { result, asked } = await flows({ type: 'm.login.sso' });
		const providers = [{ id: '', name: 'example.org' }];
		expect(result).toEqual({ ok: true, value: { password: false, providers } });
		expect(asked).toEqual([LOGIN]);
	});

	test('although nonsense is listed beside', async () => {
		const { result } = await flows(null, 5, 'm.login.password', { type: 7 }, [], password);
		expect(result).toMatchObject({ ok: true, value: { password: true } });
	});
});

describe('a homeserver that signs nobody in', () => {
	const nothing = json({ flows: [{ type: 'm.login.token' }] });

	test('says whom to ask', async () => {
		const support = json({ contacts: [{ email_address: 'help@example.org' }] });
		const { result } = await offer({ [LOGIN]: nothing, [SUPPORT]: support });
		const contact = { email: 'help@example.org' };
		expect(result).toEqual({ ok: true, value: { password: false, providers: [], contact } });
	});

	test.each([[[]], [[{ type: 'constructor' }]], [['m.login.password']]])(
		'or nothing: %j',
		async (listed) => {
			const { result, asked } = await flows(...listed);
			expect(result).toEqual({ ok: true, value: { password: false, providers: [] } });
			expect(asked).toEqual([LOGIN, SUPPORT]);
		}
	);
});

describe('a homeserver that cannot say', () => {
	test.each([
		[json({ flows: 'all' }), 'badAnswer'],
		[json([]), 'badAnswer'],
		[json(null), 'badAnswer'],
		[text('<p>'), 'badAnswer'],
		[json({ errcode: 'M_LIMIT_EXCEEDED' }, 429), 'rateLimited'],
		[json({ errcode: 'M_UNRECOGNIZED' }, 404), 'unsupported'],
		[text('<p>', 502), 'serverFault']
	])('refusal %#', async (answer, kind) => {
		const { result } = await offer({ [LOGIN]: answer });
		expect(result).toMatchObject({ ok: false, error: { kind } });
	});

	test('because it is not reached', async () => {
		expect((await offer({})).result).toMatchObject({ error: { kind: 'unreachable' } });
	});
});
