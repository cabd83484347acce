import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { ask, begin, contact, finish, requestMail } from './recovery';
import { answeringFetch, json, scriptedFetch, text } from './scripted-fetch';
import { signIn } from './security-testing';

let hs: ReturnType<typeof answeringFetch>;
const { signal } = new AbortController();
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const line = 'POST https://hs.test/_matrix/client/v3/account/password';
const metadata = 'GET https://hs.test/_matrix/client/v1/auth_metadata';
const proof = { session: 's1', sid: '17', clientSecret: 'secret' };
const creds = { sid: '17', client_secret: 'secret' };
const auth = { session: 's1', type: 'm.login.email.identity', threepid_creds: creds };
const refusal = (status: number, errcode: string, more = {}) =>
	json({ errcode, error: 'Words', ...more }, status);
const flows = [{ stages: ['m.login.email.identity'] }];
const challenge = (more = {}) => json({ session: 's1', flows, params: {}, ...more }, 401);
const notYet = challenge({ errcode: 'M_UNAUTHORIZED', error: 'Words', completed: [] });
const newPassword = new Secret('correct horse battery');

beforeEach(() => {
	hs = answeringFetch();
	vi.stubGlobal('fetch', hs.fetch);
});
afterEach(() => {
	vi.unstubAllGlobals();
	sessionStorage.clear();
});

describe('no request of a reset', () => {
	test('carries a token, although somebody is signed in here', async () => {
		signIn();
		hs.answer(notYet);
		await begin(server, signal);
		await ask(server, proof, signal);
		await finish(server, proof, newPassword, signal);
		await requestMail(server, { address: 'a@b.test', clientSecret: 'x', attempt: 1 }, signal);
		expect(hs.sent).toHaveLength(4);
		for (const { init } of hs.sent)
			expect(new Headers(init.headers).has('authorization')).toBe(false);
	});
});

describe('the beginning of a reset', () => {
	test('gives the session', async () => {
		hs.answer(challenge());
		expect(await begin(server, signal)).toEqual(ok({ kind: 'open', session: 's1' }));
		expect(hs.sent).toMatchObject([{ line, body: { logout_devices: true } }]);
	});

	test('is none where another stage is asked for', async () => {
		hs.answer(challenge({ flows: [{ stages: ['m.login.msisdn'] }] }));
		expect(await begin(server, signal)).toEqual(ok({ kind: 'closed' }));
	});

	test.each([
		['a homeserver with a page of its own', json({ issuer: 'https://id.hs.test/' }), 'elsewhere'],
		['one that resets no passwords', refusal(404, 'M_UNRECOGNIZED'), 'closed'],
		['one behind a web server', text('<html>', 200), 'closed']
	])('leads on at %s', async (_, answer, kind) => {
		const answers = { [line]: refusal(404, 'M_UNRECOGNIZED'), [metadata]: answer };
		vi.stubGlobal('fetch', scriptedFetch(answers).fetch);
		expect(await begin(server, signal)).toMatchObject({ ok: true, value: { kind } });
	});

	test('says the address of the homeserver’s page', async () => {
		const page = json({
			issuer: 'https://id.hs.test/',
			account_management_uri: 'https://me.test/'
		});
		const answers = { [line]: refusal(404, 'M_UNRECOGNIZED'), [metadata]: page };
		vi.stubGlobal('fetch', scriptedFetch(answers).fetch);
		expect(await begin(server, signal)).toEqual(ok({ kind: 'elsewhere', url: 'https://me.test/' }));
	});

	test('fails when it cannot be told which of them it is', async () => {
		const answers = { [line]: refusal(404, 'M_UNRECOGNIZED'), [metadata]: text('down', 502) };
		vi.stubGlobal('fetch', scriptedFetch(answers).fetch);
		expect(await begin(server, signal)).toMatchObject({ error: { kind: 'serverFault' } });
	});

	test.each([
		[json({}), 'badAnswer'],
		[challenge({ session: undefined }), 'badAnswer'],
		[challenge({ flows: [] }), 'badAnswer'],
		[refusal(429, 'M_LIMIT_EXCEEDED'), 'rateLimited'],
		[text('down', 503), 'serverFault']
	])('fails %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await begin(server, signal)).toMatchObject({ ok: false, error: { kind } });
		expect(hs.sent).toHaveLength(1);
	});

	test('is a matter of the network, too', async () => {
		expect(await begin(server, signal)).toEqual(fail({ kind: 'unreachable' }));
	});
});

