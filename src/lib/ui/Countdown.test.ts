import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Countdown from './Countdown.svelte';

const text = (seconds: number) => (seconds ? `Again in ${seconds} s` : 'Send again now');

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	vi.useRealTimers();
});

function pass(ms: number) {
	vi.advanceTimersByTime(ms);
	flushSync();
}

function parts() {
	const [said, seen] = [...screen.getByRole('status').children].map((part) => part.textContent);
	return { said, seen };
}

describe('Countdown', () => {
	it('counts whole seconds for the eye', () => {
		render(Countdown, { until: 1_005_000, text });
		expect(parts().seen).toBe('Again in 5 s');
		pass(2000);
		expect(parts().seen).toBe('Again in 3 s');
	});

	it('speaks at the start and at the end only', () => {
		render(Countdown, { until: 1_005_000, text });
		expect(parts().said).toBe('Again in 5 s');
		pass(4000);
		expect(parts()).toEqual({ said: 'Again in 5 s', seen: 'Again in 1 s' });
		pass(1000);
		expect(parts()).toEqual({ said: 'Send again now', seen: 'Send again now' });
	});

	it('hides from assistive technology what changes every second', () => {
		render(Countdown, { until: 1_005_000, text });
		expect(screen.getByRole('status').children[1]?.getAttribute('aria-hidden')).toBe('true');
	});

	it('tells the end once', () => {
		const onend = vi.fn();
		render(Countdown, { until: 1_002_000, text, onend });
		pass(1500);
		expect(onend).not.toHaveBeenCalled();
		pass(5000);
		expect(onend).toHaveBeenCalledOnce();
	});

	it('is at its end at once when the time has passed', () => {
		const onend = vi.fn();
		render(Countdown, { until: 999_000, text, onend });
		expect(parts().seen).toBe('Send again now');
		expect(onend).toHaveBeenCalledOnce();
	});

	it('goes by the clock, so that a device that slept is not late', () => {
		render(Countdown, { until: 1_060_000, text });
		vi.setSystemTime(1_055_000);
		pass(250);
		expect(parts().seen).toBe('Again in 5 s');
	});

	it('starts anew with a new end', async () => {
		const { rerender } = render(Countdown, { until: 1_002_000, text });
		pass(3000);
		await rerender({ until: 1_013_000 });
		expect(parts()).toEqual({ said: 'Again in 10 s', seen: 'Again in 10 s' });
		pass(1000);
		expect(parts().seen).toBe('Again in 9 s');
	});

	it('stops when it is taken away', () => {
		const onend = vi.fn();
		const { unmount } = render(Countdown, { until: 1_002_000, text, onend });
		unmount();
		vi.advanceTimersByTime(5000);
		expect(onend).not.toHaveBeenCalled();
		expect(vi.getTimerCount()).toBe(0);
	});
});
