import { expect, test, vi } from 'vitest';
import type { PortalError } from '$lib/base/errors';
import { fail, ok } from '$lib/base/result';
import { flush, limited, told, unreachable, useHarness } from './flow-testing';

const wizard = useHarness();
const goOnline = (online: boolean) => {
	vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online);
	if (online) dispatchEvent(new Event('online'));
};
const waitOut = async (ms: number) => {
	wizard().send('unlock');
	await wizard().answer(fail(limited(ms)));
	await vi.advanceTimersByTimeAsync(ms);
};

test('a limit keeps the button waiting, and it works again afterwards', async () => {
	wizard().send('unlock');
	await wizard().answer(fail(limited(5_000)));
	const hold = { error: limited(5_000), until: 1_005_000 };
	expect(wizard().flow.hold).toEqual({ ...hold, byHand: 'waiting' });
	expect(wizard().flow.busy).toBe('unlock');
	await vi.advanceTimersByTimeAsync(4_999);
	expect(wizard().flow.busy).toBe('unlock');
	await vi.advanceTimersByTimeAsync(1);
	expect(wizard().flow.busy).toBeUndefined();
	expect(wizard().flow.hold).toEqual({ ...hold, byHand: 'possible' });
});

test('only where the command is one of them', async () => {
	wizard().send('save', 'secret');
	await wizard().answer(fail(limited(5_000)));
	expect(wizard().flow.hold?.byHand).toBe('waiting');
	wizard().send('save', 'plain');
	await wizard().answer(fail(limited(5_000)));
	expect(wizard().flow.hold).toEqual({ error: limited(5_000), until: 1_005_000 });
});

test('nothing is sent by itself, however long nobody presses', async () => {
	await waitOut(5_000);
	await vi.advanceTimersByTimeAsync(600_000);
	expect(wizard().calls).toHaveLength(1);
	expect(wizard().flow.state.heard).toEqual([]);
});

test('pressed afterwards it is sent, and what was said of the wait goes', async () => {
	await waitOut(5_000);
	wizard().send('unlock');
	expect(wizard().calls).toHaveLength(2);
	expect(wizard().flow.hold).toBeUndefined();
	await wizard().answer(ok(told('unlocked')));
	expect(wizard().flow.state.heard).toEqual(['unlocked']);
});

test('so does something else that is pressed, or another step', async () => {
	await waitOut(5_000);
	wizard().send('save');
	expect(wizard().flow.hold).toBeUndefined();
	await waitOut(5_000);
	wizard().flow.send({ type: 'moved' });
	expect(wizard().flow.hold).toBeUndefined();
});

test('moving on during the wait leaves no timer behind', async () => {
	wizard().send('unlock');
	await wizard().answer(fail(limited(5_000)));
	wizard().flow.send({ type: 'moved' });
	await flush();
	expect(vi.getTimerCount()).toBe(0);
	expect(wizard().flow.hold).toBeUndefined();
});

test.each<PortalError>([unreachable, { kind: 'serverFault', status: 503 }])(
	'$kind is told at once: whether it has arrived is not known',
	async (error) => {
		wizard().send('unlock');
		await wizard().answer(fail(error));
		expect(wizard().flow.hold).toBeUndefined();
		expect(wizard().flow.busy).toBeUndefined();
		expect(wizard().flow.state.heard).toEqual([`unlock failed: ${error.kind}`]);
	}
);

test('without a network the button waits for it', async () => {
	goOnline(false);
	wizard().send('unlock');
	await wizard().answer(fail(unreachable));
	expect(wizard().flow.hold).toEqual({ error: { kind: 'offline' }, byHand: 'waiting' });
	await vi.advanceTimersByTimeAsync(60_000);
	expect(wizard().flow.busy).toBe('unlock');
	goOnline(true);
	await flush();
	expect(wizard().flow.busy).toBeUndefined();
	expect(wizard().flow.hold).toEqual({ error: { kind: 'offline' }, byHand: 'possible' });
	expect(wizard().calls).toHaveLength(1);
});
