import { describe, expect, test } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { ask, waitForLink } from './ask';
import { done, Scripted, type Script } from './ports-testing';
import { account, adding, challenge, confirming, fresh, mail, old, password } from './testing';

const { signal } = new AbortController();
const notYet = fail({ kind: 'linkNotConfirmed' });
const down = fail({ kind: 'unreachable' });
const forgotten = fail({ kind: 'uiaExpired' });
const anew = ok({ kind: 'challenge', challenge: { ...challenge, session: 's2' } } as const);
const here = ok([old, { medium: 'email', address: 'Ada@example.org' } as const]);
const added = ok({ type: 'added', adding });

describe('asking to add an address', () => {
	const run = async (script: Script, given: Partial<Parameters<typeof ask>[0]> = {}) => {
		const scripted = new Scripted(script);
		const result = await ask({ run: 'ask', adding, ...given }, scripted.ports, signal);
		return { scripted, result };
	};

	test('with the password, once', async () => {
		const { result, scripted } = await run({ add: [notYet] }, { password });
		expect(result).toEqual(ok({ type: 'notConfirmed', adding }));
		expect(scripted.auths).toEqual([
			{ session: 's1', type: 'm.login.password', userId: account.userId, password }
		]);
	});

	test('afterwards with the session alone; done, the other tabs hear of it', async () => {
		const { result, scripted } = await run({});
		expect(result).toEqual(added);
		expect(scripted.auths).toEqual([{ session: 's1' }]);
		expect(scripted.said).toEqual(['add cs 17', 'finished 17']);
	});

	test('a refused password comes back with the reason', async () => {
		const refusal = { kind: 'passwordWrong' } as const;
		const { result } = await run(
			{ add: [ok({ kind: 'challenge', challenge, refusal })] },
			{ password }
		);
		expect(result).toEqual(ok({ type: 'challenged', adding, challenge, refusal }));
	});

	describe('a password whose answer does not come', () => {
		const lost = { kind: 'unreachable' } as const;

		test('is not sent again: it is asked what came of it', async () => {
			const { result, scripted } = await run({ add: [down] }, { password });
			expect(result).toEqual(ok({ type: 'lost', adding, error: lost }));
			expect(scripted.asked).toEqual(['add']);
			const anewLost = await run({ add: [forgotten, anew, down] }, { password });
			expect(anewLost.result).toMatchObject(
				ok({ type: 'lost', adding: { confirmation: { uia: { session: 's2' } } }, error: lost })
			);
		});

		test('that never arrived says what was wrong', async () => {
			const still = ok({ kind: 'challenge', challenge } as const);
			const { result, scripted } = await run({ add: [still] }, { lost });
			expect(result).toEqual(ok({ type: 'challenged', adding, challenge, refusal: lost }));
			expect(scripted.auths).toEqual([{ session: 's1' }]);
		});

		test('that arrived goes on without a word', async () => {
			const further = { ...challenge, completed: ['m.login.password'] };
			const { result } = await run(
				{ add: [ok({ kind: 'challenge', challenge: further })] },
				{ lost }
			);
			expect(result).toEqual(ok({ type: 'challenged', adding, challenge: further }));
		});

		test('limited, it waits for the person', async () => {
			const limited = fail({ kind: 'rateLimited', retryAfterMs: 1 } as const);
			expect((await run({ add: [limited] }, { password })).result).toEqual(limited);
		});
	});

	describe('when the homeserver has forgotten the confirmation', () => {
		test('begins again, and says so', async () => {
			const { result, scripted } = await run({ add: [forgotten, anew] });
			expect(result).toMatchObject(
				ok({ type: 'challenged', adding: fresh, challenge: { session: 's2' }, again: true })
			);
			expect(scripted.auths).toEqual([{ session: 's1' }, undefined]);
		});

		test('a password that was typed just now is not asked for twice', async () => {
			const { result, scripted } = await run({ add: [forgotten, anew, notYet] }, { password });
			expect(scripted.auths[2]).toMatchObject({ session: 's2', password });
			expect(result).toMatchObject(
				ok({ type: 'notConfirmed', adding: { confirmation: { uia: { session: 's2' } } } })
			);
		});

		test('but one that is wrong is told to be', async () => {
			const refusal = { kind: 'passwordWrong' } as const;
			const wrong = ok({ kind: 'challenge', challenge: {}, refusal } as const);
			const { result } = await run({ add: [forgotten, anew, wrong] }, { password });
			expect(result).toMatchObject(ok({ type: 'challenged', refusal }));
		});

		test('a homeserver that forgets at once is not asked without end', async () => {
			const { result, scripted } = await run({ add: [forgotten, anew, forgotten] }, { password });
			expect(result).toEqual(forgotten);
			expect(scripted.count('add')).toBe(3);
			expect((await run({ add: [forgotten] })).result).toEqual(forgotten);
		});
	});

	describe('before it is said that it failed, the list is looked at', () => {
		test.each<PortalError>([{ kind: 'emailTaken' }, { kind: 'linkExpired' }, { kind: 'unknown' }])(
			'$kind: the address is there',
			async (error) => {
				const { result, scripted } = await run({ add: [fail(error)], threepids: [here] });
				expect(result).toEqual(added);
				expect(scripted.said).toContain('finished 17');
			}
		);

		test.each([ok([old]), down])('it is not, or nobody can tell: %j', async (threepids) => {
			const error = fail({ kind: 'emailTaken' });
			expect((await run({ add: [error], threepids: [threepids] })).result).toEqual(error);
		});

		test.each<PortalError>([{ kind: 'unreachable' }, { kind: 'sessionEnded', soft: false }])(
			'not for $kind: it is tried again, or nobody can look',
			async (error) => {
				const { result, scripted } = await run({ add: [fail(error)], threepids: [here] });
				expect(result).toEqual(fail(error));
				expect(scripted.asked).toEqual(['add']);
			}
		);
	});
});

