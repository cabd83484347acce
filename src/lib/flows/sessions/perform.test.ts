import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { perform } from './perform';
import type { Command, Session } from './states';
import { challenge, confirmation, info, Scripted, USER, type Script } from './testing';

async function run(command: Command, script: Script = {}) {
	const scripted = new Scripted(script);
	const result = await perform(command, scripted.ports, new AbortController().signal);
	return { result, ...scripted };
}

const broken = { kind: 'serverFault', status: 500 } as const;
const unreachable = { kind: 'unreachable' } as const;
const lost = { kind: 'uiaExpired' } as const;

describe('the list', () => {
	const load = async (script: Script): Promise<readonly Session[]> => {
		const { result } = await run({ run: 'load' }, script);
		if (!result.ok || result.value.type !== 'loaded') throw new Error(JSON.stringify(result));
		return result.value.listed.sessions;
	};
	const ids = ['A', 'B', 'HERE', 'C'];
	const sessions = ok(ids.map((id) => info(id)));

	test('this session is first, the others stay in their order', async () => {
		const list = await load({ sessions });
		expect(list.map(({ deviceId, here }) => [deviceId, here])).toEqual([
			['HERE', true],
			['A', false],
			['B', false],
			['C', false]
		]);
	});

	test('only sessions with keys are verified or not', async () => {
		const keys = { crossSigning: true, withKeys: ['A', 'B'], verified: ['A'] };
		const list = await load({ sessions, publicKeys: ok(keys) });
		expect(list.map(({ deviceId, encryption }) => [deviceId, encryption])).toEqual([
			['HERE', 'none'],
			['A', 'verified'],
			['B', 'unverified'],
			['C', 'none']
		]);
	});

	test('nothing is said of keys that nobody could ask for', async () => {
		const list = await load({ sessions, publicKeys: fail(broken), management: fail(broken) });
		expect(new Set(list.map(({ encryption }) => encryption))).toEqual(new Set(['unknown']));
	});

	test('a session that is listed twice is one', async () => {
		const twice = ok([info('A'), info('A', { name: 'Again' })]);
		expect(await load({ sessions: twice })).toMatchObject([{ deviceId: 'A', name: 'Again' }]);
	});

	test('where it is managed comes with it', async () => {
		const management = { url: 'https://account.example.org', actions: [] };
		const { result, asked } = await run({ run: 'load' }, { management: ok(management) });
		expect(result).toMatchObject(ok({ type: 'loaded', listed: { management } }));
		expect(asked).toEqual(['sessions', 'keys', 'management']);
	});

	test('fails as the homeserver does', async () => {
		const { result } = await run({ run: 'load' }, { sessions: fail(broken) });
		expect(result).toEqual(fail(broken));
	});
});

describe('renaming', () => {
	const rename = (script: Script) => run({ run: 'rename', deviceId: 'A', name: 'New' }, script);

	test('is one request', async () => {
		const { result, asked } = await rename({});
		expect(result).toEqual(ok({ type: 'renamed', deviceId: 'A', name: 'New' }));
		expect(asked).toEqual(['rename A New']);
	});

	test('of a session that was signed out elsewhere is no error', async () => {
		const { result } = await rename({ rename: fail({ kind: 'unknown', errcode: 'M_NOT_FOUND' }) });
		expect(result).toEqual(ok({ type: 'gone', deviceId: 'A' }));
	});

	test('of one that is there fails as the homeserver does', async () => {
		const error = { kind: 'tooLarge' } as const;
		const { result, asked } = await rename({ rename: fail(error), sessions: ok([info('A')]) });
		expect(result).toEqual(fail(error));
		expect(asked).toEqual(['rename A New', 'sessions']);
	});

	test.each([unreachable, { kind: 'sessionEnded', soft: true } as const])(
		'what passes, or ends the session, is told as it is: %j',
		async (error) => {
			const { result, asked } = await rename({ rename: fail(error) });
			expect(result).toEqual(fail(error));
			expect(asked).toEqual(['rename A New']);
		}
	);
});

