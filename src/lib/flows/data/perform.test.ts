import { describe, expect, test } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { perform } from './perform';
import { parts, schemas } from './schema';
import { collect, scripted, type Script } from './testing';
import type { Command } from './data';

async function run(command: Command, script: Script = {}) {
	const { ports, asked, most } = scripted(script);
	const pack = () => Promise.resolve(ok({ name: 'x.zip', blob: new Blob() }));
	const result = await perform(command, { ...ports, pack }, new AbortController().signal);
	return { result, asked, most: most() };
}
const unreachable = fail({ kind: 'unreachable' });
const refused = fail({ kind: 'refused' });

test('every part is what its schema says', async () => {
	const outcomes = await collect(scripted().ports);
	for (const part of parts) {
		const outcome = outcomes[part];
		if (outcome?.status !== 'included') throw new Error(part);
		expect(schemas[part].safeParse(outcome.content).success, part).toBe(true);
	}
});

test('secrets are left out, and it is said where', async () => {
	const outcomes = await collect(scripted().ports);
	expect(JSON.stringify(outcomes)).not.toMatch(/ciphertext|"abc"/u);
	expect(outcomes.accountData).toMatchObject({
		content: {
			ignoredUsers: ['@eve:example.org'],
			events: [
				{ type: 'm.direct', content: { '@bob:example.org': ['!a'] } },
				{ type: 'm.ignored_user_list' },
				{ type: 'm.secret_storage.default_key', leftOut: true },
				{ type: 'm.cross_signing.master', leftOut: true },
				{ type: 'org.example.other', leftOut: true }
			]
		}
	});
});

test('an account without settings ignores nobody', async () => {
	const accountData = ok([{ type: 'm.ignored_user_list', content: { ignored_users: 7 } }]);
	const { result } = await run({ run: 'ask', part: 'accountData' }, { accountData });
	expect(result).toMatchObject({ value: { content: { ignoredUsers: [] } } });
});

test('a part fails as the homeserver does', async () => {
	const { result } = await run({ run: 'ask', part: 'contacts' }, { threepids: refused });
	expect(result).toEqual(refused);
	const told = await run({ run: 'ask', part: 'accountData' }, { accountData: unreachable });
	expect(told.result).toEqual(unreachable);
});

describe('names of rooms', () => {
	const rooms = Array.from({ length: 20 }, (_, index) => `!${String(index)}`);
	const name = (roomName: NonNullable<Script['roomName']>) =>
		run({ run: 'name', rooms }, { roomName });

	test('are asked for a few at a time, in their order', async () => {
		const { result, most } = await name((id) => ok({ alias: `#${id}:x` }));
		expect(most).toBe(8);
		expect(result).toMatchObject({
			value: { named: rooms.map((roomId) => ({ roomId, alias: `#${roomId}:x` })) }
		});
	});

	test('one that is not told leaves the others', async () => {
		const { result } = await name((id) => (id === '!3' ? refused : ok({})));
		const named = rooms.map((roomId) =>
			roomId === '!3' ? { roomId, nameUnknown: true } : { roomId }
		);
		expect(result).toEqual(ok({ type: 'roomsNamed', named }));
	});

	test.each([
		unreachable,
		fail({ kind: 'rateLimited', retryAfterMs: 5 }),
		fail({ kind: 'sessionEnded', soft: false })
	])('what passes is for the runner, at once: %j', async (error) => {
		const { result, asked } = await name((id) => (id === '!3' ? error : ok({})));
		expect(result).toEqual(error);
		expect(asked).toHaveLength(8);
	});
});

test('the file is made of it', async () => {
	const { result } = await run({ run: 'pack', outcomes: {} });
	expect(result).toMatchObject({ value: { type: 'packed', file: { name: 'x.zip' } } });
});
