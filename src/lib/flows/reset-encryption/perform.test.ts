import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { challenged, confirmationOf, done, password } from '$lib/wizard/keys/keeping-testing';
import { perform, type Ports } from './perform';
import type { Command } from './states';
import { made, scripted, wrong, type Script } from './testing';

const confirmation = confirmationOf();

async function performed(command: Command, script: Script = {}) {
	const { asked, auths, encryption, ...rest } = scripted(script);
	const ports: Ports = {
		...rest,
		encryption,
		load: encryption.load,
		userId: '@ada:example.org',
		deviceId: 'HERE',
		tell: () => undefined
	};
	const result = await perform(command, ports, new AbortController().signal);
	return { asked, auths, result };
}
const resultOf = async (command: Command, script?: Script) =>
	(await performed(command, script)).result;

test('looks what Secure Backup holds, and goes on without', async () => {
	const look: Command = { run: 'look' };
	const found = (backup: number | 'off' | undefined) => ok({ type: 'found', found: { backup } });
	expect(await resultOf(look)).toEqual(found(1200));
	expect(await resultOf(look, { backup: ok(undefined) })).toEqual(found('off'));
	expect(await resultOf(look, { backup: fail({ kind: 'badAnswer' }) })).toEqual(found(undefined));
	const ended = fail({ kind: 'sessionEnded', soft: false });
	expect(await resultOf(look, { backup: ended })).toEqual(ended);
});

describe('consent', () => {
	const first: Command = { run: 'consent' };
	const withPassword: Command = { run: 'consent', before: confirmation, password };
	const byPage: Command = { run: 'consent', before: confirmation };

	test('is asked for without anything being sent', async () => {
		const { asked, result } = await performed(first);
		expect(asked).toEqual(['consent ']);
		expect(result).toEqual(ok({ type: 'consentAsked', confirmation }));
	});

	test('may not be needed', async () => {
		expect(await resultOf(first, { consent: [ok(done)] })).toEqual(ok({ type: 'consented' }));
	});

	test('by password, which is kept for the end', async () => {
		const { asked, result } = await performed(withPassword, { consent: [ok(done)] });
		expect(asked).toEqual(['consent m.login.password']);
		expect(result).toEqual(ok({ type: 'consented', proof: { confirmation, password } }));
	});

	test('on a page, which is only asked about', async () => {
		const { asked, result } = await performed(byPage, { consent: [ok(done)] });
		expect(asked).toEqual(['consent ']);
		expect(result).toEqual(ok({ type: 'consented', proof: { confirmation } }));
	});

	test.each([
		['a wrong password', withPassword, wrong, 'passwordWrong'],
		['a password that changed nothing', withPassword, challenged(), 'passwordWrong'],
		['a page that was only closed', byPage, challenged(), 'ssoUnfinished']
	])('%s does not count', async (_, command, answer, kind) => {
		const result = await resultOf(command, { consent: [ok(answer)] });
		expect(result).toMatchObject(ok({ type: 'consentAsked', error: { kind } }));
	});

	test('with a password, a lost answer is told apart', async () => {
		const lost = fail({ kind: 'unreachable' });
		expect(await resultOf(withPassword, { consent: [lost] })).toEqual(ok({ type: 'lost' }));
		expect(await resultOf(first, { consent: [lost] })).toEqual(lost);
	});

	test('that nobody could give is a failure', async () => {
		const nothing = { ...challenged(), challenge: { session: 'uia', flows: [{ stages: [] }] } };
		const result = await resultOf(first, { consent: [ok(nothing)] });
		expect(result).toEqual(fail({ kind: 'unsupported' }));
	});
});

test('makes a key, and resets with it and what confirms it', async () => {
	expect(await resultOf({ run: 'make' })).toEqual(ok({ type: 'made', key: made }));
	const proof = { confirmation, password };
	const { auths, result } = await performed({ run: 'act', key: made, proof });
	expect(auths).toMatchObject([{ type: 'm.login.password', session: 'uia' }]);
	expect(result).toEqual(ok({ type: 'worked' }));
});

test('names the sessions that are to be verified: with keys, unsigned, and not this one', async () => {
	const sessions = ['HERE', 'A', 'B', 'C'].map((deviceId) => ({
		deviceId,
		...(deviceId === 'A' && { name: 'Laptop' })
	}));
	const publicKeys = {
		crossSigning: true,
		withKeys: ['HERE', 'A', 'B', 'D'],
		verified: ['HERE', 'B']
	};
	const script = { sessions: ok(sessions), publicKeys: ok(publicKeys) };
	expect(await resultOf({ run: 'others' }, script)).toEqual(
		ok({ type: 'othersKnown', others: [{ deviceId: 'A', name: 'Laptop' }] })
	);
	const unknown = fail({ kind: 'badAnswer' });
	expect(await resultOf({ run: 'others' }, { ...script, sessions: unknown })).toEqual(unknown);
	expect(await resultOf({ run: 'others' }, { ...script, publicKeys: unknown })).toEqual(unknown);
});
