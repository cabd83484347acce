import { describe, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { AdminCreationPort, Making, NewUser, UserTrace } from '$lib/matrix/admin-ports';
import { perform, resultOf, type Ports } from './perform';
import type { Command } from './states';

const { signal } = new AbortController();
const password = new Secret('geheim');
const lost = fail({ kind: 'unreachable' });
const user: NewUser = {
	userId: '@ada:hs.test',
	displayName: '',
	emails: [],
	identities: [],
	administrator: false
};
const found: UserTrace = {
	userId: user.userId,
	deactivated: false,
	neverSeen: true,
	untouched: true
};
const taken = { kind: 'emailTaken', address: 'a@b', by: '@e:hs.test' } as const;

interface Script {
	free?: Result<true>;
	trace?: Result<UserTrace | undefined>;
	make?: Result<Making>;
	finish?: Awaited<ReturnType<AdminCreationPort['finish']>>;
	policy?: Result<{ minimumLength?: number }>;
}

function scripted(script: Script) {
	const newPassword = vi.fn(() => password);
	const note = vi.fn();
	const ports: Ports = {
		creation: {
			usernameFree: () => Promise.resolve(script.free ?? ok(true)),
			trace: () => Promise.resolve(script.trace ?? lost),
			make: () => Promise.resolve(script.make ?? lost),
			finish: () => Promise.resolve(script.finish ?? lost)
		},
		policy: () => Promise.resolve(script.policy ?? ok({ minimumLength: 40 })),
		newPassword,
		note
	};
	return { newPassword, note, run: (command: Command) => perform(command, ports, signal) };
}

const make: Command = { run: 'make', user, passwordless: false };
const finish: Command = { run: 'finish', user };

test('a check of the name never fails: what it says belongs to the name', async () => {
	const check: Command = { run: 'checkName', name: 'ada' };
	expect(await scripted({}).run(check)).toEqual(
		ok({ type: 'nameChecked', name: 'ada', result: 'free' })
	);
	expect(await scripted({ free: fail({ kind: 'usernameTaken' }) }).run(check)).toEqual(
		ok({ type: 'nameChecked', name: 'ada', result: { kind: 'usernameTaken' } })
	);
});

describe('making', () => {
	test('has a password ready, as the homeserver wants it', async () => {
		const hs = scripted({ make: ok({ kind: 'made' }) });
		expect(await hs.run(make)).toEqual(ok({ type: 'made', password }));
		expect(hs.newPassword).toHaveBeenCalledWith({ minimumLength: 40 });
	});

	test('goes on where the homeserver does not tell what it wants', async () => {
		const hs = scripted({ make: ok({ kind: 'made' }), policy: lost });
		await hs.run(make);
		expect(hs.newPassword).toHaveBeenCalledWith({});
	});

	test('needs none for single sign-on', async () => {
		const hs = scripted({ make: ok({ kind: 'made' }) });
		expect(await hs.run({ ...make, passwordless: true })).toEqual(ok({ type: 'made' }));
		expect(await hs.run({ run: 'equip', passwordless: true })).toEqual(ok({ type: 'made' }));
		expect(hs.newPassword).not.toHaveBeenCalled();
	});

	test.each<[Making, object]>([
		[
			{ kind: 'exists', user: found },
			{ type: 'exists', user: found }
		],
		[{ kind: 'appeared' }, { type: 'appeared' }],
		[
			{ kind: 'lost', error: { kind: 'unreachable' } },
			{ type: 'lost', error: { kind: 'unreachable' } }
		],
		[taken, { type: 'taken', taken }]
	])('tells what came of it: %j', async (making, event) => {
		const hs = scripted({ make: ok(making) });
		expect(await hs.run(make)).toEqual(ok(event));
		expect(hs.note).not.toHaveBeenCalled();
	});
});

test('looking', async () => {
	const look: Command = { run: 'look', userId: user.userId };
	expect(await scripted({ trace: ok(undefined) }).run(look)).toEqual(
		ok({ type: 'looked', found: undefined })
	);
	expect(await scripted({}).run(look)).toEqual(lost);
});

describe('finishing', () => {
	test('is in the record', async () => {
		const hs = scripted({ finish: ok({ kind: 'finished' }) });
		expect(await hs.run(finish)).toEqual(ok({ type: 'finished' }));
		expect(hs.note.mock.calls).toEqual([['@ada:hs.test', 'done']]);
	});

	test('is in the record when it is half done', async () => {
		const hs = scripted({ finish: ok(taken) });
		expect(await hs.run(finish)).toEqual(ok({ type: 'taken', taken }));
		expect(hs.note.mock.calls).toEqual([['@ada:hs.test', 'partly']]);
	});

	test('is not while it may still pass', async () => {
		const hs = scripted({});
		expect(await hs.run(finish)).toEqual(lost);
		expect(hs.note).not.toHaveBeenCalled();
	});
});

test('what a failure is in the record', () => {
	const refused = { kind: 'refused' } as const;
	expect(resultOf(make, refused)).toBe('failed');
	expect(resultOf(make, { kind: 'usernameReserved' })).toBeUndefined();
	expect(resultOf({ run: 'look', userId: 'x' }, refused)).toBe('unknown');
	expect(resultOf(finish, refused)).toBe('partly');
	expect(resultOf({ run: 'checkName', name: 'x' }, refused)).toBeUndefined();
});
