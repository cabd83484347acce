import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onLinkOpened, sayConfirmed, sayFinished } from './link-channel';
import { alone, watchLink, type LinkWatch } from './link-watch';

let watch: LinkWatch;
let leaving: AbortController;
let settled: string[];

const showPage = (state: DocumentVisibilityState) => {
	vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
	document.dispatchEvent(new Event('visibilitychange'));
};
/** Lets the channel, whose messages need no timer, and then the promises come through. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function note(promise: Promise<void>, name = 'done'): void {
	promise.then(
		() => settled.push(name),
		(error: unknown) => settled.push(String(error))
	);
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
	settled = [];
	leaving = new AbortController();
	showPage('visible');
	watch = watchLink('17');
});

afterEach(() => {
	leaving.abort();
	watch.stop();
	vi.useRealTimers();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

const pause = () => {
	note(watch.pause(5_000, leaving.signal));
};
const opened = async () => {
	expect(await sayConfirmed('17', 60_000)).toBe(true);
	await settle();
};

describe('a pause', () => {
	test('lasts as long as it should', async () => {
		pause();
		await vi.advanceTimersByTimeAsync(4_999);
		expect(settled).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);
		expect(settled).toEqual(['done']);
	});

	test('ends at once when the link is opened in this browser', async () => {
		pause();
		await opened();
		expect(settled).toEqual(['done']);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('does not begin when the link was opened while something else went on', async () => {
		await opened();
		pause();
		await settle();
		expect(settled).toEqual(['done']);
	});

	test('is not ended by the link of another mail', async () => {
		pause();
		const stop = onLinkOpened('18', { confirmed: () => undefined, finished: () => undefined });
		expect(await sayConfirmed('18', 60_000)).toBe(true);
		stop();
		await settle();
		expect(settled).toEqual([]);
	});

	test('ends when the person comes back to the page: most likely from the mail', async () => {
		pause();
		showPage('hidden');
		await settle();
		expect(settled).toEqual([]);
		showPage('visible');
		await settle();
		expect(settled).toEqual(['done']);
	});

	test('ends when the network is back', async () => {
		pause();
		await settle();
		expect(settled).toEqual([]);
		dispatchEvent(new Event('online'));
		await settle();
		expect(settled).toEqual(['done']);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('ends with the signal', async () => {
		pause();
		leaving.abort('gone');
		await settle();
		expect(settled).toEqual(['gone']);
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe('a hidden page', () => {
	test('rests until it is seen', async () => {
		showPage('hidden');
		note(watch.visible(leaving.signal));
		await settle();
		expect(settled).toEqual([]);
		showPage('visible');
		await settle();
		expect(settled).toEqual(['done']);
	});

	test('is woken by the link, hidden as it is', async () => {
		showPage('hidden');
		note(watch.visible(leaving.signal));
		await opened();
		expect(settled).toEqual(['done']);
	});

	test('is woken once by one opening', async () => {
		showPage('hidden');
		await opened();
		note(watch.visible(leaving.signal), 'first');
		await settle();
		note(watch.visible(leaving.signal), 'second');
		await settle();
		expect(settled).toEqual(['first']);
	});
});

test('what another tab has finished is known, and wakes this one', async () => {
	expect(watch.finishedElsewhere()).toBe(false);
	pause();
	sayFinished('17');
	await vi.waitFor(() => expect(settled).toEqual(['done']));
	expect(watch.finishedElsewhere()).toBe(true);
});

test('stopped, it hears nothing more', async () => {
	watch.stop();
	const other = watchLink('17');
	sayFinished('17');
	await vi.waitFor(() => expect(other.finishedElsewhere()).toBe(true));
	other.stop();
	expect(watch.finishedElsewhere()).toBe(false);
});

test('it tells the time', () => {
	vi.setSystemTime(1_234);
	expect(watch.now()).toBe(1_234);
});

describe('a task for one tab alone', () => {
	/** Locks as a browser has them, as far as they are used here. */
	const locks = () => {
		const held = new Set<string>();
		return {
			request: async (name: string, _options: unknown, use: (lock: unknown) => unknown) => {
				if (held.has(name)) return use(null);
				held.add(name);
				try {
					return await use({ name });
				} finally {
					held.delete(name);
				}
			}
		};
	};

	test('is run, and again when it has ended', async () => {
		vi.stubGlobal('navigator', { locks: locks() });
		expect(await alone('17', () => Promise.resolve('a'))).toBe('a');
		expect(await alone('17', () => Promise.resolve('b'))).toBe('b');
	});

	test('is not run while another tab is at it', async () => {
		vi.stubGlobal('navigator', { locks: locks() });
		let finish = (_: string) => undefined as void;
		const first = alone('17', () => new Promise<string>((resolve) => (finish = resolve)));
		const task = vi.fn(() => Promise.resolve('b'));
		expect(await alone('17', task)).toBeUndefined();
		expect(task).not.toHaveBeenCalled();
		expect(await alone('18', task)).toBe('b');
		finish('a');
		expect(await first).toBe('a');
	});

	test('leaves no lock behind when it fails', async () => {
		vi.stubGlobal('navigator', { locks: locks() });
		await expect(alone('17', () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
		expect(await alone('17', () => Promise.resolve('b'))).toBe('b');
	});

	test('is run where a browser has no locks', async () => {
		vi.stubGlobal('navigator', {});
		expect(await alone('17', () => Promise.resolve('a'))).toBe('a');
	});
});
