import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { idle } from './idle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('a moment without anything urgent', () => {
	test('is what the browser says', async () => {
		const ask = vi.fn((then: () => void) => then());
		vi.stubGlobal('requestIdleCallback', ask);
		await idle();
		expect(ask).toHaveBeenCalledExactlyOnceWith(expect.any(Function), { timeout: 2_000 });
	});

	test('comes soon in a browser that does not say', async () => {
		const come = vi.fn();
		void idle().then(come);
		await vi.advanceTimersByTimeAsync(199);
		expect(come).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect(come).toHaveBeenCalledOnce();
	});
});
