import { expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import { ahead } from './ahead';
import type { Arrived } from './keeping-states';

/** A load that the test ends. */
function scripted() {
	const calls: {
		told: (arrived: Arrived) => void;
		signal: AbortSignal;
		end: (result: Result<true>) => void;
	}[] = [];
	const load = (told: (arrived: Arrived) => void, signal: AbortSignal) =>
		new Promise<Result<true>>((end, reject) => {
			calls.push({ told, signal, end });
			signal.addEventListener('abort', () => reject(signal.reason as Error));
		});
	return { calls, ahead: ahead(load) };
}
const silent = () => undefined;

test('who waits for what is under way waits for that, and hears how far it is', async () => {
	const { calls, ahead } = scripted();
	ahead.start();
	ahead.start();
	calls[0]?.told({ bytes: 1, of: 4 });
	const heard = vi.fn();
	const loading = ahead.load(heard, new AbortController().signal);
	calls[0]?.told({ bytes: 2, of: 4 });
	calls[0]?.end(ok(true));
	expect(await loading).toEqual(ok(true));
	expect(calls).toHaveLength(1);
	expect(heard.mock.calls).toEqual([[{ bytes: 1, of: 4 }], [{ bytes: 2, of: 4 }]]);
});

test('what has failed unseen is begun anew when it is waited for', async () => {
	const { calls, ahead } = scripted();
	ahead.start();
	calls[0]?.end(fail({ kind: 'offline' }));
	await vi.waitFor(async () => {
		const loading = ahead.load(silent, new AbortController().signal);
		calls[1]?.end(ok(true));
		expect(await loading).toEqual(ok(true));
	});
	expect(calls).toHaveLength(2);
});

test('a failure is told to who waits, and the next time it is begun anew', async () => {
	const { calls, ahead } = scripted();
	const first = ahead.load(silent, new AbortController().signal);
	calls[0]?.end(fail({ kind: 'unreachable' }));
	expect(await first).toEqual(fail({ kind: 'unreachable' }));
	const second = ahead.load(silent, new AbortController().signal);
	calls[1]?.end(ok(true));
	expect(await second).toEqual(ok(true));
});

test('who stops waiting stops it', async () => {
	const { calls, ahead } = scripted();
	const waiting = new AbortController();
	const loading = ahead.load(silent, waiting.signal);
	waiting.abort(new Error('cancelled'));
	await expect(loading).rejects.toThrow();
	expect(calls[0]?.signal.aborted).toBe(true);
});

test('what nobody wants any more ends, and does so quietly', async () => {
	const { calls, ahead } = scripted();
	ahead.start();
	ahead.stop();
	expect(calls[0]?.signal.aborted).toBe(true);
	await Promise.resolve();
	ahead.start();
	expect(calls).toHaveLength(2);
});
