import { describe, expect, test } from 'vitest';
import { blockingTime, neededFirst, trafficUntil, type Transfer } from './traffic.ts';

const transfer = (given: Partial<Transfer>): Transfer => ({
	url: 'http://localhost/',
	kind: 'other',
	start: 0,
	arrived: [],
	isPreflight: false,
	...given
});

const page = transfer({ kind: 'page', arrived: [{ at: 200, bytes: 8000 }] });
const script = transfer({
	kind: 'script',
	start: 250,
	arrived: [
		{ at: 450, bytes: 300 },
		{ at: 500, bytes: 20_000 },
		{ at: 600, bytes: 20_000 }
	]
});

describe('neededFirst', () => {
	const core = transfer({ kind: 'script', url: 'http://localhost/_app/core.js' });
	const later = transfer({ kind: 'script', url: 'http://localhost/_app/later.js' });
	const config = transfer({ url: 'http://localhost/config.json' });
	const flows = transfer({ url: 'http://localhost:8008/_matrix/client/v3/login' });

	test('is what the page’s own server sends, without what is fetched ahead', () => {
		const all = [page, core, later, config, flows];
		expect(neededFirst(all, ['_app/core.js'])).toEqual([page, core, config]);
		expect(neededFirst(all, [])).toEqual([page, config]);
	});

	test('is nothing where there is no page', () => {
		expect(neededFirst([core], ['_app/core.js'])).toEqual([]);
	});
});

describe('trafficUntil', () => {
	test('counts requests that had begun', () => {
		expect(trafficUntil([page, script], 249).requests).toBe(1);
		expect(trafficUntil([page, script], 250).requests).toBe(2);
	});

	test('counts what had arrived, also of an answer that was still coming', () => {
		expect(trafficUntil([page, script], 500)).toEqual({
			requests: 2,
			bytes: 28_300,
			scriptBytes: 20_300
		});
	});

	test('counts everything in the end', () => {
		const all = trafficUntil([page, script], Infinity);
		expect(all).toEqual({ requests: 2, bytes: 48_300, scriptBytes: 40_300 });
	});

	test('leaves out what the browser asks by itself', () => {
		const asked = transfer({ isPreflight: true, arrived: [{ at: 1, bytes: 100 }] });
		expect(trafficUntil([asked], Infinity)).toEqual({ requests: 0, bytes: 0, scriptBytes: 0 });
	});
});

describe('blockingTime', () => {
	const tasks = [
		{ start: 100, duration: 500 },
		{ start: 600, duration: 80 },
		{ start: 700, duration: 50 },
		{ start: 800, duration: 51 }
	];

	test('is what tasks take beyond 50 ms, after the first paint', () => {
		expect(blockingTime(tasks, 600)).toBe(31);
	});

	test('is nothing without tasks', () => {
		expect(blockingTime([], 0)).toBe(0);
	});
});
