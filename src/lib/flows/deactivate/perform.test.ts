import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { perform } from './perform';
import type { Command } from './states';
import {
	challenged,
	choice,
	confirmation,
	done,
	email,
	password,
	phone,
	scripted,
	USER,
	wrong,
	type Script
} from './testing';

async function run(command: Command, script: Script = {}) {
	const { ports, asked, auths } = scripted(script);
	const result = await perform(command, ports, new AbortController().signal);
	return { result, asked, auths };
}

const unreachable = { kind: 'unreachable' } as const;
const ended = { kind: 'sessionEnded', soft: false } as const;
const refused = { kind: 'refused' } as const;
const passwordWrong = { kind: 'passwordWrong' } as const;

describe('looking', () => {
	const look = (script: Script) => run({ run: 'look' }, script);

	test('finds the addresses', async () => {
		const { result } = await look({});
		expect(result).toEqual(ok({ type: 'found', found: { addresses: [email, phone] } }));
	});

	test('does without what could not be found out', async () => {
		expect((await look({ threepids: fail(unreachable) })).result).toEqual(
			ok({ type: 'found', found: {} })
		);
	});

	test('must know where it is done', async () => {
		expect((await look({ management: fail(unreachable) })).result).toEqual(fail(unreachable));
		expect((await look({ threepids: fail(ended) })).result).toEqual(fail(ended));
	});

	test.each([
		[['org.matrix.account_deactivate'], '?action=org.matrix.account_deactivate'],
		[['org.matrix.profile'], '']
	])('a homeserver’s own page, with the action if it lists it: %j', async (actions, query) => {
		const url = 'https://account.example.org/';
		const { result } = await look({ management: ok({ url, actions }) });
		expect(result).toEqual(ok({ type: 'elsewhere', url: url + query }));
	});

	test('the operator decides first', async () => {
		const contact = { email: 'help@example.org' };
		const { result, asked } = await look({ allowed: false, contact: ok(contact) });
		expect(result).toEqual(ok({ type: 'closed', contact }));
		expect(asked).toEqual(['contact']);
	});
});

describe('beginning', () => {
	const begin = (deactivate: Script['deactivate'], erase = false) =>
		run({ run: 'begin', choice: { ...choice, erase } }, deactivate && { deactivate });

	test('asks without any proof, with what was chosen', async () => {
		const { result, asked } = await begin(undefined, true);
		expect(asked).toEqual(['deactivate erase']);
		expect(result).toMatchObject(
			ok({ type: 'challenged', confirmation: { ways: confirmation.ways } })
		);
	});

	test('it is done where no confirmation is wanted', async () => {
		expect((await begin([ok(done)])).result).toEqual(ok({ type: 'gone' }));
	});

	test('a homeserver that cannot do it, or wants what nobody can do', async () => {
		const { result } = await begin([fail({ kind: 'unsupported' })]);
		expect(result).toEqual(ok({ type: 'elsewhere' }));
		const empty = { kind: 'challenge', challenge: { session: 'uia', flows: [] } } as const;
		expect((await begin([ok(empty)])).result).toEqual(fail({ kind: 'unsupported' }));
		expect((await begin([fail(refused)])).result).toEqual(fail(refused));
	});
});

describe('checking the password', () => {
	const check = (answers: NonNullable<Script['check']>) =>
		run({ run: 'check', password }, { check: answers });
	const right = ok({ type: 'passwordRight', password });

	test('signs out no session at all', async () => {
		const { result, asked, auths } = await check([ok(challenged()), ok(done)]);
		expect(result).toEqual(right);
		expect(asked).toEqual(['check 0', 'check 0']);
		expect(auths).toEqual([
			undefined,
			{ session: 'uia', type: 'm.login.password', userId: USER, password }
		]);
	});

	test('finds a wrong one', async () => {
		const failed = ok({ type: 'failed', error: passwordWrong });
		expect((await check([ok(challenged()), ok(wrong)])).result).toEqual(failed);
		expect((await check([ok(challenged()), ok(challenged())])).result).toEqual(failed);
	});

	test('a homeserver that cannot be asked like this finds it out later', async () => {
		expect((await check([fail(refused)])).result).toEqual(right);
		expect((await check([ok(done)])).result).toEqual(right);
		expect((await check([ok(challenged('m.login.sso'))])).result).toEqual(right);
	});

	test('is never sent twice by itself', async () => {
		expect((await check([fail(unreachable)])).result).toEqual(fail(unreachable));
		expect((await check([ok(challenged()), fail(unreachable)])).result).toEqual(fail(unreachable));
		expect((await check([ok(challenged()), fail(ended)])).result).toEqual(fail(ended));
	});
});

