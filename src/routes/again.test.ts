import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { untilAgain } from './again';

const again = vi.fn();

beforeEach(() => {
	vi.useFakeTimers();
	again.mockClear();
	void untilAgain(3_000).then(again);
});

afterEach(() => vi.useRealTimers());

it('waits for the time', async () => {
	await vi.advanceTimersByTimeAsync(2_999);
	expect(again).not.toHaveBeenCalled();
	await vi.advanceTimersByTimeAsync(1);
	expect(again).toHaveBeenCalledOnce();
});

it('waits no longer than for a network', async () => {
	dispatchEvent(new Event('online'));
	await vi.advanceTimersByTimeAsync(0);
	expect(again).toHaveBeenCalledOnce();
	expect(vi.getTimerCount()).toBe(0);
});
