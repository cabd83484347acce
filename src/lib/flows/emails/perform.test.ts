import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { readLink } from '$lib/uia/email-link';
import { perform } from './perform';
import { everything, Scripted, type Script } from './ports-testing';
import type { Command } from './states';
import { account, adding, challenge, fresh, mail, number, old, phone } from './testing';

const { signal } = new AbortController();
const down = fail({ kind: 'unreachable' });
const notYet = fail({ kind: 'linkNotConfirmed' });
const asked = ok({ kind: 'challenge', challenge } as const);

async function run(command: Command, script: Script = {}) {
	const scripted = new Scripted(script);
	return { scripted, result: await perform(command, scripted.ports, signal) };
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

describe('loading', () => {
	const load = async (script: Script) => (await run({ run: 'load' }, script)).result;
	const page = { url: 'https://account.example.org/', actions: ['org.matrix.profile'] };

	test('brings the list, asked for side by side with what is allowed', async () => {
		const { result, scripted } = await run({ run: 'load' }, { threepids: [ok([old, number])] });
		expect(result).toEqual(ok({ type: 'loaded', threepids: [old, number] }));
		expect(scripted.asked).toEqual(['threepids', 'capabilities', 'management']);
	});

	test('tells that the homeserver allows no changes', async () => {
		const capabilities = ok({ ...everything, changeThreepids: false });
		expect(await load({ capabilities })).toEqual(
			ok({ type: 'loaded', threepids: [old], closed: {} })
		);
	});

	test('leads to the page of a homeserver with the OAuth 2.0 API, whatever else it allows', async () => {
		expect(await load({ management: ok(page) })).toEqual(
			ok({
				type: 'loaded',
				threepids: [old],
				closed: { management: 'https://account.example.org/?action=org.matrix.profile' }
			})
		);
	});

	test.each<PortalError>([{ kind: 'unsupported' }, { kind: 'badAnswer' }, { kind: 'unknown' }])(
		'a homeserver that does not say what it allows (%j) allows it',
		async (error) => {
			expect(await load({ capabilities: fail(error) })).toEqual(
				ok({ type: 'loaded', threepids: [old] })
			);
		}
	);

	test.each<[string, Script]>([
		['the list', { threepids: [down] }],
		['what is allowed', { capabilities: down }],
		['the page for it', { management: down }]
	])('fails without %s: a form might not work', async (_, script) => {
		expect(await load(script)).toEqual(down);
	});

	test('again brings the list alone', async () => {
		const { result, scripted } = await run({ run: 'refresh' });
		expect(result).toEqual(ok({ type: 'refreshed', threepids: [old] }));
		expect(scripted.asked).toEqual(['threepids']);
		expect((await run({ run: 'refresh' }, { threepids: [down] })).result).toEqual(down);
	});
});

describe('beginning', () => {
	const begin = { run: 'begin', address: 'ada@example.org', clientSecret: 'cs' } as const;

	test('sends the mail, then asks what is to be confirmed', async () => {
		const { result, scripted } = await run(begin, { add: [asked] });
		expect(result).toEqual(ok({ type: 'challenged', adding: fresh, challenge }));
		expect(scripted.asked).toEqual(['mail', 'add']);
		expect(scripted.mails[0]).toMatchObject({ address: 'ada@example.org', attempt: 1 });
		expect(scripted.auths).toEqual([undefined]);
	});

	test('the link leads back here, and names no account', async () => {
		const { scripted } = await run(begin, { add: [asked] });
		const link = scripted.mails[0]?.nextLink ?? '';
		expect(link).toMatch(/^https:\/\/portal\.example\.org\/verified\?v=1#/);
		expect(link).not.toContain('ada');
		expect(readLink(`${new URL(link).hash}&sid=17`)).toEqual({
			flow: 'add',
			...account.server,
			clientSecret: 'cs',
			sid: '17'
		});
	});

	test('where links back are not allowed, the mail goes without', async () => {
		const mails = [fail({ kind: 'nextLinkRefused' }), ok({ sid: '17' })];
		const { scripted } = await run(begin, { mail: mails, add: [asked] });
		expect(scripted.mails[1]).toEqual({
			address: 'ada@example.org',
			clientSecret: 'cs',
			attempt: 1
		});
	});

	test('where nothing is to be confirmed, the link is waited for', async () => {
		const { result } = await run(begin, { add: [notYet] });
		expect(result).toEqual(ok({ type: 'notConfirmed', adding: fresh }));
	});

	test('asks nothing when no mail went out', async () => {
		const error = { kind: 'emailTaken' } as const;
		const { result, scripted } = await run(begin, { mail: [fail(error)] });
		expect(result).toEqual(fail(error));
		expect(scripted.asked).toEqual(['mail']);
	});

	test('another mail has a greater number under the same secret', async () => {
		const { result, scripted } = await run({ run: 'resend', adding });
		expect(scripted.mails[0]).toMatchObject({ attempt: 2, clientSecret: 'cs' });
		expect(result).toEqual(
			ok({ type: 'mailSent', adding: { ...adding, mail: { ...mail, attempt: 2 } } })
		);
		expect((await run({ run: 'resend', adding }, { mail: [down] })).result).toEqual(down);
	});
});

test.each([
	['confirmed', { type: 'linkOpened' }],
	['finished', { type: 'added', adding }]
] as const)('while the password is asked for, the link is heard of: %s', async (opened, event) => {
	expect((await run({ run: 'listen', adding }, { opened })).result).toEqual(ok(event));
});

describe('a phone number', () => {
	const send = { run: 'sendCode', number: '+447700900000', clientSecret: 'cs' } as const;
	const submit = { run: 'submitCode', adding: phone, code: '123' } as const;
	const { sid, submitUrl } = phone.code;

	test('is sent a code', async () => {
		const { result, scripted } = await run(send, { code: ok({ sid, submitUrl }) });
		expect(result).toEqual(ok({ type: 'codeSent', adding: phone }));
		expect(scripted.asked).toEqual(['code +447700900000 GB']);
		expect((await run(send, { code: down })).result).toEqual(down);
	});

	test('is added once its code was taken', async () => {
		const { result, scripted } = await run(submit, { add: [asked] });
		expect(result).toEqual(ok({ type: 'challenged', adding: phone, challenge }));
		expect(scripted.asked).toEqual([`submit 123 ${submitUrl}`, 'add']);
	});

	test('a wrong code asks for no password', async () => {
		const wrong = { type: 'notConfirmed', adding: phone };
		for (const add of [asked, notYet])
			expect((await run(submit, { submit: notYet, add: [add] })).result).toEqual(ok(wrong));
	});

	test('a code that was taken before, its answer lost, still counts', async () => {
		const { result } = await run(submit, { submit: notYet });
		expect(result).toEqual(ok({ type: 'added', adding: phone }));
	});

	test('a code that cannot be handed in is a failure', async () => {
		const { result, scripted } = await run(submit, { submit: down });
		expect(result).toEqual(down);
		expect(scripted.count('add')).toBe(0);
	});
});

describe('removing', () => {
	const remove = { run: 'remove', threepid: old } as const;
	const refused = fail({ kind: 'refused' });

	test('is done', async () => {
		const { result, scripted } = await run(remove);
		expect(result).toEqual(ok({ type: 'removed', threepid: old }));
		expect(scripted.asked).toEqual(['remove email old@example.org']);
	});

	test('what is gone already is removed', async () => {
		const { result } = await run(remove, { remove: refused, threepids: [ok([number])] });
		expect(result).toEqual(ok({ type: 'removed', threepid: old }));
	});

	test.each([ok([old]), down])('what may still be there is not: %j', async (threepids) => {
		const { result } = await run(remove, { remove: refused, threepids: [threepids] });
		expect(result).toEqual(refused);
	});
});
