import { describe, expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { flush, limited, told, unreachable, useHarness } from './flow-testing';

const wizard = useHarness();

const goOnline = (online: boolean) => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online);
	if (online) dispatchEvent(new Event('online'));
};

describe('what passes by itself', () => {
	test('a rate limit is waited for as long as the homeserver says', async () => {
		wizard().send('save');
		await wizard().answer(fail(limited(5_000)));
		expect(wizard().flow.hold).toEqual({ error: limited(5_000), until: 1_005_000 });
		expect(wizard().flow.busy).toBe('save');
		await vi.advanceTimersByTimeAsync(4_999);
		expect(wizard().calls).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(wizard().calls).toHaveLength(2);
		await wizard().answer(ok(told('saved')));
		expect(wizard().flow.hold).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual(['saved']);
	});

	test('the very same command is repeated: what was typed is in it', async () => {
		wizard().send('save', 'x');
		await wizard().answer(fail(unreachable));
		await vi.advanceTimersByTimeAsync(2_000);
		expect(wizard().call(1).command).toBe(wizard().call(0).command);
	});

	test('a homeserver that does not answer is asked ever more rarely', async () => {
		wizard().send('save');
		const waits: number[] = [];
		for (let round = 0; round < 7; round++) {
			await wizard().answer(fail(unreachable));
			waits.push((wizard().flow.hold?.until ?? 0) - Date.now());
			await vi.advanceTimersByTimeAsync(waits.at(-1) ?? 0);
		}
		expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
	});

	test.each([502, 503, 504])('a homeserver that restarts (%i) is waited for', async (status) => {
		wizard().send('save');
		await wizard().answer(fail({ kind: 'serverFault', status }));
		expect(wizard().flow.hold?.until).toBe(1_002_000);
	});

	test('without a network it waits for the network', async () => {
		goOnline(false);
		wizard().send('save');
		await wizard().answer(fail(unreachable));
		expect(wizard().flow.hold).toEqual({ error: { kind: 'offline' } });
		await vi.advanceTimersByTimeAsync(600_000);
		expect(wizard().calls).toHaveLength(1);
		goOnline(true);
		await flush();
		expect(wizard().calls).toHaveLength(2);
		await wizard().answer(ok(told('saved')));
		expect(wizard().flow.state.heard).toEqual(['saved']);
	});

	test('while it is tried again, the hold stays until the answer is there', async () => {
		wizard().send('save');
		await wizard().answer(fail(limited(5_000)));
		await vi.advanceTimersByTimeAsync(5_000);
		expect(wizard().flow.busy).toBe('save');
		await wizard().answer(fail({ kind: 'usernameTaken' }));
		expect(wizard().flow.hold).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual(['save failed: usernameTaken']);
	});

	test('moving on ends the hold and leaves no timer behind', async () => {
		wizard().send('save');
		await wizard().answer(fail(limited(5_000)));
		wizard().flow.send({ type: 'moved' });
		expect(wizard().flow.hold).toBeUndefined();
		await flush();
		expect(vi.getTimerCount()).toBe(0);
		expect(wizard().calls).toHaveLength(1);
	});

	test('a limit that never ends is told in the end', async () => {
		wizard().send('save');
		for (let round = 0; round < 5; round++) {
			await wizard().answer(fail(limited(5_000)));
			expect(wizard().flow.hold).toBeDefined();
			await vi.advanceTimersByTimeAsync(5_000);
		}
		await wizard().answer(fail(limited(5_000)));
		expect(wizard().flow.hold).toBeUndefined();
		expect(wizard().flow.busy).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual(['save failed: rateLimited']);
	});

	test('pressed again during the hold it is tried at once, and once only', async () => {
		wizard().send('save');
		await wizard().answer(fail(limited(5_000)));
		wizard().send('save', 'again');
		expect(wizard().calls).toHaveLength(2);
		expect(wizard().flow.hold).toBeUndefined();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(wizard().calls).toHaveLength(2);
	});

	test('another command ends the hold: the earlier one does not come back', async () => {
		wizard().send('save');
		await wizard().answer(fail(limited(5_000)));
		wizard().send('send');
		expect(wizard().flow.hold).toBeUndefined();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(wizard().calls.map(({ command }) => command.run)).toEqual(['save', 'send']);
	});

	test('what answers in the background meanwhile leaves the hold alone', async () => {
		wizard().send('save');
		await wizard().answer(fail(limited(5_000)));
		wizard().send('look');
		await wizard().answer(ok(told('looked')));
		expect(wizard().flow.hold).toEqual({ error: limited(5_000), until: 1_005_000 });
	});

	test('in the background nothing is held: it is told at once', async () => {
		wizard().send('look');
		await wizard().answer(fail(limited(5_000)));
		expect(wizard().flow.hold).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual(['look failed: rateLimited']);
	});

	test.each<PortalError>([
		{ kind: 'serverFault', status: 500 },
		{ kind: 'badAnswer' },
		{ kind: 'uiaExpired' }
	])('$kind does not pass: it is told at once', async (error) => {
		wizard().send('save');
		await wizard().answer(fail(error));
		expect(wizard().flow.hold).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual([`save failed: ${error.kind}`]);
	});
});