describe('the mail', () => {
	const mail = { address: 'ada@example.org', clientSecret: 'secret', attempt: 2 };

	test('is asked for at the endpoint of resets', async () => {
		hs.answer(json({ sid: '17' }));
		expect(await requestMail(server, { ...mail, nextLink: 'https://p.test/' }, signal)).toEqual(
			ok({ sid: '17' })
		);
		expect(hs.sent).toMatchObject([
			{
				line: `${line}/email/requestToken`,
				body: { email: 'ada@example.org', send_attempt: 2, next_link: 'https://p.test/' }
			}
		]);
	});

	test.each([
		[refusal(400, 'M_THREEPID_NOT_FOUND'), 'emailNotFound'],
		[refusal(400, 'M_UNKNOWN'), 'emailUnsupported'],
		[refusal(404, 'M_UNRECOGNIZED'), 'emailUnsupported'],
		[refusal(403, 'M_FORBIDDEN'), 'refused']
	])('is refused %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await requestMail(server, mail, signal)).toMatchObject({ error: { kind } });
	});
});

describe('whether the link was opened', () => {
	test.each([
		['Synapse, which breaks off', refusal(500, 'M_UNKNOWN')],
		['a homeserver that misses the password', refusal(400, 'M_MISSING_PARAM')],
		['one that reads it first', refusal(400, 'M_BAD_JSON')],
		['one that says so', challenge({ completed: ['m.login.email.identity'] })],
		['one that changes nothing', json({})]
	])('is told by %s', async (_, answer) => {
		hs.answer(answer);
		expect(await ask(server, proof, signal)).toEqual(ok(true));
		expect(hs.sent).toMatchObject([{ line, body: { auth, logout_devices: true } }]);
		expect(hs.sent[0]?.body).not.toHaveProperty('new_password');
	});

	test.each([
		[notYet, 'linkNotConfirmed'],
		[challenge(), 'linkNotConfirmed'],
		[refusal(401, 'M_UNAUTHORIZED'), 'linkNotConfirmed'],
		[refusal(400, 'M_THREEPID_AUTH_FAILED'), 'linkNotConfirmed'],
		[challenge({ session: 's2' }), 'uiaExpired'],
		[refusal(400, 'M_UNKNOWN'), 'uiaExpired'],
		[refusal(403, 'M_UNKNOWN'), 'uiaExpired'],
		[refusal(400, 'M_SESSION_EXPIRED'), 'linkExpired'],
		[refusal(429, 'M_LIMIT_EXCEEDED'), 'rateLimited'],
		[text('down', 502), 'serverFault'],
		[text('down', 500), 'serverFault'],
		[challenge({ flows: [] }), 'badAnswer']
	])('is not yet, or not any more %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await ask(server, proof, signal)).toMatchObject({ ok: false, error: { kind } });
	});
});

describe('the new password', () => {
	test('is set, and signs out all sessions', async () => {
		hs.answer(json({}));
		expect(await finish(server, proof, newPassword, signal)).toEqual(ok(true));
		const body = {
			new_password: 'correct horse battery',
			logout_devices: true,
			auth: { session: 's1' }
		};
		expect(hs.sent).toMatchObject([{ line, body }]);
	});

	test.each([
		[refusal(400, 'M_PASSWORD_TOO_SHORT'), 'passwordTooShort'],
		[refusal(400, 'M_PASSWORD_NO_DIGIT'), 'passwordNoDigit'],
		[refusal(400, 'M_WEAK_PASSWORD'), 'passwordWeak'],
		[refusal(400, 'M_BAD_JSON'), 'passwordTooLong'],
		[refusal(404, 'M_NOT_FOUND'), 'emailNotFound'],
		[refusal(403, 'M_FORBIDDEN'), 'refused'],
		[notYet, 'linkNotConfirmed'],
		[challenge({ completed: ['m.login.email.identity'] }), 'badAnswer'],
		[refusal(400, 'M_UNKNOWN'), 'uiaExpired'],
		[refusal(500, 'M_UNKNOWN'), 'serverFault']
	])('is refused %#', async (answer, kind) => {
		hs.answer(answer);
		expect(await finish(server, proof, newPassword, signal)).toMatchObject({ error: { kind } });
	});

	test('of more than 512 characters is not even sent', async () => {
		const long = new Secret('x'.repeat(513));
		expect(await finish(server, proof, long, signal)).toEqual(fail({ kind: 'passwordTooLong' }));
		expect(hs.sent).toEqual([]);
	});
});

test('whom to ask is what the homeserver publishes, if anything', async () => {
	hs.answer(json({ contacts: [{ email_address: 'help@hs.test', role: 'm.role.admin' }] }));
	expect(await contact(server, signal)).toEqual(ok({ email: 'help@hs.test' }));
	hs.answer(refusal(404, 'M_NOT_FOUND'));
	expect(await contact(server, signal)).toEqual(ok(undefined));
});
