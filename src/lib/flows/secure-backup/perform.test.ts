import { expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import { challenged, done } from '$lib/wizard/keys/keeping-testing';
import { perform, type Ports } from './perform';
import type { Command } from './states';
import { all, made, opened, scripted, type Script } from './testing';

async function performed(command: Command, script: Script = {}, given: Partial<Ports> = {}) {
	const { asked, encryption, ...rest } = scripted(script);
	const ports: Ports = {
		...rest,
		encryption,
		load: encryption.load,
		userId: '@ada:example.org',
		tell: () => undefined,
		...given
	};
	return { asked, result: await perform(command, ports, new AbortController().signal) };
}

test('looks at all three, by plain requests', async () => {
	const { asked, result } = await performed({ run: 'look' }, { found: all });
	expect(asked).toEqual(['recoveryKey', 'publicKeys', 'backup']);
	expect(result).toEqual(ok({ type: 'found', found: all }));
});

test.each(['recoveryKey', 'publicKeys', 'backup'] as const)(
	'does not guess where %s is not known',
	async (name) => {
		const { security } = scripted();
		const failing = { ...security, [name]: () => Promise.resolve(fail({ kind: 'badAnswer' })) };
		const { result } = await performed({ run: 'look' }, {}, { security: failing });
		expect(result).toEqual(fail({ kind: 'badAnswer' }));
	}
);

test('makes a key, from a phrase or not', async () => {
	expect((await performed({ run: 'make' })).result).toEqual(ok({ type: 'made', key: made }));
	const { asked } = await performed({ run: 'make', phrase: new Secret('my phrase') });
	expect(asked).toEqual(['make my phrase']);
});

test('opens the key that there is', async () => {
	const command: Command = { run: 'open', typed: new Secret('typed') };
	const { asked, result } = await performed(command);
	expect(asked).toEqual(['open typed']);
	expect(result).toEqual(ok({ type: 'keyOpened', key: opened }));
	const wrong = fail({ kind: 'recoveryKeyWrong' });
	expect((await performed(command, { open: [wrong] })).result).toEqual(wrong);
});

test('sets up', async () => {
	const act: Command = { run: 'act', key: made };
	expect((await performed({ run: 'load' })).result).toEqual(ok({ type: 'loaded' }));
	expect((await performed(act, { setUp: [ok(done)] })).result).toEqual(ok({ type: 'worked' }));
	const { result } = await performed(act, { setUp: [ok(challenged())] });
	expect(result).toMatchObject(ok({ type: 'challenged' }));
	const needed = fail({ kind: 'recoveryKeyNeeded' });
	expect((await performed(act, { setUp: [needed] })).result).toEqual(needed);
});
