import { describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import type { AdminTokensPort, RegistrationToken } from '$lib/matrix/admin-ports';
import type { RegistrationOffer } from '$lib/matrix/ports';
import { needOf, perform } from './perform';
import type { Command } from './states';
import { invitationLink, newToken } from './token';

const { signal } = new AbortController();
const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const lost = fail({ kind: 'unreachable' });
const token: RegistrationToken = { token: 'abc', pending: 0, completed: 0 };
const TOKEN = 'm.login.registration_token';
const open = (...flows: string[][]): RegistrationOffer => ({
	kind: 'open',
	providers: [],
	challenge: { flows: flows.map((stages) => ({ stages })) }
});

interface Script {
	tokens?: Awaited<ReturnType<AdminTokensPort['tokens']>>;
	create?: Awaited<ReturnType<AdminTokensPort['createToken']>>;
	revoke?: Result<true>;
	offer?: Result<RegistrationOffer>;
}

function scripted(script: Script) {
	const note = vi.fn();
	const ports = {
		tokens: {
			tokens: () => Promise.resolve(script.tokens ?? lost),
			createToken: () => Promise.resolve(script.create ?? lost),
			revokeToken: () => Promise.resolve(script.revoke ?? lost)
		},
		homeservers: { offer: () => Promise.resolve(script.offer ?? lost) },
		server,
		note
	};
	return { note, run: (command: Command) => perform(command, ports, signal) };
}

describe('opening', () => {
	test('finds the invitations, and whether anybody is asked for one', async () => {
		const hs = scripted({ tokens: ok([token]), offer: ok(open([TOKEN])) });
		expect(await hs.run({ run: 'open' })).toEqual(
			ok({ type: 'opened', tokens: [token], need: 'always' })
		);
	});

	test('does without knowing that', async () => {
		expect(await scripted({ tokens: ok([]) }).run({ run: 'open' })).toMatchObject({
			value: { need: 'unknown' }
		});
	});

	test('finds that there are none, or fails', async () => {
		const none = scripted({ tokens: fail({ kind: 'unsupported' }) });
		expect(await none.run({ run: 'open' })).toEqual(ok({ type: 'unsupported' }));
		expect(await scripted({}).run({ run: 'open' })).toEqual(lost);
	});
});

test.each<[RegistrationOffer, string]>([
	[open([TOKEN, 'm.login.dummy']), 'always'],
	[open([`org.matrix.msc3231.login.registration_token`]), 'always'],
	[open([TOKEN], ['m.login.dummy']), 'sometimes'],
	[open(['m.login.dummy']), 'never'],
	[open(), 'never'],
	[{ kind: 'closed', providers: [] }, 'closed'],
	[{ kind: 'elsewhere', url: 'https://x.test' }, 'elsewhere']
])('what registration asks for: %j', (offer, need) => {
	expect(needOf(offer)).toBe(need);
});

describe('what is done is in the record', () => {
	const create: Command = { run: 'create', wanted: { token: 'abc' } };
	const revoke: Command = { run: 'revoke', token: 'abc' };

	test('a new one', async () => {
		const hs = scripted({ create: ok(token) });
		expect(await hs.run(create)).toEqual(ok({ type: 'created', token }));
		expect(hs.note.mock.calls).toEqual([['createInvitation', 'done']]);
	});

	test('a revoked one', async () => {
		const hs = scripted({ revoke: ok(true) });
		expect(await hs.run(revoke)).toEqual(ok({ type: 'revoked' }));
		expect(hs.note.mock.calls).toEqual([['revokeInvitation', 'done']]);
	});

	test('but not what failed, as long as it may pass', async () => {
		const hs = scripted({});
		expect(await hs.run(create)).toEqual(lost);
		expect(await hs.run(revoke)).toEqual(lost);
		expect(hs.note).not.toHaveBeenCalled();
	});
});

test('a token cannot be guessed, and has no characters that look alike', () => {
	const tokens = new Set(Array.from({ length: 200 }, newToken));
	expect(tokens.size).toBe(200);
	for (const each of tokens) expect(each).toMatch(/^[a-km-z2-9]{16}$/);
});

test('a link leads to the portal, and names another homeserver', () => {
	const root = new URL('https://portal.test/below/');
	expect(invitationLink(root, 'abc')).toBe('https://portal.test/below/register?token=abc');
	expect(invitationLink(root, 'a&b', 'hs.test:8448')).toBe(
		'https://portal.test/below/register?token=a%26b&homeserver=hs.test%3A8448'
	);
});