describe('removing', () => {
	test('asks for the list as it is now', async () => {
		expect((await run({ run: 'list' })).result).toEqual(
			ok({ type: 'listed', addresses: [email, phone] })
		);
		expect((await run({ run: 'list' }, { threepids: fail(refused) })).result).toEqual(
			fail(refused)
		);
	});

	test.each([
		[ok(true as const), ok({ type: 'removed', address: email.address })],
		[fail(refused), ok({ type: 'notRemoved', address: email.address, error: refused })],
		[fail(unreachable), fail(unreachable)],
		[fail(ended), fail(ended)]
	])('%j becomes %j', async (answer, expected) => {
		const { result } = await run({ run: 'remove', address: email }, { remove: () => answer });
		expect(result).toEqual(expected);
	});
});

describe('the last request', () => {
	const send = (
		deactivate: NonNullable<Script['deactivate']>,
		more: Partial<Extract<Command, { run: 'deactivate' }>> = {}
	) => {
		const proof = { kind: 'password', password } as const;
		const command: Command = { run: 'deactivate', choice, confirmation, proof, again: false };
		return run({ ...command, ...more }, { deactivate });
	};

	test('carries the password, or only asks whether all is done', async () => {
		const { result, auths, asked } = await send([ok(done)]);
		expect(result).toEqual(ok({ type: 'gone' }));
		expect(asked).toEqual(['deactivate auth']);
		expect(auths).toEqual([{ session: 'uia', type: 'm.login.password', userId: USER, password }]);
		expect((await send([ok(done)], { proof: { kind: 'page' } })).auths).toEqual([
			{ session: 'uia' }
		]);
	});

	test('a wrong password, or a page that nobody has finished', async () => {
		for (const answer of [wrong, challenged()])
			expect((await send([ok(answer)])).result).toMatchObject(
				ok({ type: 'challenged', error: passwordWrong })
			);
		const { result } = await send([ok(challenged('m.login.sso'))], { proof: { kind: 'page' } });
		expect(result).toMatchObject(ok({ type: 'challenged', error: { kind: 'ssoUnfinished' } }));
	});

	test.each([
		unreachable,
		{ kind: 'offline' } as const,
		{ kind: 'serverFault', status: 500 } as const,
		{ kind: 'badAnswer' } as const
	])('$kind: it may have worked', async (error) => {
		expect((await send([fail(error)])).result).toEqual(ok({ type: 'lost' }));
	});

	test('a limit is told, and not waited out with the password', async () => {
		const error = { kind: 'rateLimited', retryAfterMs: 1_000 } as const;
		expect((await send([fail(error)])).result).toEqual(ok({ type: 'failed', error }));
	});

	test('a dead session is the answer only to whoever has asked before', async () => {
		expect((await send([fail(ended)])).result).toEqual(fail(ended));
		const again = { again: true };
		expect((await send([fail(ended)], again)).result).toEqual(ok({ type: 'gone' }));
		const soft = fail({ kind: 'sessionEnded', soft: true });
		expect((await send([soft], again)).result).toEqual(soft);
	});

	test('a refusal is a refusal', async () => {
		expect((await send([fail(refused)])).result).toEqual(fail(refused));
	});
});

test('whom to ask is asked of the homeserver where the operator names nobody', async () => {
	const page = { page: 'https://help.example.org/' };
	const contact = ok(page);
	const ask = (script: Script) => run({ run: 'contact' }, script);
	expect((await ask({ contact })).result).toEqual(ok({ type: 'contactKnown', contact: page }));
	expect((await ask({ contact: fail(unreachable) })).result).toEqual(ok({ type: 'contactKnown' }));
	const named = await ask({ contact, adminContact: 'help@example.org' });
	expect(named.asked).toEqual([]);
});

test('what came of it is asked', async () => {
	const ask = async (isGone: NonNullable<Script['isGone']>) =>
		(await run({ run: 'ask' }, { isGone })).result;
	expect(await ask(ok(true))).toEqual(ok({ type: 'gone' }));
	expect(await ask(ok(false))).toEqual(ok({ type: 'stillThere' }));
	expect(await ask(fail(unreachable))).toEqual(fail(unreachable));
});
