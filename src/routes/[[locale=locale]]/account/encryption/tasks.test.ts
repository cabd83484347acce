import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyTasks } from '$lib/base/key-tasks';
import { loaderOf, loadTask } from './tasks';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const found = { default: vi.fn() };

test('no task is the page itself', () => expect(loaderOf(undefined)).toBeUndefined());

test('what does not come is asked for again, until it is there', async () => {
	const load = vi.fn().mockRejectedValueOnce(new Error('no network')).mockResolvedValue(found);
	const loading = loadTask(load, () => true);
	await vi.advanceTimersByTimeAsync(3_000);
	await expect(loading).resolves.toBe(found.default);
	expect(load).toHaveBeenCalledTimes(2);
});

test('what nobody waits for any more is not asked for again', async () => {
	const load = vi.fn().mockRejectedValue(new Error('no network'));
	let wanted = true;
	const loading = loadTask(load, () => wanted);
	await vi.advanceTimersByTimeAsync(1_000);
	wanted = false;
	await vi.advanceTimersByTimeAsync(3_000);
	await expect(loading).resolves.toBeUndefined();
	expect(load).toHaveBeenCalledOnce();
});

test('each task has a page of its own', () => {
	const loads = keyTasks.map(loaderOf);
	expect(loads).not.toContain(undefined);
	expect(new Set(loads).size).toBe(keyTasks.length);
});
