import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onLinkOpened, sayConfirmed, sayFinished } from './link-channel';

const stops: (() => void)[] = [];

/** A tab that waits for a link, and what it hears. */
function waitingTab(sid: string): string[] {
	const heard: string[] = [];
	stops.push(
		onLinkOpened(sid, {
			confirmed: () => heard.push('confirmed'),
			finished: () => heard.push('finished')
		})
	);
	return heard;
}

afterEach(() => {
	for (const stop of stops.splice(0)) stop();
	vi.unstubAllGlobals();
});

describe('the page of the link', () => {
	test('is heard by the tab that waits for this very link', async () => {
		const heard = waitingTab('17');
		const other = waitingTab('18');
		expect(await sayConfirmed('17', 5_000)).toBe(true);
		expect(heard).toEqual(['confirmed']);
		expect(other).toEqual([]);
	});

	test('is heard by all tabs that wait for it', async () => {
		const tabs = [waitingTab('17'), waitingTab('17')];
		expect(await sayConfirmed('17', 5_000)).toBe(true);
		await vi.waitFor(() => expect(tabs).toEqual([['confirmed'], ['confirmed']]));
	});

	test('knows when a tab has finished already', async () => {
		const told = sayConfirmed('17', 5_000);
		sayFinished('17');
		expect(await told).toBe(true);
	});

	test('a tab that has stopped waiting hears nothing', async () => {
		const heard = waitingTab('17');
		stops.splice(0)[0]?.();
		expect(await sayConfirmed('17', 1)).toBe(false);
		expect(heard).toEqual([]);
	});
});

test('whoever finished tells the tabs that wait for the same link', async () => {
	const [same, other] = [waitingTab('17'), waitingTab('18')];
	sayFinished('17');
	sayFinished('18');
	await vi.waitFor(() => expect([same, other]).toEqual([['finished'], ['finished']]));
});

test('what is no word of ours is not heard', async () => {
	const heard = waitingTab('17');
	const channel = new BroadcastChannel('vestibule.link');
	for (const message of [
		null,
		'confirmed',
		17,
		{},
		{ sid: '17' },
		{ sid: '17', word: 'constructor' }
	])
		channel.postMessage(message);
	channel.close();
	await sayConfirmed('17', 5_000);
	expect(heard).toEqual(['confirmed']);
});

describe('without an answer', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});

	afterEach(() => {
		vi.useRealTimers();
	});

	test('the page of the link waits no longer than it is patient', async () => {
		let answer: boolean | undefined;
		void sayConfirmed('17', 800).then((heard) => (answer = heard));
		await vi.advanceTimersByTimeAsync(799);
		expect(answer).toBeUndefined();
		await vi.advanceTimersByTimeAsync(1);
		expect(answer).toBe(false);
	});

	test('in a browser without channels nobody hears, and nothing breaks', async () => {
		vi.stubGlobal('BroadcastChannel', undefined);
		const heard = waitingTab('17');
		sayFinished('17');
		const told = sayConfirmed('17', 800);
		await vi.advanceTimersByTimeAsync(800);
		expect(await told).toBe(false);
		expect(heard).toEqual([]);
	});
});
