import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';
import type { Visit } from './visit.ts';

const transfer = (url: string, kind: 'page' | 'script' | 'other', at: number, bytes: number) => ({
	url,
	kind,
	start: at - 100,
	arrived: [{ at, bytes }],
	isPreflight: false
});
const visit: Visit = {
	observed: {
		firstPaint: 300,
		usable: 310,
		works: 700,
		ready: 900,
		layoutShift: 0,
		longTasks: [
			{ start: 100, duration: 90 },
			{ start: 600, duration: 70 }
		]
	},
	transfers: [
		transfer('http://localhost/register', 'page', 200, 10_000),
		transfer('http://localhost/_app/core.js', 'script', 500, 40_000),
		transfer('http://localhost/_app/soon.js', 'script', 650, 15_000),
		transfer('http://localhost:8008/flows', 'other', 640, 600),
		transfer('http://localhost/_app/later.js', 'script', 1200, 20_000)
	]
};

test('tells what the form needs apart from all that had come when the page was ready', () => {
	expect(figuresOf(visit, ['_app/core.js'])).toEqual({
		usable: 310,
		works: 700,
		ready: 900,
		script: 40_000,
		everything: 50_000,
		requests: 2,
		scriptReady: 55_000,
		everythingReady: 65_600,
		requestsReady: 4,
		blocking: 20,
		shift: 0
	});
});

test('counts everything on a page that never gets there', () => {
	const { usable: _, works, ready, ...observed } = visit.observed;
	expect([works, ready]).toEqual([700, 900]);
	const figures = figuresOf({ ...visit, observed }, ['_app/core.js']);
	expect(figures).toMatchObject({ usable: undefined, ready: undefined, requestsReady: 5 });
});
