import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadLater } from './pieces';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('what is loaded later', () => {
	const { signal } = new AbortController();

	test('is there at the first try as a rule', async () => {
		const load = vi.fn(() => Promise.resolve('piece'));
		expect(await loadLater(load, signal)).toBe('piece');
		expect(load).toHaveBeenCalledOnce();
	});

	test('is tried again until it is there', async () => {
		const load = vi.fn(() => Promise.resolve('piece'));
		load.mockRejectedValueOnce(new Error('lost')).mockRejectedValueOnce(new Error('lost'));
		const loaded = loadLater(load, signal);
		await vi.advanceTimersByTimeAsync(2_999);
		expect(load).toHaveBeenCalledTimes(1);
		await vi.advanceTimersByTimeAsync(3_001);
		expect(await loaded).toBe('piece');
		expect(load).toHaveBeenCalledTimes(3);
	});

	test('waits for the network where there is none', async () => {
		const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		const load = vi.fn(() => Promise.resolve('piece'));
		const loaded = loadLater(load.mockRejectedValueOnce(new Error('lost')), signal);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(load).toHaveBeenCalledOnce();
		onLine.mockReturnValue(true);
		dispatchEvent(new Event('online'));
		expect(await loaded).toBe('piece');
	});

	test('is given up when nobody waits for it any more', async () => {
		const leaving = new AbortController();
		const load = vi.fn(() => Promise.reject(new Error('lost')));
		const loaded = expect(loadLater(load, leaving.signal)).rejects.toThrow('left');
		await vi.advanceTimersByTimeAsync(1_000);
		leaving.abort(new Error('left'));
		await loaded;
		expect(load).toHaveBeenCalledOnce();
	});

	test('is not handed to a view that has gone meanwhile', async () => {
		const leaving = new AbortController();
		let arrive = (_: string) => {};
		const loaded = loadLater(() => new Promise<string>((done) => (arrive = done)), leaving.signal);
		leaving.abort(new Error('left'));
		arrive('piece');
		await expect(loaded).rejects.toThrow('left');
	});
});
