import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { readLink } from '$lib/uia/email-link';
import { sendMail, waitForLink } from './mail';
import { done, login, notConfirmed, refused, Scripted, stages, type Script } from './ports-testing';
import { EMAIL, mail, strictAttempt, TERMS, TOKEN, withToken } from './testing';

const signal = () => new AbortController().signal;
const HOUR = 3_600_000;

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000 });
});

afterEach(() => {
	vi.useRealTimers();
});

describe('sendMail', () => {
	const send = async (script: Script = {}, count = 1, address = 'ada@example.org') => {
		const scripted = new Scripted(script);
		const command = { run: 'sendMail', attempt: strictAttempt, address, count } as const;
		const again = () => sendMail(command, scripted.ports, signal());
		return { result: await again(), scripted, again };
	};

	test('asks for one mail, whose link is valid for an hour', async () => {
		const { result, scripted } = await send();
		expect(result).toEqual(ok({ type: 'mailSent', attempt: strictAttempt, mail }));
		expect(mail.expiresAt - mail.sentAt).toBe(HOUR);
		expect(scripted.asked).toEqual(['mail']);
		expect(scripted.mails[0]).toMatchObject({ address: 'ada@example.org', attempt: 1 });
	});

	test('the link leads back here, with what another device needs to finish', async () => {
		const { scripted } = await send();
		const link = scripted.mails[0]?.nextLink ?? '';
		expect(link).toMatch(/^https:\/\/portal\.example\.org\/verified\?v=1#/);
		expect(readLink(`${new URL(link).hash}&sid=17`)).toEqual({
			flow: 'register',
			...strictAttempt.server,
			username: 'ada',
			session: 's1',
			clientSecret: 'client-secret',
			sid: '17'
		});
		expect(link).not.toContain('battery');
		expect(link).not.toContain('invite');
	});

	test('sent again: a greater number under the same secret', async () => {
		const { result, scripted } = await send({}, 2);
		expect(scripted.mails[0]).toMatchObject({ attempt: 2, clientSecret: 'client-secret' });
		expect(result).toMatchObject({ value: { mail: { attempt: 2 } } });
	});

	test('asked again after a lost answer: the same number, so that no second mail goes out', async () => {
		const lost = fail({ kind: 'unreachable' });
		const { result, scripted, again } = await send({ mail: [lost, ok({ sid: '17' })] });
		expect(result).toEqual(lost);
		expect((await again()).ok).toBe(true);
		expect(scripted.mails[1]).toEqual(scripted.mails[0]);
	});

	test('where links back are not allowed, the mail goes without', async () => {
		const mails = [fail({ kind: 'nextLinkRefused' }), ok({ sid: '18' })];
		const { result, scripted } = await send({ mail: mails });
		expect(scripted.mails).toHaveLength(2);
		expect(scripted.mails[1]).toEqual({
			address: 'ada@example.org',
			clientSecret: 'client-secret',
			attempt: 1
		});
		expect(result).toMatchObject({ ok: true, value: { mail: { sid: '18' } } });
	});

	test('refused without the link too: nothing is tried a third time', async () => {
		const error = { kind: 'nextLinkRefused' } as const;
		const { result, scripted } = await send({ mail: [fail(error)] });
		expect(result).toEqual(fail(error));
		expect(scripted.mails).toHaveLength(2);
	});

	test.each<PortalError>([{ kind: 'emailTaken' }, { kind: 'mailNotSent' }])(
		'$kind is a failure',
		async (error) => {
			expect((await send({ mail: [fail(error)] })).result).toEqual(fail(error));
		}
	);

	test('the address that it went to is the one of the attempt from now on', async () => {
		const { result } = await send({}, 1, 'ada@other.org');
		const typed = { ...withToken, email: 'ada@other.org' };
		expect(result).toMatchObject({ value: { attempt: { typed }, mail: { address: typed.email } } });
	});
});

describe('waitForLink', () => {
	const down = { kind: 'unreachable' } as const;
	async function wait(script: Script, trouble?: PortalError, leaving = signal()) {
		const scripted = new Scripted(script);
		const command = { run: 'waitForLink', attempt: strictAttempt, mail } as const;
		const result = waitForLink(
			{ ...command, ...(trouble && { trouble }) },
			scripted.ports,
			leaving
		);
		return { result: await result, scripted };
	}

	test('looks until the link is opened: then the account is there, and the person signed in', async () => {
		const { result, scripted } = await wait({ register: [notConfirmed, notConfirmed, done()] });
		expect(result).toEqual(
			ok({ type: 'registered', userId: '@ada:example.org', signedIn: true, withEmail: true })
		);
		expect(scripted.count('register')).toBe(3);
		expect(scripted.signedIn).toEqual([login]);
	});

	test('no look carries a name or a password', async () => {
		const { scripted } = await wait({ register: [notConfirmed, done()] });
		const auth = {
			session: 's1',
			type: EMAIL,
			threepid_creds: { sid: '17', client_secret: 'client-secret' }
		};
		expect(scripted.requests).toEqual([{ auth }, { auth }]);
	});

	test('looks ever more rarely, until the link expires', async () => {
		const { result, scripted } = await wait({ register: [notConfirmed] });
		expect(result).toEqual(ok({ type: 'linkExpired' }));
		expect(scripted.now).toBe(mail.expiresAt);
		expect(scripted.pauses[0]).toBe(2_000);
		expect(Math.max(...scripted.pauses)).toBe(15_000);
		expect(scripted.requests.length).toBeLessThan(260);
	});

	test('tells the other tabs, once it is finished', async () => {
		const { scripted } = await wait({ register: [done()] });
		expect(scripted.said).toEqual(['17']);
	});

	test('finished in another tab: there is the account, and nothing is asked any more', async () => {
		const { result, scripted } = await wait({ finishedElsewhere: () => true });
		expect(result).toEqual(
			ok({ type: 'registered', userId: '@ada:example.org', signedIn: false, withEmail: true })
		);
		expect(scripted.requests).toEqual([]);
		expect(scripted.signedIn).toEqual([]);
	});

	test('while another tab asks, this one does not', async () => {
		let looks = 0;
		const { scripted } = await wait({ register: [done()], lockTaken: () => ++looks <= 3 });
		expect(looks).toBe(4);
		expect(scripted.count('register')).toBe(1);
	});

	describe('what passes', () => {
		test.each<PortalError>([
			down,
			{ kind: 'offline' },
			{ kind: 'serverFault', status: 500 },
			{ kind: 'badAnswer' },
			{ kind: 'registrationClosed' }
		])('$kind, three times in a row, is told', async (error) => {
			const { result, scripted } = await wait({ register: [fail(error)] });
			expect(result).toEqual(ok({ type: 'pollTroubled', error }));
			expect(scripted.count('register')).toBe(3);
		});

		test('once or twice it is not', async () => {
			const { result } = await wait({ register: [fail(down), fail(down), notConfirmed, done()] });
			expect(result).toMatchObject({ value: { type: 'registered' } });
		});

		test('a rate limit is kept', async () => {
			const limited = fail({ kind: 'rateLimited', retryAfterMs: 40_000 });
			const { scripted } = await wait({ register: [limited, done()] });
			expect(scripted.pauses).toEqual([40_000]);
		});

		test('when it is over, that is told; the account itself says more', async () => {
			const over = await wait({ register: [fail(down), notConfirmed] }, down);
			expect(over.result).toEqual(ok({ type: 'pollRecovered' }));
			const there = await wait({ register: [fail(down), done()] }, down);
			expect(there.result).toMatchObject({ value: { type: 'registered' } });
		});
	});

	test.each<PortalError>([
		{ kind: 'uiaExpired' },
		{ kind: 'awaitingApproval' },
		{ kind: 'emailTaken' },
		{ kind: 'usernameTaken' }
	])('$kind ends the wait: it helps nobody any more', async (error) => {
		const { result, scripted } = await wait({ register: [notConfirmed, fail(error)] });
		expect(result).toEqual(fail(error));
		expect(scripted.count('register')).toBe(2);
		expect(scripted.said).toEqual([]);
	});

	test('a homeserver that does not say why it wants more has not seen the link opened', async () => {
		const { result } = await wait({ register: [stages(TOKEN, TERMS), done()] });
		expect(result).toMatchObject({ value: { type: 'registered' } });
	});

	test('a homeserver that wants more although all is done gives trouble, not mail after mail', async () => {
		const { result, scripted } = await wait({ register: [stages(TOKEN, TERMS, EMAIL)] });
		expect(result).toEqual(ok({ type: 'pollTroubled', error: { kind: 'badAnswer' } }));
		expect(scripted.mails).toEqual([]);
	});

	test('a refusal of the stage itself is trouble like any other', async () => {
		const error = { kind: 'stageRefused' } as const;
		const { result } = await wait({ register: [refused(error)] });
		expect(result).toEqual(ok({ type: 'pollTroubled', error }));
	});

	test('stops listening, however it ends', async () => {
		expect((await wait({ register: [done()] })).scripted.stopped).toBe(1);
		expect((await wait({ register: [fail({ kind: 'uiaExpired' })] })).scripted.stopped).toBe(1);
		const leaving = new AbortController();
		leaving.abort(new Error('gone'));
		const scripted = new Scripted({ register: [notConfirmed] });
		const command = { run: 'waitForLink', attempt: strictAttempt, mail } as const;
		await expect(waitForLink(command, scripted.ports, leaving.signal)).rejects.toThrow('gone');
		expect(scripted.stopped).toBe(1);
	});
});