describe('waiting for the link', () => {
	const wait = async (script: Script, trouble?: PortalError) => {
		const scripted = new Scripted(script);
		const command = { run: 'waitForLink', adding, ...(trouble && { trouble }) } as const;
		return { scripted, result: await waitForLink(command, scripted.ports, signal) };
	};

	test('goes on until it is opened on whatever device, without a password', async () => {
		const { result, scripted } = await wait({ add: [notYet, notYet, done] });
		expect(result).toEqual(added);
		expect(scripted.auths).toEqual([{ session: 's1' }, { session: 's1' }, { session: 's1' }]);
		expect(scripted.auths.some((auth) => auth && 'password' in auth)).toBe(false);
	});

	test('looks at the list first, and after every answer that did not come', async () => {
		const { scripted } = await wait({ add: [notYet, down, notYet, done] });
		expect(scripted.asked).toEqual(['threepids', 'add', 'add', 'threepids', 'add', 'add']);
	});

	test('a lost answer: the address is there, and nothing is asked any more', async () => {
		const { result, scripted } = await wait({ add: [down, notYet], threepids: [ok([old]), here] });
		expect(result).toEqual(added);
		expect(scripted.count('add')).toBe(1);
	});

	test('ends with the link', async () => {
		const { result, scripted } = await wait({ add: [notYet] });
		expect(result).toEqual(ok({ type: 'linkExpired' }));
		expect(scripted.now).toBe(mail.expiresAt);
	});

	test('finished in another tab: it is there', async () => {
		const { result, scripted } = await wait({ finishedElsewhere: true });
		expect(result).toEqual(added);
		expect(scripted.asked).toEqual([]);
	});

	test('asks for the password again when its session is gone', async () => {
		const { result } = await wait({ add: [notYet, forgotten, anew] });
		expect(result).toMatchObject(ok({ type: 'challenged', again: true }));
	});

	test('tells of trouble, and when it is over', async () => {
		expect((await wait({ add: [down] })).result).toEqual(
			ok({ type: 'pollTroubled', error: { kind: 'unreachable' } })
		);
		const over = await wait({ add: [notYet] }, { kind: 'unreachable' });
		expect(over.result).toEqual(ok({ type: 'pollRecovered' }));
	});

	test.each<PortalError>([
		{ kind: 'emailTaken' },
		{ kind: 'emailDenied' },
		{ kind: 'sessionEnded', soft: true },
		{ kind: 'userLocked' }
	])('$kind ends it: no waiting helps', async (error) => {
		expect((await wait({ add: [notYet, fail(error)] })).result).toEqual(fail(error));
	});
});

test('no password is kept with what another visit needs', () => {
	expect(JSON.stringify({ adding, secret: new Secret('battery') })).not.toContain('battery');
	expect(JSON.stringify(confirming)).not.toContain('password":');
});
