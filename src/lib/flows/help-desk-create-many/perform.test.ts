import { describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { Secret } from '$lib/base/secret';
import type { AdminCreationPort, NewUser, UserTrace } from '$lib/matrix/admin-ports';
import { perform, type Ports } from './perform';
import type { Command, Found } from './states';
import { row, taken } from './testing';

const { signal } = new AbortController();
const password = new Secret('geheim');
const unreachable = fail({ kind: 'unreachable' });
const notAdmin = fail({ kind: 'admin', problem: 'notAdmin' });
const inUse = fail({ kind: 'usernameTaken' });
const { line: _line, faults: _faults, ...user } = row(0);
const trace: UserTrace = { ...user, deactivated: false, neverSeen: true, untouched: true };

/** Ports that answer as they are told, and remember which accounts were begun. */
function scripted(creation: Partial<AdminCreationPort> = {}, begunBefore: string[] = []) {
	const begun = new Set(begunBefore);
	const note = vi.fn();
	const ports: Ports = {
		creation: {
			usernameFree: () => Promise.resolve(ok(true)),
			trace: () => Promise.resolve(ok(undefined)),
			takenBy: () => Promise.resolve(ok(undefined)),
			make: () => Promise.resolve(ok({ kind: 'made' })),
			finish: () => Promise.resolve(ok({ kind: 'finished' })),
			...creation
		},
		begun: {
			has: (userId) => begun.has(userId),
			add: (userId) => begun.add(userId),
			remove: (userId) => begun.delete(userId)
		},
		policy: () => Promise.resolve(ok({})),
		newPassword: () => password,
		note
	};
	return { begun, note, run: (command: Command) => perform(command, ports, signal) };
}

describe('asking about a row', () => {
	const check: Command = { run: 'check', rows: [[7, row(0)]] };

	test.each<[string, Partial<AdminCreationPort>, string[], Found]>([
		['free', {}, [], { kind: 'free' }],
		[
			'there, and deactivated',
			{
				usernameFree: () => Promise.resolve(inUse),
				trace: () => Promise.resolve(ok({ ...trace, deactivated: true }))
			},
			[user.userId],
			{ kind: 'exists', deactivated: true }
		],
		[
			'there, made by somebody else',
			{
				usernameFree: () => Promise.resolve(inUse),
				trace: () => Promise.resolve(ok(trace))
			},
			[],
			{ kind: 'exists', deactivated: false }
		],
		[
			'begun here',
			{
				usernameFree: () => Promise.resolve(inUse),
				trace: () => Promise.resolve(ok({ ...trace, untouched: false }))
			},
			[user.userId],
			{ kind: 'begun' }
		],
		[
			'begun here, and in use since',
			{
				usernameFree: () => Promise.resolve(inUse),
				trace: () => Promise.resolve(ok({ ...trace, neverSeen: false }))
			},
			[user.userId],
			{ kind: 'exists', deactivated: false }
		],
		['with an email of somebody', { takenBy: () => Promise.resolve(ok(taken)) }, [], taken],
		[
			'refused',
			{ usernameFree: () => Promise.resolve(fail({ kind: 'usernameReserved' })) },
			[],
			{ kind: 'refused', error: { kind: 'usernameReserved' } }
		]
	])('%s', async (_what, creation, begun, found) => {
		expect(await scripted(creation, begun).run(check)).toEqual(
			ok({ type: 'checked', found: [[7, found]] })
		);
	});

	test('what would meet all rows fails', async () => {
		for (const error of [unreachable, notAdmin]) {
			const usernameFree = () => Promise.resolve(error);
			expect(await scripted({ usernameFree }).run(check)).toEqual(error);
		}
	});

	test('asks for a few at a time', async () => {
		let now = 0;
		let most = 0;
		const usernameFree = async () => {
			most = Math.max(most, ++now);
			await Promise.resolve();
			now--;
			return ok(true as const);
		};
		const rows = Array.from({ length: 20 }, (_, at) => [at, row(at)] as const);
		const told = await scripted({ usernameFree }).run({ run: 'check', rows });
		expect(told).toMatchObject({ value: { found: { length: 20 } } });
		expect(most).toBe(8);
	});
});

describe('making a row', () => {
	const make: Command = { run: 'make', user, passwordless: false };

	test('notes that it was begun before anything is sent', async () => {
		let noted = false;
		const hs = scripted({
			make: () => {
				noted = hs.begun.has(user.userId);
				return Promise.resolve(ok({ kind: 'made' }));
			}
		});
		expect(await hs.run(make)).toEqual(ok({ type: 'made', password }));
		expect(noted).toBe(true);
		expect(hs.begun.has(user.userId)).toBe(true);
	});

	test('keeps the note while nobody knows what came of it', async () => {
		const error = { kind: 'unreachable' } as const;
		const hs = scripted({ make: () => Promise.resolve(ok({ kind: 'lost', error })) });
		expect(await hs.run(make)).toEqual(ok({ type: 'lost', error }));
		expect(hs.begun.has(user.userId)).toBe(true);
	});

	test.each<[Awaited<ReturnType<AdminCreationPort['make']>>, object]>([
		[ok({ kind: 'exists', user: trace }), ok({ type: 'exists', deactivated: false })],
		[ok({ kind: 'appeared' }), ok({ type: 'exists', deactivated: false })],
		[ok(taken), ok({ type: 'taken', taken })],
		[notAdmin, notAdmin]
	])('takes it back where nothing was made: %j', async (making, answer) => {
		const hs = scripted({ make: () => Promise.resolve(making) });
		expect(await hs.run(make)).toEqual(answer);
		expect(hs.begun.has(user.userId)).toBe(false);
	});

	test('makes no password for single sign-on', async () => {
		const hs = scripted();
		expect(await hs.run({ ...make, passwordless: true })).toEqual(ok({ type: 'made' }));
		expect(await hs.run({ run: 'equip', passwordless: false })).toEqual(
			ok({ type: 'made', password })
		);
	});
});

test.each([
	[undefined, 'nothing', true],
	[trace, 'untouched', true],
	[{ ...trace, untouched: false }, 'somebody', false]
] as const)('looking finds %j', async (value, found, isOurs) => {
	const hs = scripted({ trace: () => Promise.resolve(ok(value)) }, [user.userId]);
	const look: Command = { run: 'look', userId: user.userId };
	expect(await hs.run(look)).toEqual(ok({ type: 'looked', found }));
	expect(hs.begun.has(user.userId)).toBe(isOurs);
});

describe('finishing a row', () => {
	const equipped: NewUser = { ...user, password };
	const finish: Command = { run: 'finish', user: equipped, passwordless: false };

	test('is in the record, and waits for its password to be handed over', async () => {
		const hs = scripted({}, [user.userId]);
		expect(await hs.run(finish)).toEqual(ok({ type: 'finished' }));
		expect(hs.note.mock.calls).toEqual([[user.userId, 'done']]);
		expect(hs.begun.has(user.userId)).toBe(true);
	});

	test('without a password is all', async () => {
		const hs = scripted({}, [user.userId]);
		await hs.run({ ...finish, passwordless: true });
		expect(hs.begun.has(user.userId)).toBe(false);
	});

	test('half done is in the record as that', async () => {
		const hs = scripted({ finish: () => Promise.resolve(ok(taken)) });
		expect(await hs.run(finish)).toEqual(ok({ type: 'taken', taken }));
		expect(hs.note.mock.calls).toEqual([[user.userId, 'partly']]);
		const failing = scripted({ finish: () => Promise.resolve(unreachable) });
		expect(await failing.run(finish)).toEqual(unreachable);
		expect(failing.note).not.toHaveBeenCalled();
	});
});