describe('signing out', () => {
	const targets = { by: 'selected', ids: ['A', 'B'] } as const;
	const first: Command = { run: 'remove', targets };
	const password = new Secret('right');
	const second: Command = { ...first, confirmation, password };
	const challenged = (more = {}) =>
		ok({ kind: 'challenge', challenge: challenge(), ...more } as const);

	test('is one request for all, which asks first', async () => {
		const { result, asked, auths } = await run(first, { remove: challenged() });
		expect(result).toEqual(ok({ type: 'challenged', targets, confirmation }));
		expect(asked).toEqual(['remove A B']);
		expect(auths).toEqual([undefined]);
	});

	test('goes with the password', async () => {
		const { result, auths } = await run(second);
		expect(result).toEqual(ok({ type: 'removed', targets }));
		expect(auths).toEqual([{ session: 'uia', type: 'm.login.password', userId: USER, password }]);
	});

	test('after the homeserver’s page only its session is named', async () => {
		const { auths } = await run({ ...first, confirmation });
		expect(auths).toEqual([{ session: 'uia' }]);
	});

	test('a wrong password', async () => {
		const refusal = { kind: 'passwordWrong' } as const;
		const { result } = await run(second, { remove: challenged({ refusal }) });
		expect(result).toEqual(ok({ type: 'challenged', targets, confirmation, error: refusal }));
	});

	test.each([
		[second, 'passwordWrong'],
		[{ ...first, confirmation }, 'ssoUnfinished']
	] as const)('asked again without a word of why: %#', async (command, kind) => {
		const { result } = await run(command, { remove: challenged() });
		expect(result).toMatchObject(ok({ type: 'challenged', error: { kind } }));
	});

	test('one of two stages is done', async () => {
		const two = { ...challenge(), flows: [{ stages: ['m.login.password', 'm.login.sso'] }] };
		const remove = ok({
			kind: 'challenge',
			challenge: { ...two, completed: ['m.login.password'] }
		} as const);
		const { result } = await run(second, { remove });
		expect(result).toMatchObject(
			ok({ confirmation: { ways: [{ kind: 'page', stage: 'm.login.sso', sso: true }] } })
		);
		expect(result).not.toHaveProperty('value.error');
	});

	test('a homeserver that asks for nothing that can be done', async () => {
		const remove = ok({ kind: 'challenge', challenge: { session: 'uia' } } as const);
		expect((await run(first, { remove })).result).toEqual(fail({ kind: 'unsupported' }));
	});

	test('an answer was lost, and the homeserver has forgotten what was confirmed: the list tells', async () => {
		const { result } = await run(second, { remove: fail(lost) });
		expect(result).toEqual(ok({ type: 'removed', targets }));
	});

	test('one of them is still there', async () => {
		const sessions = ok([info('HERE'), info('B')]);
		expect((await run(second, { remove: fail(lost), sessions })).result).toEqual(fail(lost));
	});

	test('nor does a list that does not come say that they are gone', async () => {
		const sessions = fail(broken);
		expect((await run(second, { remove: fail(lost), sessions })).result).toEqual(fail(lost));
	});

	test('what passes by itself is tried again as it is', async () => {
		const { result, asked } = await run(first, { remove: fail(unreachable) });
		expect(result).toEqual(fail(unreachable));
		expect(asked).toEqual(['remove A B']);
		const limited = fail({ kind: 'rateLimited', retryAfterMs: 1 } as const);
		expect((await run(second, { remove: limited })).result).toEqual(limited);
	});

	test('a password whose answer does not come is not sent again: it is asked what came of it', async () => {
		const { result } = await run(second, { remove: fail(unreachable) });
		expect(result).toEqual(ok({ type: 'lost', error: unreachable }));
		const asking: Command = { ...first, confirmation, lost: unreachable };
		const { result: stillAsked, auths } = await run(asking, { remove: challenged() });
		expect(auths).toEqual([{ session: 'uia' }]);
		expect(stillAsked).toMatchObject(ok({ type: 'challenged', error: unreachable }));
		expect((await run(asking)).result).toEqual(ok({ type: 'removed', targets }));
	});
});

test('this session ends', async () => {
	expect((await run({ run: 'leave' })).result).toEqual(ok({ type: 'left' }));
	const { result } = await run({ run: 'leave' }, { signOut: fail(broken) });
	expect(result).toEqual(fail(broken));
});
