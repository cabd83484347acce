import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openFallback } from './fallback-window';

const origin = 'https://matrix.example.org';
const url = `${origin}/_matrix/client/v3/auth/m.login.recaptcha/fallback/web?session=s1`;

interface Page {
	closed: boolean;
	close: () => void;
}

let page: Page;
let done: ReturnType<typeof vi.fn<() => void>>;

const say = (message: { data?: unknown; origin?: string; source?: unknown }) => {
	const event = new MessageEvent('message', { data: 'authDone', origin, ...message, source: null });
	Object.defineProperty(event, 'source', { value: 'source' in message ? message.source : page });
	dispatchEvent(event);
};

beforeEach(() => {
	vi.useFakeTimers();
	page = {
		closed: false,
		close: vi.fn(() => {
			page.closed = true;
		})
	};
	done = vi.fn<() => void>();
	vi.spyOn(window, 'open').mockReturnValue(page as unknown as Window);
});

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

test('opens the page in a window that can speak to this one', () => {
	const opened = openFallback(url, done);
	expect(window.open).toHaveBeenCalledWith(url, '_blank', expect.not.stringContaining('noopener'));
	expect(opened).toBeDefined();
	opened?.stop();
});

test('a blocked window is told, and leaves nothing behind', () => {
	vi.mocked(window.open).mockReturnValue(null);
	expect(openFallback(url, done)).toBeUndefined();
	expect(vi.getTimerCount()).toBe(0);
});

describe('the word of the page', () => {
	test('closes the window and is passed on once', () => {
		openFallback(url, done);
		say({});
		say({});
		vi.advanceTimersByTime(5_000);
		expect(page.close).toHaveBeenCalledTimes(1);
		expect(done).toHaveBeenCalledTimes(1);
		expect(vi.getTimerCount()).toBe(0);
	});

	test.each<[string, { data?: unknown; origin?: string; source?: unknown }]>([
		['another window', { source: window }],
		['no window', { source: null }],
		['another origin', { origin: 'https://evil.example' }],
		['an origin that only begins like it', { origin: `${origin}.evil.example` }],
		['this page itself', { origin: location.origin, source: window }],
		['the page, but not that word', { data: 'authFailed' }],
		['the page, but no word', { data: { authDone: true } }]
	])('does not count from %s', (_from, message) => {
		const opened = openFallback(url, done);
		say(message);
		expect(done).not.toHaveBeenCalled();
		expect(page.close).not.toHaveBeenCalled();
		opened?.stop();
	});
});

describe('a window that is closed', () => {
	test('counts: the homeserver knows whether it was done', () => {
		openFallback(url, done);
		vi.advanceTimersByTime(10_000);
		expect(done).not.toHaveBeenCalled();
		page.closed = true;
		vi.advanceTimersByTime(1_000);
		expect(done).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(10_000);
		expect(done).toHaveBeenCalledTimes(1);
	});
});

test('stopped, it neither looks nor listens', () => {
	openFallback(url, done)?.stop();
	page.closed = true;
	say({});
	vi.advanceTimersByTime(10_000);
	expect(done).not.toHaveBeenCalled();
	expect(vi.getTimerCount()).toBe(0);
});
