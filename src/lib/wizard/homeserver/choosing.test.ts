import { describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { choosing, type State } from './choosing';

const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const asking: State = { step: 'asking' };
const { signal } = new AbortController();
const { transition } = choosing(() => Promise.resolve(ok(server)));

describe('a name', () => {
	test('is looked for, without the blanks around it', () => {
		expect(transition(asking, { type: 'named', text: ' example.org ' })).toEqual({
			state: asking,
			command: { run: 'find', text: 'example.org' }
		});
	});

	test.each(['', '   '])('that is empty (%j) is asked for', (text) => {
		const error = { kind: 'homeserverMissing' };
		expect(transition(asking, { type: 'named', text })).toEqual({
			state: { step: 'asking', error }
		});
	});

	test('another one lets go what was wrong with the first', () => {
		const before: State = { step: 'asking', error: { kind: 'homeserverMissing' } };
		expect(transition(before, { type: 'named', text: 'example.org' }).state).toEqual(asking);
	});

	test('of a homeserver: found', () => {
		expect(transition(asking, { type: 'found', server })).toEqual({
			state: { step: 'found', server }
		});
	});

	test('of none: told', () => {
		const error: PortalError = { kind: 'notHomeserver', host: 'example.org' };
		expect(transition(asking, { type: 'failed', error }).state).toEqual({ step: 'asking', error });
	});
});

describe('looking for it', () => {
	test('asks once, with the signal', async () => {
		const find = vi.fn(() => Promise.resolve(ok(server)));
		const found = await choosing(find).perform({ run: 'find', text: 'example.org' }, signal);
		expect(found).toEqual(ok({ type: 'found', server }));
		expect(find.mock.calls).toEqual([['example.org', signal]]);
	});

	test('nobody there: told at once, for a mistyped name does not come up by waiting', async () => {
		const { perform } = choosing(() => Promise.resolve(fail({ kind: 'unreachable' })));
		expect(await perform({ run: 'find', text: 'exmaple.org' }, signal)).toEqual(
			fail({ kind: 'homeserverNotFound', host: 'exmaple.org' })
		);
	});

	test.each<PortalError>([
		{ kind: 'offline' },
		{ kind: 'serverFault', status: 503 },
		{ kind: 'wellKnownBroken', host: 'example.org' }
	])('$kind is passed on', async (error) => {
		const { perform, failed } = choosing(() => Promise.resolve(fail(error)));
		const command = { run: 'find', text: 'example.org' } as const;
		expect(await perform(command, signal)).toEqual(fail(error));
		expect(failed(error, command)).toEqual({ type: 'failed', error });
	});

	test('keeps the dialog busy', () => {
		expect(choosing(() => Promise.resolve(ok(server))).background).toEqual([]);
	});
});
