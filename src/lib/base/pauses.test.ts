import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { once, online, pause, seenAgain, shownAgain, visible } from './pauses';

let leaving: AbortController;
let settled: string[];

beforeEach(() => {
	vi.useFakeTimers();
	leaving = new AbortController();
	settled = [];
});

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

/** Notes how a promise ends, so that "not yet" can be told. */
function note(promise: Promise<void>): void {
	promise.then(
		() => settled.push('done'),
		(error: unknown) => settled.push(String(error))
	);
}

const flush = () => vi.advanceTimersByTimeAsync(0);
const showPage = (state: DocumentVisibilityState) => {
	vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
};

describe('a pause', () => {
	test('lasts as long as it should', async () => {
		note(pause(2_000, leaving.signal));
		await vi.advanceTimersByTimeAsync(1_999);
		expect(settled).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);
		expect(settled).toEqual(['done']);
	});

	test('ends with the signal, and leaves no timer behind', async () => {
		note(pause(2_000, leaving.signal));
		leaving.abort('gone');
		await flush();
		expect(settled).toEqual(['gone']);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('does not begin when the signal has aborted already', async () => {
		leaving.abort('gone');
		note(pause(2_000, leaving.signal));
		await flush();
		expect(settled).toEqual(['gone']);
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe('waiting for an event', () => {
	test('the network is back', async () => {
		note(online(leaving.signal));
		await flush();
		expect(settled).toEqual([]);
		dispatchEvent(new Event('online'));
		await flush();
		expect(settled).toEqual(['done']);
	});

	test('a page that can be seen is not waited for', async () => {
		showPage('visible');
		note(visible(leaving.signal));
		await flush();
		expect(settled).toEqual(['done']);
	});

	test('a hidden page is waited for', async () => {
		showPage('hidden');
		note(visible(leaving.signal));
		await flush();
		expect(settled).toEqual([]);
		showPage('visible');
		document.dispatchEvent(new Event('visibilitychange'));
		await flush();
		expect(settled).toEqual(['done']);
	});

	test('a page that is seen is seen again only after it was hidden', async () => {
		showPage('visible');
		note(seenAgain(leaving.signal));
		showPage('hidden');
		document.dispatchEvent(new Event('visibilitychange'));
		await flush();
		expect(settled).toEqual([]);
		showPage('visible');
		document.dispatchEvent(new Event('visibilitychange'));
		await flush();
		expect(settled).toEqual(['done']);
	});

	test('a page that comes from the memory of the browser is shown again, a fresh one is not', async () => {
		note(shownAgain(leaving.signal));
		dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
		await flush();
		expect(settled).toEqual([]);
		dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
		await flush();
		expect(settled).toEqual(['done']);
	});

	test.each<[string, (signal: AbortSignal) => Promise<void>]>([
		['online', online],
		['visible', visible],
		['seenAgain', seenAgain],
		['shownAgain', shownAgain]
	])('%s stops listening when the signal aborts', async (_name, wait) => {
		showPage('hidden');
		const removed = [
			vi.spyOn(globalThis, 'removeEventListener'),
			vi.spyOn(document, 'removeEventListener')
		];
		note(wait(leaving.signal));
		leaving.abort('gone');
		await flush();
		expect(settled).toEqual(['gone']);
		expect(removed.flatMap((spy) => spy.mock.calls)).toHaveLength(1);
	});
});

test('whatever is listened for once is stopped once, and no longer follows the signal', async () => {
	const stop = vi.fn();
	let ring = () => undefined as void;
	const { signal } = leaving;
	const unfollow = vi.spyOn(signal, 'removeEventListener');
	note(
		once(signal, (done) => {
			ring = done;
			return stop;
		})
	);
	ring();
	await flush();
	leaving.abort('gone');
	await flush();
	expect(settled).toEqual(['done']);
	expect(stop).toHaveBeenCalledTimes(1);
	expect(unfollow).toHaveBeenCalledTimes(1);
});
