import { describe, expect, it } from 'vitest';
import { dragged, LARGEST_ZOOM, room, squareOf, wholeView } from './crop';

const wide = { width: 400, height: 200 };
const tall = { width: 200, height: 400 };

describe('the square of a picture', () => {
	it('is its middle, as large as can be', () => {
		expect(squareOf(wide, wholeView)).toEqual({ left: 100, top: 0, side: 200 });
		expect(squareOf(tall, wholeView)).toEqual({ left: 0, top: 100, side: 200 });
		expect(squareOf({ width: 9, height: 9 }, wholeView)).toEqual({ left: 0, top: 0, side: 9 });
	});

	it('is smaller when it is zoomed, around the same place', () => {
		expect(squareOf(wide, { ...wholeView, zoom: 2 })).toEqual({ left: 150, top: 50, side: 100 });
	});

	it.each([
		[
			{ zoom: 2, x: 0, y: 1 },
			{ left: 0, top: 100, side: 100 }
		],
		[
			{ zoom: 2, x: 1, y: 0 },
			{ left: 300, top: 0, side: 100 }
		],
		[
			{ zoom: 0, x: -5, y: 9 },
			{ left: 0, top: 0, side: 200 }
		],
		[
			{ zoom: 99, x: 9, y: 9 },
			{ left: 350, top: 150, side: 200 / LARGEST_ZOOM }
		]
	])('never reaches beyond the edges: %j', (view, square) => {
		expect(squareOf(wide, view)).toEqual(square);
	});

	it('has a side even where the picture has next to none', () => {
		expect(squareOf({ width: 1, height: 300 }, { ...wholeView, zoom: 4 }).side).toBe(1);
	});
});

describe('moving', () => {
	it('is possible where something is left over', () => {
		expect(room(wide, wholeView)).toEqual({ x: true, y: false });
		expect(room(tall, wholeView)).toEqual({ x: false, y: true });
		expect(room(wide, { ...wholeView, zoom: 1.5 })).toEqual({ x: true, y: true });
	});

	it('lets the picture follow the finger', () => {
		const right = dragged(wide, wholeView, { x: 0.25, y: 0.25 });
		// A quarter of a square of 200 to the right shows what is 50 pixels further left.
		expect(squareOf(wide, right)).toEqual({ left: 50, top: 0, side: 200 });
		expect(right.y).toBe(0.5);
	});

	it('ends at the edges', () => {
		expect(dragged(wide, wholeView, { x: 9, y: 0 }).x).toBe(0);
		expect(dragged(tall, wholeView, { x: 0, y: -9 }).y).toBe(1);
	});
});
